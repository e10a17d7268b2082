import { reviewSchema } from '../core/review.ts';
import { type AppendPlan, appendEvents, type EventDraft } from './append-event.ts';
import type { StoreDatabase } from './database.ts';
import { newIdentity } from './identity.ts';
import { readMeta } from './meta.ts';
import { latestVersion } from './migrations/ladder.ts';
import { type MirrorDatabase, type MirrorEventRow, type MirrorOrigin, withBoth } from './mirror-database.ts';
import { unstamped } from './rows.ts';
import { reviewedPassage, reviewRow } from './save-review.ts';
import { isNewer } from './schema-guard.ts';
import { StorageError, type StorageErrorCode, toStorageError, withStorageErrors } from './storage-error.ts';
import { withLock, withWriter } from './writer.ts';

/**
 * How the review database stands beside its mirror. `cannot-open`: it can't be opened or read. `empty`: it opens, and is
 * not the one the mirror was copied from, so it came up empty some time since. `mirrored` counts what the mirror has.
 */
export type MainState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'empty'; readonly mirrored: number }
  | { readonly kind: 'cannot-open'; readonly error: StorageError; readonly mirrored: number };

/** Tells whether something has to be restored. To be asked at boot, before anything is written. Never rejects. */
export async function classifyMain(db: StoreDatabase, mirror: MirrorDatabase): Promise<MainState> {
  const { origin, mirrored } = await readMirror(mirror);
  try {
    await db.open();
    // A damaged database can open and fail at the first read of a table.
    await db.events.count();
    const identity = await readMeta(db, 'identity');
    if (origin === undefined || origin.installId === identity?.installId) return { kind: 'ready' };
    return { kind: 'empty', mirrored };
  } catch (error) {
    return { kind: 'cannot-open', error: toStorageError(error), mirrored };
  }
}

async function readMirror(
  mirror: MirrorDatabase,
): Promise<{ readonly origin: MirrorOrigin | undefined; readonly mirrored: number }> {
  try {
    return { origin: await mirror.meta.get('origin'), mirrored: await mirror.events.count() };
  } catch {
    // Without a mirror there is nothing to restore from; whoever updates it next is told that it does not work.
    return { origin: undefined, mirrored: 0 };
  }
}

/** What a damaged database may show as; a full disk or a newer version is not damage. */
const damage: readonly StorageErrorCode[] = ['unavailable', 'unknown'];

/**
 * Deletes a review database that can't be opened and makes an empty one in its place, ready to be restored into. To be
 * called when a person has agreed: whatever the old one held beyond the mirror is gone. Returns `false`, and does nothing,
 * where the database opens after all.
 *
 * @throws StorageError when the database is full or newer, or can't be made anew.
 */
export async function discardUnopenable(db: StoreDatabase, mirror: MirrorDatabase): Promise<boolean> {
  const state = await classifyMain(db, mirror);
  if (state.kind !== 'cannot-open') return false;
  if (!damage.includes(state.error.code)) throw state.error;
  await withStorageErrors(db, async () => {
    await db.delete({ disableAutoOpen: false });
    await db.open();
  });
  return true;
}

/** What was brought back, and how many of the mirror's events were there already. */
export type RestoreReport = { readonly restored: number; readonly present: number };

/** Events restored in one transaction. */
const restoredAtOnce = 100;

/**
 * Brings the mirror's undelivered events back into a review database that came up empty, with the reviewer's id, the
 * passage salt and the destinations.
 *
 * The lost chain can't be continued, so the events are chained anew under a new install id; their operation ids stay, and
 * a receiver that had one of them after all says so. They are on hold until the person agrees again, site by site: the
 * mirror knows no consent, and the destinations' secrets are gone as well. Calling again, or after a crash, restores
 * nothing twice; where the mirror is this database's own, nothing is done.
 *
 * @throws StorageError when either database failed, or the mirror was written by a newer version.
 */
