import { describe, expect, it } from 'vitest';
import { verifyChain } from '../core/audit.ts';
import type { Earlier } from '../core/consent.ts';
import { changeConsent, listConsents } from './consents.ts';
import type { StoreDatabase } from './database.ts';
import { removeDestination, saveDestination } from './destinations.ts';
import { createOutbox, syncCounts } from './outbox-store.ts';
import { saveReview } from './save-review.ts';
import { duringNextHash } from './testing/faults.ts';
import { sampleSave } from './testing/sample-review.ts';
import { chainOf, dump, openOn, sampleDestination } from './testing/test-database.ts';

const siteKey = 'https://desk.example';
const otherSite = 'https://crm.example';
const now = new Date('2026-01-02T03:04:05.678Z');

const change = (db: StoreDatabase, destinationId: string, granted: boolean, earlier: Earlier = 'send') =>
  changeConsent(db, { siteKey, destinationId, granted, earlier, now });

async function statesAt(db: StoreDatabase, destinationId: string): Promise<Record<string, string>> {
  const rows = await db.deliveries.filter((row) => row.destinationId === destinationId).sortBy('seq');
  const events = await db.events.bulkGet(rows.map(({ opId }) => opId));
  const named = rows.map((row, i) => [
    events[i]?.type === 'consent.changed' ? `consent ${row.seq}` : row.opId,
    row.state,
  ]);
  return Object.fromEntries(named);
}

async function withDestinations(...ids: readonly string[]): Promise<StoreDatabase> {
  const db = openOn();
  for (const id of ids) await saveDestination(db, sampleDestination(id));
  return db;
}

describe('a yes', () => {
  it('with `send` queues what was held', async () => {
    const db = await withDestinations('d');
    await saveReview(db, sampleSave('op-1'));
    expect(await statesAt(db, 'd')).toEqual({ 'op-1': 'held' });
    expect(await change(db, 'd', true)).toEqual({ seq: 2, moved: 1, added: 0 });
    expect(await statesAt(db, 'd')).toEqual({ 'op-1': 'pending', 'consent 2': 'pending' });
  });

  it('with `send` also queues what was saved before the destination was there', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1'));
    await saveReview(db, sampleSave('op-elsewhere', { siteKey: otherSite, passageId: 'p' }));
    await saveDestination(db, sampleDestination('d'));
    await saveReview(db, sampleSave('op-2'));
    expect(await change(db, 'd', true)).toEqual({ seq: 4, moved: 1, added: 1 });
    expect(await statesAt(db, 'd')).toEqual({ 'op-1': 'pending', 'op-2': 'pending', 'consent 4': 'pending' });
    const pending = await createOutbox(db).peek('d', 10);
    expect(pending.map(({ seq }) => seq)).toEqual([1, 3, 4]);
    expect(await db.outbox.get(1)).toMatchObject({ opId: 'op-1', passageId: 'passage-1' });
  });

  it('with `keep` withholds what was held and sends only what comes', async () => {
    const db = await withDestinations('d');
    await saveReview(db, sampleSave('op-1'));
    expect(await change(db, 'd', true, 'keep')).toEqual({ seq: 2, moved: 1, added: 0 });
    await saveReview(db, sampleSave('op-2'));
    expect(await statesAt(db, 'd')).toEqual({ 'op-1': 'withheld', 'consent 2': 'pending', 'op-2': 'pending' });
    expect(await db.outbox.where('opId').equals('op-1').count()).toBe(0);
  });

  it('speaks of one site and one destination', async () => {
    const db = await withDestinations('d', 'e');
    await saveReview(db, sampleSave('op-1'));
    await saveReview(db, sampleSave('op-2', { siteKey: otherSite, passageId: 'p' }));
    await change(db, 'd', true);
    expect(await statesAt(db, 'd')).toMatchObject({ 'op-1': 'pending', 'op-2': 'held' });
    expect(await statesAt(db, 'e')).toEqual({ 'op-1': 'held', 'op-2': 'held' });
  });

  it('given twice sends nothing twice', async () => {
    const db = await withDestinations('d');
    await saveReview(db, sampleSave('op-1'));
    await change(db, 'd', true);
    await createOutbox(db).settle('d', [{ opId: 'op-1', state: 'delivered' }], { attempt: 0, nextAt: 0 });
    expect(await change(db, 'd', true)).toMatchObject({ moved: 0, added: 0 });
    expect(await statesAt(db, 'd')).toMatchObject({ 'op-1': 'delivered' });
  });
});

