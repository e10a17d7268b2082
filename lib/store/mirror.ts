import { utf8 } from '../core/bytes.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { StoreDatabase } from './database.ts';
import { undeliveredStates } from './fan-out.ts';
import { type IdentityRow, keptIdentity } from './identity.ts';
import { latestVersion } from './migrations/ladder.ts';
import { type MirrorDatabase, type MirrorEventRow, type MirrorOrigin, withBoth } from './mirror-database.ts';
import { type DestinationRow, type EventRow, type OutboxRow, type Unstamped, unstamped } from './rows.ts';

import { isNewer } from './schema-guard.ts';
import { StorageError } from './storage-error.ts';
import { withLock } from './writer.ts';

/** How much is mirrored at most: the soft limit at which the person is told anyway (`docs/contracts.md`, Store). */
export type MirrorLimits = { readonly rows: number; readonly bytes: number };

/** 10,000 events or 50 MB. */
const mirrorLimits: MirrorLimits = { rows: 10_000, bytes: 50_000_000 };

/**
 * How a mirror stands after an update. `notMirrored`: undelivered events beyond the limits; they are in the review
 * database only. `restore-first`: the mirror holds what another review database left, and is not written over.
 */
export type MirrorReport =
  | { readonly kind: 'mirrored'; readonly mirrored: number; readonly notMirrored: number; readonly bytes: number }
  | { readonly kind: 'restore-first'; readonly mirrored: number };

/** Events copied in one transaction. */
const copiedAtOnce = 100;

type Pair = readonly [opId: string, destinationId: string];

/** What of the review database belongs into the mirror, events by reference. */
type Wanted = {
  readonly origin: IdentityRow;
  readonly destinations: readonly DestinationRow[];
  /** Lowest `seq` first. */
  readonly outbox: readonly OutboxRow[];
  readonly pairs: readonly Pair[];
};

/** What the mirror holds, by `opId`. */
type Held = ReadonlyMap<string, { readonly seq: number; readonly bytes: number }>;

/**
 * Brings the mirror up to date: the oldest undelivered events (pending or held) up to the limits, the destinations without
 * their secrets, and the install's identity.
 *
 * Not mirrored: events everybody has had, reviews, drafts, tallies, consents, secrets, dead letters. To be called after
 * commits; a save does not wait for it, so a save within the last moments may be missing from it.
 *
 * @throws StorageError when either database failed; the review database is only read.
 */
export async function updateMirror(
  db: StoreDatabase,
  mirror: MirrorDatabase,
  limits: MirrorLimits = mirrorLimits,
): Promise<MirrorReport> {
  return withBoth(db, mirror, () =>
    withLock('countersign-mirror', async () => {
      const wanted = await readWanted(db);
      if (isNewer(db, latestVersion)) throw new StorageError('newer-schema');
      const origin = await mirror.meta.get('origin');
      if (origin !== undefined && origin.installId !== wanted.origin.installId) {
        return { kind: 'restore-first', mirrored: await mirror.events.count() };
      }
      await writeHeader(mirror, wanted, origin);
      const kept = await copyMissing(db, mirror, { wanted, held: await readHeld(mirror), limits });
      await dropStale(mirror, kept, wanted.pairs);
      const bytes = [...kept.values()].reduce((sum, size) => sum + size, 0);
      return { kind: 'mirrored', mirrored: kept.size, notMirrored: wanted.outbox.length - kept.size, bytes };
    }),
  );
}

async function readWanted(db: StoreDatabase): Promise<Wanted> {
  const origin = await keptIdentity(db);
  return db.transaction('r', [db.outbox, db.deliveries, db.destinations], async () => ({
    origin,
    destinations: await db.destinations.toArray(),
    outbox: await db.outbox.orderBy('seq').toArray(),
    pairs: await db.deliveries.where('state').anyOf(undeliveredStates).primaryKeys(),
  }));
}

/** What the mirror copies from, written only when it has changed: a strict commit is not free. */
async function writeHeader(
  mirror: MirrorDatabase,
  { origin, destinations }: Wanted,
  known: MirrorOrigin | undefined,
): Promise<void> {
  const header = { origin: { ...origin, key: 'origin' as const }, destinations: destinations.map(unstamped) };
  const before = {
    origin: known === undefined ? null : unstamped(known),
    destinations: (await mirror.destinations.toArray()).map(unstamped),
  };
  if (canonicalJson(before) === canonicalJson(header)) return;
  await mirror.transaction('rw', [mirror.meta, mirror.destinations], async () => {
    await mirror.meta.put(header.origin);
    await mirror.destinations.clear();
    await mirror.destinations.bulkPut(header.destinations);
  });
}

