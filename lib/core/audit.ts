import { type Bytes, fromHex, hmacSha256, sha256Hex, toHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';

/** `prevHash` of the first event of a chain. */
export const genesisHash = '0'.repeat(64);

/** Bytes of salt beside each payload (`docs/contracts.md`, Audit). */
const payloadSaltBytes = 16;

/** What the chain binds of one event. `seq` counts from 1 without gaps on one install. */
export type ChainedFacts = {
  readonly passageId: string;
  readonly payloadHash: string;
  readonly seq: number;
  /** ISO 8601 UTC with ms. */
  readonly time: string;
  /** The event's type without the reverse-domain prefix, such as `review.submitted`. */
  readonly type: string;
};

/** One event's place in the chain. Hashes and salts are lower-case hex. */
export type ChainLink = ChainedFacts & { readonly prevHash: string; readonly hash: string };

/** A link with what is needed to check its payload; an erased text has neither payload nor salt. */
export type AuditedEvent = ChainLink & { readonly payload?: unknown; readonly payloadSalt?: string };

/** The first thing wrong with a chain. `at` is the `seq` of the link that does not hold. */
export type ChainFault = {
  readonly at: number;
  readonly kind: 'gap' | 'prev-hash' | 'hash' | 'payload';
};

/** A fresh payload salt in hex: random, so that erasing it makes the payload hash say nothing about a guessed payload. */
export function newPayloadSalt(): string {
  const bytes: Bytes = new Uint8Array(payloadSaltBytes);
  crypto.getRandomValues(bytes);
  return toHex(bytes);
}

/** HMAC-SHA-256(salt, canonical payload) in hex. `payloadSalt` is hex. */
export async function hashPayload(payloadSalt: string, payload: unknown): Promise<string> {
  return toHex(await hmacSha256(fromHex(payloadSalt), utf8(canonicalJson(payload))));
}

/** The link that follows `prevHash`: `hash` = SHA-256(prevHash + canonical facts). */
export async function chainLink(prevHash: string, facts: ChainedFacts): Promise<ChainLink> {
  const { passageId, payloadHash, seq, time, type } = facts;
  const hash = await sha256Hex(prevHash + canonicalJson({ passageId, payloadHash, seq, time, type }));
  return { passageId, payloadHash, seq, time, type, prevHash, hash };
}

/**
 * Checks a whole chain in `seq` order and names the first fault, or returns `undefined` for a chain that holds. An event
 * whose payload was erased still counts: its link covers the payload's hash, not the payload.
 */
export async function verifyChain(events: readonly AuditedEvent[]): Promise<ChainFault | undefined> {
  let prevHash = genesisHash;
  let seq = 0;
  for (const event of events) {
    seq += 1;
    if (event.seq !== seq) return { at: seq, kind: 'gap' };
    if (event.prevHash !== prevHash) return { at: seq, kind: 'prev-hash' };
    if ((await chainLink(prevHash, event)).hash !== event.hash) return { at: seq, kind: 'hash' };
    if (!(await payloadHolds(event))) return { at: seq, kind: 'payload' };
    prevHash = event.hash;
  }
  return undefined;
}

// Erasing takes payload and salt together. One without the other is tampering: a payload without its salt can't be checked.
async function payloadHolds({ payload, payloadSalt, payloadHash }: AuditedEvent): Promise<boolean> {
  if (payload === undefined && payloadSalt === undefined) return true;
  if (payload === undefined || payloadSalt === undefined) return false;
  try {
    return (await hashPayload(payloadSalt, payload)) === payloadHash;
  } catch {
    // What has no hash, a salt that is no hex or a payload that is no JSON, is not what was hashed.
    return false;
  }
}
