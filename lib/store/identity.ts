import { toHex } from '../core/bytes.ts';
import { newId } from '../core/ids.ts';
import type { StoreDatabase } from './database.ts';
import { readMeta } from './meta.ts';
import { type MetaRow, type Unstamped, unstamped } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';
import { withWriter } from './writer.ts';

/** Who this install is. `salt`, of passage ids, is the team's where it has given one, else its own. */
export type Identity = { readonly installId: string; readonly reviewerId: string; readonly salt: string };

/** An identity as it is kept, with both salts. */
export type IdentityRow = Unstamped<Extract<MetaRow, { key: 'identity' }>>;

/** Bytes of the install's own salt: as many as the HMAC-SHA-256 it keys gives out. */
const saltBytes = 32;

/**
 * This install's identity, made at random the first time.
 *
 * @throws StorageError when the database failed.
 */
export async function readIdentity(db: StoreDatabase): Promise<Identity> {
  return withStorageErrors(db, async () => identityOf(await keptIdentity(db)));
}

/** This install's identity as it is kept, made at random the first time. Must not be called under the writer lock. */
export async function keptIdentity(db: StoreDatabase): Promise<IdentityRow> {
  const known = await readMeta(db, 'identity');
  return known === undefined ? changeIdentity(db, (row) => row) : unstamped(known);
}

/**
 * Takes over the team's passage salt, so that its reviewers agree on passage ids; `undefined` goes back to the install's
 * own. Passages seen under another salt keep their ids.
 *
 * @throws StorageError when the database failed.
 */
export async function adoptPassageSalt(db: StoreDatabase, teamSalt: string | undefined): Promise<Identity> {
  return withStorageErrors(db, async () => {
    const changed = await changeIdentity(db, ({ teamSalt: _previous, ...row }) => {
      return teamSalt === undefined ? row : { ...row, teamSalt };
    });
    return identityOf(changed);
  });
}

/**
 * Takes over the reviewer id a receiver knows this person by. Reviews made before keep the id they were made with.
 *
 * @throws StorageError when the database failed.
 */
export async function adoptReviewerId(db: StoreDatabase, reviewerId: string): Promise<Identity> {
  return withStorageErrors(db, async () => identityOf(await changeIdentity(db, (row) => ({ ...row, reviewerId }))));
}

function changeIdentity(db: StoreDatabase, change: (row: IdentityRow) => IdentityRow): Promise<IdentityRow> {
  return withWriter(() =>
    db.transaction('rw', [db.meta], async () => {
      const known = await readMeta(db, 'identity');
      const changed = change(known === undefined ? newIdentity() : unstamped(known));
      await db.meta.put(changed);
      return changed;
    }),
  );
}

/** A fresh identity, not kept yet. */
export function newIdentity(): IdentityRow {
  const installSalt = toHex(crypto.getRandomValues(new Uint8Array(saltBytes)));
  return { key: 'identity', installId: newId(), reviewerId: newId(), installSalt };
}

function identityOf({ installId, reviewerId, installSalt, teamSalt }: IdentityRow): Identity {
  return { installId, reviewerId, salt: teamSalt ?? installSalt };
}