async function readHeld(mirror: MirrorDatabase): Promise<Held> {
  const held = new Map<string, { seq: number; bytes: number }>();
  await mirror.events.orderBy('[seq+bytes]').eachKey((key, { primaryKey }) => {
    const [seq, bytes] = key as readonly [number, number];
    held.set(primaryKey, { seq, bytes });
  });
  return held;
}

type Copying = { readonly wanted: Wanted; readonly held: Held; readonly limits: MirrorLimits };

/** Copies, oldest first, what is not there yet, until the limits; returns the size of each event that stays mirrored. */
async function copyMissing(
  db: StoreDatabase,
  mirror: MirrorDatabase,
  { wanted, held, limits }: Copying,
): Promise<ReadonlyMap<string, number>> {
  const kept = new Map<string, number>();
  let room = limits.bytes;
  const oldest = wanted.outbox.slice(0, limits.rows);
  for (let from = 0; from < oldest.length; from += copiedAtOnce) {
    const chunk = oldest.slice(from, from + copiedAtOnce);
    const copies = await readMissing(db, chunk, held);
    const fresh: Unstamped<MirrorEventRow>[] = [];
    for (const { opId } of chunk) {
      const copy = copies.get(opId);
      const bytes = copy?.bytes ?? held.get(opId)?.bytes ?? 0;
      if (bytes > room) {
        await putCopies(mirror, fresh, wanted.pairs);
        return kept;
      }
      room -= bytes;
      kept.set(opId, bytes);
      if (copy !== undefined) fresh.push(copy);
    }
    await putCopies(mirror, fresh, wanted.pairs);
  }
  return kept;
}

/** Copies of those events of a chunk that the mirror lacks, or holds from an earlier life under another `seq`. */
async function readMissing(
  db: StoreDatabase,
  chunk: readonly OutboxRow[],
  held: Held,
): Promise<ReadonlyMap<string, Unstamped<MirrorEventRow>>> {
  const missing = chunk.filter(({ opId, seq }) => held.get(opId)?.seq !== seq).map(({ opId }) => opId);
  const rows = missing.length === 0 ? [] : await db.events.bulkGet(missing);
  return new Map(rows.filter((row) => row !== undefined).map((row) => [row.opId, copyOf(row)]));
}

function copyOf(event: EventRow): Unstamped<MirrorEventRow> {
  const row = unstamped(event);
  return { ...row, bytes: utf8(JSON.stringify(row)).byteLength };
}

/** An event and who has yet to get it go in together: one without the other would be restored to nowhere. */
async function putCopies(
  mirror: MirrorDatabase,
  copies: readonly Unstamped<MirrorEventRow>[],
  pairs: readonly Pair[],
): Promise<void> {
  if (copies.length === 0) return;
  const opIds = new Set(copies.map(({ opId }) => opId));
  const deliveries = pairs
    .filter(([opId]) => opIds.has(opId))
    .map(([opId, destinationId]) => ({ opId, destinationId }));
  await mirror.transaction('rw', [mirror.events, mirror.deliveries], async () => {
    await mirror.events.bulkPut(copies);
    await mirror.deliveries.bulkPut(deliveries);
  });
}

/** Drops what is delivered or beyond the limits, and brings who has yet to get what up to date. */
async function dropStale(
  mirror: MirrorDatabase,
  kept: ReadonlyMap<string, number>,
  pairs: readonly Pair[],
): Promise<void> {
  await mirror.transaction('rw', [mirror.events, mirror.deliveries], async () => {
    const events = await mirror.events.toCollection().primaryKeys();
    await mirror.events.bulkDelete(events.filter((opId) => !kept.has(opId)));
    const wanted = new Map(pairs.filter(([opId]) => kept.has(opId)).map((pair) => [JSON.stringify(pair), pair]));
    const present = await mirror.deliveries.toCollection().primaryKeys();
    const known = new Set(present.map((pair) => JSON.stringify(pair)));
    await mirror.deliveries.bulkDelete(present.filter((pair) => !wanted.has(JSON.stringify(pair))));
    const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, pair]) => pair);
    await mirror.deliveries.bulkPut(missing.map(([opId, destinationId]) => ({ opId, destinationId })));
  });
}
