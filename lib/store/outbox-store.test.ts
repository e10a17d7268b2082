import { describe, expect, it } from 'vitest';
import { type Gate, openGate } from '../sync/outbox.ts';
import { changeConsent } from './consents.ts';
import type { StoreDatabase } from './database.ts';
import { removeDestination, saveDestination } from './destinations.ts';
import { createOutbox, deadLetters, retryDead, syncCounts } from './outbox-store.ts';
import { saveReview } from './save-review.ts';
import { sampleSave } from './testing/sample-review.ts';
import { dump, openOn, sampleDestination } from './testing/test-database.ts';

const siteKey = 'https://desk.example';
const now = new Date('2026-01-02T00:00:00.000Z');

async function agree(db: StoreDatabase, destinationId: string, granted = true): Promise<void> {
  await changeConsent(db, { siteKey, destinationId, granted, earlier: 'send', now });
}

/** Destinations with consent, whose consent events are delivered, and then these operations. */
async function withSaved(destinationIds: readonly string[], opIds: readonly string[]): Promise<StoreDatabase> {
  const db = openOn();
  for (const id of destinationIds) {
    await saveDestination(db, sampleDestination(id));
    await agree(db, id);
    const consents = await createOutbox(db).peek(id, 10);
    await createOutbox(db).settle(
      id,
      consents.map(({ opId }) => ({ opId, state: 'delivered' as const })),
      openGate,
    );
  }
  for (const opId of opIds) await saveReview(db, sampleSave(opId));
  return db;
}

const opIdsOf = (events: readonly { readonly opId: string }[]): string[] => events.map(({ opId }) => opId);

describe('the outbox', () => {
  it('shows pending events in the order they were saved, up to a limit, as the port’s events', async () => {
    const db = await withSaved(['d'], ['op-c', 'op-a', 'op-b']);
    const outbox = createOutbox(db);
    expect(opIdsOf(await outbox.peek('d', 10))).toEqual(['op-c', 'op-a', 'op-b']);
    expect(opIdsOf(await outbox.peek('d', 2))).toEqual(['op-c', 'op-a']);
    expect(await outbox.peek('nobody', 10)).toEqual([]);
    const [event] = await outbox.peek('d', 1);
    const fields = ['baseRev', 'hash', 'opId', 'passageId', 'payload', 'payloadHash', 'payloadSalt'];
    expect(Object.keys(event ?? {}).sort()).toEqual([...fields, 'prevHash', 'seq', 'time', 'type']);
  });

  it('deletes nothing by showing it', async () => {
    const db = await withSaved(['d'], ['op-1']);
    const before = await dump(db);
    await createOutbox(db).peek('d', 10);
    expect(await dump(db)).toEqual(before);
  });

  it('lets an operation go when its last destination has had the last word', async () => {
    const db = await withSaved(['d1', 'd2'], ['op-1']);
    const outbox = createOutbox(db);
    await outbox.settle('d1', [{ opId: 'op-1', state: 'delivered', rev: 7 }], openGate);
    expect(await outbox.peek('d1', 10)).toEqual([]);
    expect(await db.outbox.count()).toBe(1);
    await outbox.settle('d2', [{ opId: 'op-1', state: 'conflict', reason: 'newer head' }], openGate);
    expect(await db.outbox.count()).toBe(0);
    expect(await db.events.get('op-1')).toBeDefined();
    expect(await db.deliveries.where('opId').equals('op-1').toArray()).toMatchObject([
      { destinationId: 'd1', state: 'delivered', rev: 7 },
      { destinationId: 'd2', state: 'conflict', reason: 'newer head' },
    ]);
  });

  it('keeps what got no outcome', async () => {
    const db = await withSaved(['d'], ['op-1', 'op-2']);
    const outbox = createOutbox(db);
    await outbox.settle('d', [{ opId: 'op-2', state: 'delivered' }], openGate);
    expect(opIdsOf(await outbox.peek('d', 10))).toEqual(['op-1']);
  });

  it.each(['delivered', 'conflict', 'dead'] as const)('does not let a replayed answer change %s', async (state) => {
    const db = await withSaved(['d'], ['op-1']);
    const outbox = createOutbox(db);
    await outbox.settle('d', [{ opId: 'op-1', state, reason: 'first' }], openGate);
    const before = await dump(db);
    for (const replayed of ['delivered', 'conflict', 'dead'] as const) {
      await outbox.settle('d', [{ opId: 'op-1', state: replayed, reason: 'replay' }], openGate);
    }
    expect(await dump(db)).toEqual(before);
  });

  it('ignores outcomes of operations it never sent', async () => {
    const db = await withSaved(['d'], ['op-1']);
    await createOutbox(db).settle('d', [{ opId: 'op-unknown', state: 'delivered' }], openGate);
    expect(await syncCounts(db)).toMatchObject({ pending: 1 });
    expect(await db.deliveries.where('opId').equals('op-unknown').count()).toBe(0);
  });

  it('believes that an event arrived although consent was taken back while it was under way', async () => {
    const db = await withSaved(['d'], ['op-1']);
    await agree(db, 'd', false);
    await createOutbox(db).settle('d', [{ opId: 'op-1', state: 'delivered' }], openGate);
    expect(await db.deliveries.get(['op-1', 'd'])).toMatchObject({ state: 'delivered' });
    expect(await db.outbox.where('opId').equals('op-1').count()).toBe(0);
  });

  it('persists the gate with the outcomes, and forgets a pause that is over', async () => {
    const db = await withSaved(['d'], ['op-1']);
    const outbox = createOutbox(db);
    expect(await outbox.readGate('d')).toEqual(openGate);
    const pause = { code: 'unauthorized', message: 'sign in again', since: 5 } as const;
    const shut: Gate = { attempt: 3, nextAt: 99, lastError: 'HTTP 401', pause };
    await outbox.settle('d', [], shut);
    db.close({ disableAutoOpen: false });
    expect(await outbox.readGate('d')).toEqual(shut);
    await outbox.settle('d', [], { attempt: 0, nextAt: 0 });
    expect(await outbox.readGate('d')).toEqual(openGate);
  });
});

