import type { Dexie, Table } from 'dexie';
import * as z from 'zod/mini';
import { createDexie, type DatabaseOptions, type StoreDatabase } from './database.ts';
import type { IdentityRow } from './identity.ts';
import { latestVersion } from './migrations/ladder.ts';
import { type DestinationRow, eventRowSchema, type Unstamped } from './rows.ts';
import { guardSchema } from './schema-guard.ts';
import { withStorageErrors } from './storage-error.ts';

/** An undelivered event in the mirror. `bytes` is its size as JSON in UTF-8. */
export const mirrorEventRowSchema = z.extend(eventRowSchema, { bytes: z.int() });

/** See {@link mirrorEventRowSchema}. */
export type MirrorEventRow = z.infer<typeof mirrorEventRowSchema>;

/** Which database the mirror is a copy of: the identity it had. */
export type MirrorOrigin = Omit<IdentityRow, 'key'> & { readonly key: 'origin'; readonly schemaVersion: number };

/** An event that a destination has not had the last word on. */
export type MirrorDeliveryRow = {
  readonly schemaVersion: number;
  readonly opId: string;
  readonly destinationId: string;
};

/** The second database: what would be lost with the first one. It holds no secrets. */
export type MirrorDatabase = Dexie & {
  readonly events: Table<MirrorEventRow, string, Unstamped<MirrorEventRow>>;
  readonly deliveries: Table<MirrorDeliveryRow, readonly [string, string], Unstamped<MirrorDeliveryRow>>;
  readonly destinations: Table<DestinationRow, string, Unstamped<DestinationRow>>;
  readonly meta: Table<MirrorOrigin, string, Unstamped<MirrorOrigin>>;
};

/**
 * The mirror, opened at its first use. A database of its own, because what damages one is often limited to it; never
 * `storage.local`, which content scripts can read (`docs/contracts.md`, Store). Its version follows the ladder of the review
 * database, since its rows are that database's rows.
 */
export function openMirror(options: DatabaseOptions = {}): MirrorDatabase {
  const mirror = createDexie(options, 'countersign-mirror');
  mirror.version(latestVersion).stores({
    events: '&opId, seq, [seq+bytes]',
    deliveries: '&[opId+destinationId], opId',
    destinations: '&id',
    meta: '&key',
  });
  guardSchema(mirror, latestVersion);
  return mirror as MirrorDatabase;
}

/**
 * Runs work on both databases; see {@link withStorageErrors}.
 *
 * @throws StorageError when either failed.
 */
export function withBoth<T>(db: StoreDatabase, mirror: MirrorDatabase, work: () => Promise<T>): Promise<T> {
  return withStorageErrors(db, () => withStorageErrors(mirror, work));
}