describe('a no', () => {
  it('holds what was still to be sent, and what comes', async () => {
    const db = await withDestinations('d');
    await change(db, 'd', true);
    await saveReview(db, sampleSave('op-1'));
    expect(await change(db, 'd', false)).toEqual({ seq: 3, moved: 2, added: 0 });
    await saveReview(db, sampleSave('op-2'));
    expect(await syncCounts(db)).toMatchObject({ pending: 0, held: 4 });
  });

  it('takes back nothing that has arrived', async () => {
    const db = await withDestinations('d');
    await change(db, 'd', true);
    await saveReview(db, sampleSave('op-1'));
    await createOutbox(db).settle('d', [{ opId: 'op-1', state: 'delivered' }], { attempt: 0, nextAt: 0 });
    await change(db, 'd', false);
    expect(await statesAt(db, 'd')).toMatchObject({ 'op-1': 'delivered' });
  });
});

describe('the event of a change', () => {
  it('says which site, which destination with its address, and what the person chose', async () => {
    const db = await withDestinations('d');
    await change(db, 'd', true, 'keep');
    await change(db, 'd', false);
    const destination = { id: 'd', name: 'team d', url: 'https://d.example' };
    const events = await db.events.orderBy('seq').toArray();
    expect(events).toMatchObject([
      { type: 'consent.changed', passageId: siteKey, siteKey, time: now.toISOString(), baseRev: 0 },
      { type: 'consent.changed' },
    ]);
    expect(events.map(({ payload }) => payload)).toEqual([
      { schema: 'consent/1', siteKey, destination, granted: true, earlier: 'keep' },
      { schema: 'consent/1', siteKey, destination, granted: false },
    ]);
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
  });

  it('goes to the destination it speaks of and to no other, now or later', async () => {
    const db = await withDestinations('d', 'e');
    await change(db, 'e', true);
    await change(db, 'd', true);
    expect(Object.keys(await statesAt(db, 'd'))).toEqual(['consent 2']);
    expect(Object.keys(await statesAt(db, 'e'))).toEqual(['consent 1']);
  });

  it('names the address the destination has at the commit', async () => {
    const db = await withDestinations('d');
    const moved = sampleDestination('d', { url: 'https://elsewhere.example' });
    duringNextHash(() => saveDestination(db, moved));
    await change(db, 'd', true);
    expect(await db.events.toArray()).toMatchObject([{ payload: { destination: { url: moved.url } } }]);
  });

  it('does not come about when the destination is removed before the commit', async () => {
    const db = await withDestinations('d');
    duringNextHash(() => removeDestination(db, 'd'));
    await expect(change(db, 'd', true)).rejects.toMatchObject({ refusal: 'unknown' });
    expect([await db.events.count(), await db.consents.count()]).toEqual([0, 0]);
  });

  it('does not exist, nor the consent, where the destination is unknown', async () => {
    const db = openOn();
    await expect(change(db, 'nobody', true)).rejects.toMatchObject({ name: 'DestinationRefused', refusal: 'unknown' });
    expect(Object.values(await dump(db)).flat()).toEqual([]);
  });
});

describe('listing consents', () => {
  it('gives the last word on each site and destination', async () => {
    const db = await withDestinations('d', 'e');
    await change(db, 'd', true);
    await change(db, 'e', true);
    await change(db, 'd', false);
    expect(await listConsents(db)).toEqual([
      { siteKey, destinationId: 'd', granted: false, at: now.toISOString() },
      { siteKey, destinationId: 'e', granted: true, at: now.toISOString() },
    ]);
  });
});
