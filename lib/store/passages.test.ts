import { describe, expect, it } from 'vitest';
import { verifyChain } from '../core/audit.ts';
import { tallySchema } from '../core/tally.ts';
import { saveDestination } from './destinations.ts';
import { closeTallies, rememberPassage, type SeenPassage } from './passages.ts';
import { saveReview } from './save-review.ts';
import { duringNextHash } from './testing/faults.ts';
import { sampleSave } from './testing/sample-review.ts';
import { chainOf, openOn, sampleDestination } from './testing/test-database.ts';

const siteKey = 'https://desk.example';
const morning = '2026-01-02T08:00:00.000Z';
const nextDay = new Date('2026-01-03T00:00:00.000Z');

const seen = (id: string, changes: Partial<SeenPassage> = {}, selected = true, at = morning): SeenPassage => ({
  id,
  siteKey,
  tier: 'low',
  sample: { selected, rate: 0.1, u: 0.05, reason: selected ? 'targeted' : 'sampled-out' },
  policy: { id: 'default', version: '1.0.0' },
  now: new Date(at),
  ...changes,
});

async function counts(db: ReturnType<typeof openOn>): Promise<string[]> {
  const rows = await db.tallies.toArray();
  return rows.map(
    ({ day, tier, policy, seen: all, sampledOut }) => `${day} ${tier} ${policy.version} ${all}/${sampledOut}`,
  );
}

describe('counting passages', () => {
  it('counts each passage once a day, and how many sampling passed over', async () => {
    const db = openOn();
    for (const id of ['a', 'b', 'a', 'b', 'a']) await rememberPassage(db, seen(id, {}, id === 'a'));
    expect(await counts(db)).toEqual(['2026-01-02 low 1.0.0 2/1']);
  });

  it.each<[string, SeenPassage, string[]]>([
    ['a new tier', seen('a', { tier: 'high' }), ['2026-01-02 high 1.0.0 1/0', '2026-01-02 low 1.0.0 1/1']],
    [
      'a new policy version',
      seen('a', { policy: { id: 'default', version: '2.0.0' } }),
      ['2026-01-02 low 1.0.0 1/1', '2026-01-02 low 2.0.0 1/0'],
    ],
    ['another draw', seen('a', {}, true), ['2026-01-02 low 1.0.0 2/1']],
  ])('moves the count of a passage with %s on the same day', async (_name, changed, expected) => {
    const db = openOn();
    await rememberPassage(db, seen('a', {}, false));
    await rememberPassage(db, seen('b', {}, false));
    await rememberPassage(db, changed);
    expect(await counts(db)).toEqual(expected);
  });

  it('leaves no empty row behind', async () => {
    const db = openOn();
    await rememberPassage(db, seen('a'));
    await rememberPassage(db, seen('a', { tier: 'high' }));
    expect(await counts(db)).toEqual(['2026-01-02 high 1.0.0 1/0']);
  });

  it('counts again on the next UTC day', async () => {
    const db = openOn();
    await rememberPassage(db, seen('a', {}, true, '2026-01-02T23:59:59.999Z'));
    await rememberPassage(db, seen('a', {}, true, '2026-01-03T00:00:00.000Z'));
    expect(await counts(db)).toEqual(['2026-01-02 low 1.0.0 1/0', '2026-01-03 low 1.0.0 1/0']);
  });

  it('keeps what a review knows of the passage, and the other way round', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1'));
    await rememberPassage(db, seen('passage-1'));
    await saveReview(db, sampleSave('op-2'));
    const passage = await db.passages.get('passage-1');
    expect(passage).toMatchObject({ reviewedAt: '2026-01-02T03:04:05.678Z', seen: { day: '2026-01-02' } });
  });
});

describe('closing tallies', () => {
  it('makes one event of each row of an earlier day and leaves today’s', async () => {
    const db = openOn();
    await saveDestination(db, sampleDestination('d'));
    await rememberPassage(db, seen('a', {}, false));
    await rememberPassage(db, seen('b', { tier: 'high' }));
    await rememberPassage(db, seen('c', {}, true, nextDay.toISOString()));
    expect(await closeTallies(db, nextDay)).toBe(2);
    const events = await db.events.orderBy('seq').toArray();
    expect(events.map(({ payload }) => tallySchema.parse(payload))).toEqual([
      {
        schema: 'tally/1',
        day: '2026-01-02',
        siteKey,
        tier: 'high',
        policy: { id: 'default', version: '1.0.0' },
        seen: 1,
        sampledOut: 0,
      },
      {
        schema: 'tally/1',
        day: '2026-01-02',
        siteKey,
        tier: 'low',
        policy: { id: 'default', version: '1.0.0' },
        seen: 1,
        sampledOut: 1,
      },
    ]);
    expect(events).toMatchObject([
      { type: 'passage.tally', passageId: siteKey, siteKey, time: nextDay.toISOString() },
      { firstDeliveries: [{ destinationId: 'd', state: 'held' }] },
    ]);
    expect(await counts(db)).toEqual(['2026-01-03 low 1.0.0 1/0']);
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
  });

  it('reports nothing twice, also when asked twice at once', async () => {
    const db = openOn();
    await rememberPassage(db, seen('a'));
    const both = await Promise.all([closeTallies(db, nextDay), closeTallies(db, nextDay)]);
    expect(both.toSorted()).toEqual([0, 1]);
    expect(await closeTallies(db, nextDay)).toBe(0);
    expect(await db.events.count()).toBe(1);
  });

  it('loses no passage that is counted while a tally is being closed', async () => {
    const db = openOn();
    await rememberPassage(db, seen('a'));
    duringNextHash(() => rememberPassage(db, seen('b', {}, false)));
    await closeTallies(db, nextDay);
    expect(await db.events.toArray()).toMatchObject([{ payload: { seen: 2, sampledOut: 1 } }]);
  });

  it('closes more rows than go into one transaction', async () => {
    const db = openOn();
    for (let i = 0; i < 205; i += 1) await rememberPassage(db, seen(`p${i}`, { siteKey: `https://s${i}.example` }));
    expect(await closeTallies(db, nextDay)).toBe(205);
    expect([await db.events.count(), await db.tallies.count()]).toEqual([205, 0]);
  });

  it('counts a passage that is seen late on a closed day no second time', async () => {
    const db = openOn();
    await rememberPassage(db, seen('a'));
    await closeTallies(db, nextDay);
    await rememberPassage(db, seen('a'));
    await rememberPassage(db, seen('a', { tier: 'high' }));
    expect(await counts(db)).toEqual([]);
  });

  it('adds what is first counted late as a row of its own', async () => {
    const db = openOn();
    await rememberPassage(db, seen('a'));
    await closeTallies(db, nextDay);
    await rememberPassage(db, seen('b'));
    expect(await closeTallies(db, nextDay)).toBe(1);
    const tallies = (await db.events.toArray()).map(({ payload }) => tallySchema.parse(payload).seen);
    expect(tallies).toEqual([1, 1]);
  });
});
