import { describe, expect, it } from 'vitest';
import { changeConsent, listConsents } from './consents.ts';
import type { StoreDatabase } from './database.ts';
import { listDestinations, removeDestination, saveDestination } from './destinations.ts';
import { createOutbox, syncCounts } from './outbox-store.ts';
import { saveReview } from './save-review.ts';
import { sampleSave } from './testing/sample-review.ts';
import { dump, openOn, sampleDestination } from './testing/test-database.ts';

const moved = sampleDestination('d', { url: 'https://elsewhere.example' });
const consent = { siteKey: 'https://desk.example', destinationId: 'd', granted: true, earlier: 'send' } as const;

/** A destination with one delivered and two waiting events, one of them held. */
async function withQueue(): Promise<StoreDatabase> {
  const db = openOn();
  await saveDestination(db, sampleDestination('d'));
  const { seq } = await changeConsent(db, { ...consent, now: new Date(0) });
  const event = await db.events.where('seq').equals(seq).first();
  const gate = { attempt: 4, nextAt: 99, lastError: 'HTTP 503' };
  await createOutbox(db).settle('d', [{ opId: event?.opId ?? '', state: 'delivered' }], gate);
  await saveReview(db, sampleSave('op-1'));
  await saveReview(db, sampleSave('op-2', { siteKey: 'https://crm.example', passageId: 'p' }));
  return db;
}

describe('saving a destination', () => {
  it('adds, changes and lists by name', async () => {
    const db = openOn();
    await saveDestination(db, sampleDestination('1', { name: 'beta' }));
    await saveDestination(db, sampleDestination('2', { name: 'alpha' }));
    await saveDestination(db, sampleDestination('1', { name: 'gamma', enabled: false }));
    expect(await listDestinations(db)).toEqual([
      sampleDestination('2', { name: 'alpha' }),
      sampleDestination('1', { name: 'gamma', enabled: false }),
    ]);
  });

  it.each([
    ['nonsense', 'not-a-url'],
    ['http://example.org', 'not-https'],
    ['https://user:pass@example.org', 'has-credentials'],
    ['https://example.org/#x', 'has-fragment'],
  ])('refuses %s as an address', async (url, refusal) => {
    const db = openOn();
    const saved = saveDestination(db, sampleDestination('d', { url }));
    await expect(saved).rejects.toMatchObject({ name: 'DestinationRefused', refusal });
    expect(await db.destinations.count()).toBe(0);
  });

  it('keeps the kind it was set up with', async () => {
    const db = openOn();
    await saveDestination(db, sampleDestination('d'));
    const changed = saveDestination(db, sampleDestination('d', { kind: 'webhook' }));
    await expect(changed).rejects.toMatchObject({ refusal: 'kind-fixed' });
  });
});

describe('a changed address with events waiting', () => {
  it('is refused until somebody says what becomes of them, and says how many they are', async () => {
    const db = await withQueue();
    const before = await dump(db);
    await expect(saveDestination(db, moved)).rejects.toMatchObject({ refusal: 'queue-undecided', undelivered: 2 });
    expect(await dump(db)).toEqual(before);
  });

  it('takes them along with `send`', async () => {
    const db = await withQueue();
    await saveDestination(db, moved, { moveQueue: 'send' });
    expect(await syncCounts(db)).toMatchObject({ pending: 1, held: 1 });
    expect(await listDestinations(db)).toEqual([moved]);
  });

  it('leaves them here with `keep`', async () => {
    const db = await withQueue();
    await saveDestination(db, moved, { moveQueue: 'keep' });
    expect(await syncCounts(db)).toEqual({ pending: 0, held: 0, dead: 0, conflict: 0, delivered: 1 });
    expect(await db.outbox.count()).toBe(0);
    expect(await db.events.count()).toBe(3);
  });

  it('starts with an open gate; other changes keep the gate', async () => {
    const db = await withQueue();
    await saveDestination(db, sampleDestination('d', { name: 'new name' }));
    expect(await createOutbox(db).readGate('d')).toMatchObject({ attempt: 4 });
    await saveDestination(db, moved, { moveQueue: 'send' });
    expect(await createOutbox(db).readGate('d')).toEqual({ attempt: 0, nextAt: 0 });
  });

  it.each([
    ['keep', 0],
    ['send', 1],
  ] as const)('with `%s` has %i of the consents that were given to the old address', async (moveQueue, kept) => {
    const db = await withQueue();
    await saveDestination(db, moved, { moveQueue });
    expect(await listConsents(db)).toHaveLength(kept);
  });

  it('needs no answer when nothing waits', async () => {
    const db = await withQueue();
    await saveDestination(db, moved, { moveQueue: 'keep' });
    await saveDestination(db, sampleDestination('d'));
    expect(await listDestinations(db)).toEqual([sampleDestination('d')]);
  });
});

describe('removing a destination', () => {
  it('withholds what it had not received, says how many, and forgets its consents and its gate', async () => {
    const db = await withQueue();
    expect(await removeDestination(db, 'd')).toEqual({ withheld: 2 });
    expect(await db.deliveries.where('state').equals('withheld').count()).toBe(2);
    expect([await db.outbox.count(), await db.gates.count(), await db.events.count()]).toEqual([0, 0, 3]);
    expect([await listDestinations(db), await listConsents(db)]).toEqual([[], []]);
  });

  it('leaves the other destinations alone', async () => {
    const db = await withQueue();
    await saveDestination(db, sampleDestination('e'));
    await saveReview(db, sampleSave('op-3'));
    await removeDestination(db, 'd');
    expect(await syncCounts(db)).toMatchObject({ held: 1, delivered: 1 });
    expect(await db.outbox.count()).toBe(1);
  });

  it('of one that is not there does nothing', async () => {
    const db = await withQueue();
    const before = await dump(db);
    expect(await removeDestination(db, 'nobody')).toEqual({ withheld: 0 });
    expect(await dump(db)).toEqual(before);
  });
});