export async function restoreFromMirror(db: StoreDatabase, mirror: MirrorDatabase): Promise<RestoreReport> {
  return withBoth(db, mirror, () =>
    withLock('countersign-mirror', () =>
      withWriter(async () => {
        const origin = await mirror.meta.get('origin');
        const identity = await readMeta(db, 'identity');
        if (origin === undefined || origin.installId === identity?.installId) return { restored: 0, present: 0 };
        if (isNewer(mirror, latestVersion)) throw new StorageError('newer-schema');
        const inherited = await inherit(db, mirror, origin);
        const report = await restoreEvents(db, mirror);
        await mirror.meta.put({ ...inherited, key: 'origin' });
        return report;
      }),
    ),
  );
}

/** Takes over who the reviewer is and where reviews go. What this database has come to know itself since stands. */
async function inherit(db: StoreDatabase, mirror: MirrorDatabase, origin: MirrorOrigin) {
  const { key: _key, installId: _lost, ...past } = unstamped(origin);
  const destinations = (await mirror.destinations.toArray()).map(unstamped);
  return db.transaction('rw', [db.meta, db.events, db.destinations], async () => {
    const known = await readMeta(db, 'identity');
    const current = known === undefined ? newIdentity() : unstamped(known);
    const identity = (await db.events.count()) === 0 ? { ...current, ...past } : current;
    await db.meta.put(identity);
    const present = new Set(await db.destinations.toCollection().primaryKeys());
    await db.destinations.bulkAdd(destinations.filter(({ id }) => !present.has(id)));
    return identity;
  });
}

async function restoreEvents(db: StoreDatabase, mirror: MirrorDatabase): Promise<RestoreReport> {
  const opIds = await mirror.events.orderBy('seq').primaryKeys();
  let restored = 0;
  for (let from = 0; from < opIds.length; from += restoredAtOnce) {
    const chunk = opIds.slice(from, from + restoredAtOnce);
    const plan = () => planRestore(db, mirror, chunk);
    restored += (await appendEvents(db, { tables: [db.reviews, db.passages], plan })).length;
  }
  return { restored, present: opIds.length - restored };
}

async function planRestore(db: StoreDatabase, mirror: MirrorDatabase, opIds: readonly string[]): Promise<AppendPlan> {
  const present = await db.events.bulkGet([...opIds]);
  const absent = opIds.filter((_opId, i) => present[i] === undefined);
  const rows = (await mirror.events.bulkGet(absent)).filter((row) => row !== undefined);
  const pairs = await mirror.deliveries.where('opId').anyOf(absent).toArray();
  return {
    drafts: rows.map((row) => draftOf(row, audienceOf(row, pairs))),
    write: () => projectRestored(db, rows),
  };
}

function audienceOf(row: MirrorEventRow, pairs: readonly { opId: string; destinationId: string }[]): string[] {
  return pairs.filter(({ opId }) => opId === row.opId).map(({ destinationId }) => destinationId);
}

function draftOf(row: MirrorEventRow, audience: readonly string[]): EventDraft {
  const { opId, passageId, siteKey, type, time, baseRev, payload, payloadSalt, review } = row;
  const salt = payloadSalt === undefined ? {} : { payloadSalt };
  const reference = review === undefined ? {} : { review };
  // An erased text stays erased; on the wire it is `null` anyway.
  return { opId, passageId, siteKey, type, time, baseRev, payload: payload ?? null, audience, ...salt, ...reference };
}

/** The newest revision among the restored ones and what is there becomes the review. */
async function projectRestored(db: StoreDatabase, rows: readonly MirrorEventRow[]): Promise<void> {
  for (const { payload } of rows) {
    const parsed = reviewSchema.safeParse(payload);
    if (!parsed.success) continue;
    const row = reviewRow(parsed.data);
    const place = [row.passageId, row.reviewerId];
    const known = await db.reviews.where('[passageId+reviewerId]').equals(place).first();
    if (known !== undefined && known.review.rev >= row.review.rev) continue;
    if (known !== undefined && known.id !== row.id) await db.reviews.delete(known.id);
    await db.reviews.put(row);
    await db.passages.put(reviewedPassage(row.review, await db.passages.get(row.passageId)));
  }
}