describe('counting deliveries', () => {
  it('counts each event once per destination, and leaves out what is withheld', async () => {
    const db = await withSaved(['d1', 'd2'], ['op-1', 'op-2', 'op-3']);
    const outbox = createOutbox(db);
    await outbox.settle(
      'd1',
      [
        { opId: 'op-1', state: 'dead' },
        { opId: 'op-2', state: 'conflict' },
      ],
      openGate,
    );
    await saveDestination(db, sampleDestination('d3'));
    await saveReview(db, sampleSave('op-4'));
    await removeDestination(db, 'd2');
    expect(await syncCounts(db)).toEqual({ pending: 2, held: 1, dead: 1, conflict: 1, delivered: 2 });
  });
});

describe('dead letters', () => {
  it('are listed oldest first with their reason and the event', async () => {
    const db = await withSaved(['d'], ['op-b', 'op-a']);
    const outcomes = [
      { opId: 'op-a', state: 'dead', reason: 'too large' },
      { opId: 'op-b', state: 'dead' },
    ] as const;
    await createOutbox(db).settle('d', outcomes, openGate);
    const letters = await deadLetters(db);
    expect(letters).toMatchObject([
      { opId: 'op-b', destinationId: 'd', event: { opId: 'op-b', type: 'review.submitted' } },
      { opId: 'op-a', destinationId: 'd', reason: 'too large', event: { type: 'review.revised' } },
    ]);
    expect(letters[0]).not.toHaveProperty('reason');
  });

  it('go back to the queue, and to the outbox they had left', async () => {
    const db = await withSaved(['d'], ['op-1']);
    const outbox = createOutbox(db);
    await outbox.settle('d', [{ opId: 'op-1', state: 'dead', reason: 'no' }], openGate);
    expect(await db.outbox.count()).toBe(0);
    expect(await retryDead(db, 'op-1', 'd')).toBe('pending');
    expect(opIdsOf(await outbox.peek('d', 10))).toEqual(['op-1']);
    expect(await db.outbox.count()).toBe(1);
    expect(await deadLetters(db)).toEqual([]);
  });

  it('go on hold where consent was taken back', async () => {
    const db = await withSaved(['d'], ['op-1']);
    await createOutbox(db).settle('d', [{ opId: 'op-1', state: 'dead' }], openGate);
    await agree(db, 'd', false);
    expect(await retryDead(db, 'op-1', 'd')).toBe('held');
  });

  it.each([
    ['not dead', 'op-2', 'd'],
    ['unknown', 'op-9', 'd'],
    ['of a destination that is gone', 'op-1', 'gone'],
  ])('are left alone when %s', async (_name, opId, destinationId) => {
    const db = await withSaved(['d', 'gone'], ['op-1', 'op-2']);
    for (const id of ['d', 'gone']) await createOutbox(db).settle(id, [{ opId: 'op-1', state: 'dead' }], openGate);
    await removeDestination(db, 'gone');
    const before = await dump(db);
    expect(await retryDead(db, opId, destinationId)).toBeUndefined();
    expect(await dump(db)).toEqual(before);
  });
});
