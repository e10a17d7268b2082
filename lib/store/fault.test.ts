import { describe, expect, it } from 'vitest';
import { verifyChain } from '../core/audit.ts';
import { changeConsent } from './consents.ts';
import type { StoreDatabase } from './database.ts';
import { removeDestination, saveDestination } from './destinations.ts';
import { saveDraft } from './drafts.ts';
import { createOutbox, retryDead } from './outbox-store.ts';
import { closeTallies, rememberPassage } from './passages.ts';
import { saveReview } from './save-review.ts';
import { quotaFaults, whileFull } from './testing/faults.ts';
import { sampleReview, sampleSave } from './testing/sample-review.ts';
import { chainOf, dump, openOn, sampleDestination } from './testing/test-database.ts';

const now = new Date('2026-01-02T03:04:05.678Z');
const nextDay = new Date('2026-01-03T00:00:00.000Z');
const gate = { attempt: 0, nextAt: 0 };
const consent = { siteKey: 'https://desk.example', destinationId: 'd1', earlier: 'send', now } as const;

/** A database in which every kind of write has something to do. */
async function furnished(): Promise<StoreDatabase> {
  const db = openOn();
  await saveDestination(db, sampleDestination('d1'));
  await saveDestination(db, sampleDestination('d2'));
  await changeConsent(db, { ...consent, granted: true });
  await saveReview(db, sampleSave('op-1'));
  await saveReview(db, sampleSave('op-2', { passageId: 'passage-2' }));
  await createOutbox(db).settle('d1', [{ opId: 'op-2', state: 'dead', reason: 'bad' }], gate);
  await saveDraft(db, {
    passageId: 'passage-1',
    textHash: 'h',
    draft: { decisions: {}, edits: [], issues: [], note: '' },
    now,
  });
  const { sample, risk } = sampleReview();
  for (const id of ['a', 'b']) {
    await rememberPassage(db, { id, siteKey: `https://${id}.example`, tier: 'low', sample, policy: risk.policy, now });
  }
  return db;
}

const writes: readonly [string, (db: StoreDatabase) => Promise<unknown>][] = [
  ['saving a review', (db) => saveReview(db, sampleSave('op-3'))],
  ['changing consent', (db) => changeConsent(db, { ...consent, granted: false })],
  ['settling', (db) => createOutbox(db).settle('d1', [{ opId: 'op-1', state: 'delivered' }], { ...gate, attempt: 3 })],
  ['retrying a dead letter', (db) => retryDead(db, 'op-2', 'd1')],
  [
    'moving a queue',
    (db) => saveDestination(db, sampleDestination('d1', { url: 'https://x.example' }), { moveQueue: 'keep' }),
  ],
  ['removing a destination', (db) => removeDestination(db, 'd1')],
  ['closing tallies', (db) => closeTallies(db, nextDay)],
];

describe.each(quotaFaults)('a disk that fills up in the middle of a write (%s)', (fault) => {
  it.each(writes)('%s: nothing is half-written, and it works once there is room', async (_name, write) => {
    const db = await furnished();
    const before = await dump(db);
    let failures = 0;
    for (let nth = 1; nth < 50; nth += 1) {
      const { result, writes: tried } = await whileFull(nth, fault, () => write(db));
      if (tried < nth) {
        expect(result.status).toBe('fulfilled');
        break;
      }
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StorageError', code: 'quota' } });
      expect(await dump(db)).toEqual(before);
      failures += 1;
    }
    expect(failures).toBeGreaterThan(0);
    expect(await dump(db)).not.toEqual(before);
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
  });
});

describe('a save on a full disk', () => {
  it('can be read around: what was saved before is still there', async () => {
    const db = await furnished();
    await whileFull(1, 'commit', () => saveReview(db, sampleSave('op-3')));
    expect((await createOutbox(db).peek('d1', 10)).map(({ opId }) => opId)).toContain('op-1');
    await expect(saveReview(db, sampleSave('op-3'))).resolves.toMatchObject({ rev: 2 });
  });
});
