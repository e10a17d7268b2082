import { newId } from '../core/ids.ts';
import type { Sample, Tier } from '../core/policy.ts';
import type { Tally } from '../core/tally.ts';
import { appendEvents } from './append-event.ts';
import type { StoreDatabase } from './database.ts';
import type { TallyRow } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';
import { withWriter } from './writer.ts';

/** A passage as it was just seen on a page. */
export type SeenPassage = {
  readonly id: string;
  readonly siteKey: string;
  readonly tier: Tier;
  readonly sample: Sample;
  readonly policy: { readonly id: string; readonly version: string };
  readonly now: Date;
};

type TallyPlace = Pick<TallyRow, 'day' | 'siteKey' | 'tier' | 'policy'>;

/**
 * Counts a passage into its UTC day's tally, once a day however often it is seen. When its tier, policy or sampling comes
 * out differently later that day, the count moves with it; a count already reported does not.
 *
 * @throws StorageError when the database failed.
 */
export async function rememberPassage(db: StoreDatabase, seen: SeenPassage): Promise<void> {
  await withStorageErrors(db, () => db.transaction('rw', [db.passages, db.tallies], async () => count(db, seen)));
}

async function count(db: StoreDatabase, { id, siteKey, tier, sample, policy, now }: SeenPassage): Promise<void> {
  const previous = await db.passages.get(id);
  const { id: policyId, version } = policy;
  const seen = { day: utcDay(now), tier, policy: { id: policyId, version }, sampledOut: !sample.selected };
  const before = previous?.seen?.day === seen.day ? previous.seen : undefined;
  if (before === undefined || (await takeBack(db, { siteKey, ...before }))) await addTo(db, { siteKey, ...seen });
  await db.passages.put({ ...previous, id, siteKey, tier, seen });
}

type Counted = TallyPlace & { readonly sampledOut: boolean };

/** Takes one passage out of a running count; `false` when that count was reported already and stands. */
async function takeBack(db: StoreDatabase, { sampledOut, ...place }: Counted): Promise<boolean> {
  const row = await db.tallies.get(tallyKey(place));
  if (row === undefined) return false;
  const left = { ...row, seen: row.seen - 1, sampledOut: row.sampledOut - (sampledOut ? 1 : 0) };
  if (left.seen === 0) await db.tallies.delete(tallyKey(place));
  else await db.tallies.put(left);
  return true;
}

async function addTo(db: StoreDatabase, { sampledOut, ...place }: Counted): Promise<void> {
  const row = await db.tallies.get(tallyKey(place));
  const { seen = 0, sampledOut: out = 0 } = row ?? {};
  await db.tallies.put({ ...place, seen: seen + 1, sampledOut: out + (sampledOut ? 1 : 0) });
}

function tallyKey({ day, siteKey, tier, policy }: TallyPlace): readonly [string, string, string, string, string] {
  return [day, siteKey, tier, policy.id, policy.version];
}

function utcDay(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** Tallies that become events in one transaction: enough to be quick, few enough to hold no save up. */
const closedAtOnce = 100;

/**
 * Turns each tally of an earlier UTC day into one `passage.tally` event, and returns how many. A tally goes in the same
 * transaction its event comes, so calling again, or after a crash, reports nothing twice.
 *
 * @throws StorageError when the database failed; tallies not reported yet are still there.
 */
export async function closeTallies(db: StoreDatabase, now: Date): Promise<number> {
  let closed = 0;
  for (;;) {
    const events = await withStorageErrors(db, () => withWriter(() => closeSome(db, now)));
    closed += events;
    if (events < closedAtOnce) return closed;
  }
}

async function closeSome(db: StoreDatabase, now: Date): Promise<number> {
  const opIds = Array.from({ length: closedAtOnce }, newId);
  const plan = async () => {
    const rows = await db.tallies.where('day').below(utcDay(now)).limit(closedAtOnce).toArray();
    const keys = rows.map(tallyKey);
    return {
      drafts: rows.map((row, i) => tallyDraft(opIds[i] ?? newId(), row, now)),
      stillHolds: async () => sameCounts(rows, await db.tallies.bulkGet(keys)),
      write: () => db.tallies.bulkDelete(keys),
    };
  };
  return (await appendEvents(db, { tables: [db.tallies], plan })).length;
}

// A passage may still be counted into an ended day by a page that saw it just before midnight.
function sameCounts(planned: readonly TallyRow[], current: readonly (TallyRow | undefined)[]): boolean {
  return planned.every((row, i) => current[i]?.seen === row.seen && current[i]?.sampledOut === row.sampledOut);
}

function tallyDraft(opId: string, { day, siteKey, tier, policy, seen, sampledOut }: TallyRow, now: Date) {
  const payload: Tally = { schema: 'tally/1', day, siteKey, tier, policy, seen, sampledOut };
  const type = 'passage.tally' as const;
  return { opId, passageId: siteKey, siteKey, type, time: now.toISOString(), baseRev: 0, payload };
}
