import { type Bytes, fromHex, toHex, utf8 } from '../core/bytes.ts';
import type { StoreDatabase } from './database.ts';
import { readMeta } from './meta.ts';
import { StorageError, withStorageErrors } from './storage-error.ts';
import { withWriter } from './writer.ts';

/** Bytes of the AES-GCM nonce: the length NIST SP 800-38D recommends. */
const nonceBytes = 12;

/** Below this length the last four characters are a large part of the secret, so none are shown. */
const shortestDescribed = 12;

/**
 * Keeps a secret under a name, in place of the one before. It is sealed with a key that can't be exported, which stops
 * someone who copies the profile's files, not a program that runs as this extension. Never in `storage.local`, which
 * content scripts can read.
 *
 * @throws StorageError when the database failed.
 */
export async function putSecret(db: StoreDatabase, name: string, value: string): Promise<void> {
  await withStorageErrors(db, () =>
    withWriter(async () => {
      const key = await sealingKey(db);
      const iv: Bytes = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const sealed = await crypto.subtle.encrypt(cipher(name, iv), key, utf8(value));
      await db.secrets.put({ name, iv: toHex(iv), data: toHex(new Uint8Array(sealed)) });
    }),
  );
}

/**
 * The secret kept under a name, or `undefined`. For the background only; surfaces use {@link describeSecret}.
 *
 * @throws StorageError when the database failed, or the secret can't be opened with this install's key.
 */
export async function readSecret(db: StoreDatabase, name: string): Promise<string | undefined> {
  return withStorageErrors(db, async () => {
    const row = await db.secrets.get(name);
    if (row === undefined) return undefined;
    const key = (await readMeta(db, 'secret-key'))?.cryptoKey;
    if (key === undefined) throw new StorageError('unknown');
    try {
      const opened = await crypto.subtle.decrypt(cipher(name, fromHex(row.iv)), key, fromHex(row.data));
      return new TextDecoder().decode(opened);
    } catch (cause) {
      throw new StorageError('unknown', { cause });
    }
  });
}

/**
 * What a person may be shown of a secret: its last four characters, or the empty string where it has fewer than twelve.
 * `undefined` where nothing is kept under the name.
 *
 * @throws StorageError as {@link readSecret} does.
 */
export async function describeSecret(db: StoreDatabase, name: string): Promise<string | undefined> {
  const value = await readSecret(db, name);
  if (value === undefined) return undefined;
  const characters = Array.from(value);
  return characters.length < shortestDescribed ? '' : characters.slice(-4).join('');
}

/** Forgets the secret kept under a name. */
export async function removeSecret(db: StoreDatabase, name: string): Promise<void> {
  await withStorageErrors(db, () => db.secrets.delete(name));
}

// The name is bound in, so a sealed value moved to another name does not open.
function cipher(name: string, iv: Bytes): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: utf8(name) };
}

async function sealingKey(db: StoreDatabase): Promise<CryptoKey> {
  const known = await readMeta(db, 'secret-key');
  if (known !== undefined) return known.cryptoKey;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return db.transaction('rw', [db.meta], async () => {
    const kept = (await readMeta(db, 'secret-key'))?.cryptoKey ?? made;
    await db.meta.put({ key: 'secret-key', cryptoKey: kept });
    return kept;
  });
}
