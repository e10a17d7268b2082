import { v7 } from 'uuid';
import { hmacSha256, sha256Hex, toHex, utf8 } from './bytes.ts';
import { normaliseText } from './match-text.ts';

/** A new UUIDv7: unique, and sortable by the time it was made. Made where the thing itself is made. */
export function newId(): string {
  return v7();
}

/** What tells one passage from every other, before it is hashed into an id. */
export type PassageKey = {
  /** Top-level origin without port, and ` frame-origin` behind it where the passage sits in a foreign frame. */
  readonly siteKey: string;
  /** The page's own id of the conversation, or the empty string where it shows none. */
  readonly conversationId: string;
  /** The page's own id of the message, where it shows one. */
  readonly messageId?: string;
  /** SHA-256 (hex) of the normalised text at first settle; used where there is no message id. */
  readonly textHash: string;
  /** How many passages with the same text stand before this one in the conversation; 0 for the first. */
  readonly occurrence: number;
};

/** SHA-256 (hex) of a text's normalised form: the same for renderings that differ in quotes, spaces or case only. */
export async function hashText(text: string): Promise<string> {
  return sha256Hex(normaliseText(text));
}

/**
 * A site's key: its origin without the port, so that a port chosen at random does not split a site's history.
 *
 * @throws TypeError when either argument is not an absolute URL.
 */
export function siteKeyOf(topUrl: string, frameUrl: string = topUrl): string {
  const top = originWithoutPort(topUrl);
  const frame = originWithoutPort(frameUrl);
  return frame === top ? top : `${top} ${frame}`;
}

function originWithoutPort(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.hostname}`;
}

/** The text that is hashed into a passage id (`docs/contracts.md`, Passage id). */
export function passageKeyText(key: PassageKey): string {
  const own = key.messageId === undefined ? `text:${key.textHash}|${key.occurrence}` : key.messageId;
  return `${key.siteKey}|${key.conversationId}|${own}`;
}

/**
 * The id of the passage with this key: the first 16 bytes of HMAC-SHA-256(salt, key) as a UUID with version nibble 8 and
 * variant 10. The salt is the team's, so that reviewers agree on ids; nobody without it can test a guess at the text.
 */
export async function derivePassageId(salt: string, key: string): Promise<string> {
  const bytes = (await hmacSha256(utf8(salt), utf8(key))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
