import { describe, expect, it } from 'vitest';
import { changeConsent } from './consents.ts';
import { describeDeliveries, describeTroubles } from './deliveries.ts';
import { removeDestination, saveDestination } from './destinations.ts';
import { createOutbox } from './outbox-store.ts';
import { saveReview } from './save-review.ts';
import { sampleSave } from './testing/sample-review.ts';
import { openOn, sampleDestination } from './testing/test-database.ts';

const gate = { attempt: 2, nextAt: 9, lastError: 'HTTP 503' };
const pause = { code: 'unauthorized', message: 'The token is not accepted.', since: 1 } as const;

async function withThree() {
  const db = openOn();
  await saveDestination(db, sampleDestination('1', { name: 'beta', url: 'http://localhost:8080/base' }));
  await saveDestination(db, sampleDestination('2', { name: 'alpha' }));
  await saveDestination(db, sampleDestination('3', { name: 'gamma' }));
  for (const destinationId of ['1', '2']) {
    const consent = { siteKey: 'https://desk.example', destinationId, granted: true, earlier: 'send' } as const;
    await changeConsent(db, { ...consent, now: new Date(0) });
  }
  await saveReview(db, sampleSave('op-1'));
  return db;
}

describe('describing where an operation stands', () => {
  it('names each destination with its host, its state and its trouble, by name', async () => {
    const db = await withThree();
    const outbox = createOutbox(db);
    await outbox.settle('1', [], gate);
    await outbox.settle('2', [{ opId: 'op-1', state: 'dead', reason: 'too large' }], gate);
    expect(await describeDeliveries(db, 'op-1')).toEqual([
      { destinationId: '2', name: 'alpha', host: '2.example', state: 'dead', trouble: 'too large' },
      { destinationId: '1', name: 'beta', host: 'localhost:8080', state: 'pending', trouble: 'HTTP 503' },
      { destinationId: '3', name: 'gamma', host: '3.example', state: 'held' },
    ]);
  });

  it('still tells of a destination that is gone', async () => {
    const db = await withThree();
    await removeDestination(db, '1');
    expect(await describeDeliveries(db, 'op-1')).toContainEqual({
      destinationId: '1',
      name: 'removed destination',
      host: '',
      state: 'withheld',
    });
  });

  it('is empty for what is not in the store', async () => {
    expect(await describeDeliveries(await withThree(), 'op-9')).toEqual([]);
  });
});

describe('describing troubles', () => {
  it('tells of enabled destinations that are paused or failing, a pause before the last error', async () => {
    const db = await withThree();
    const outbox = createOutbox(db);
    expect(await describeTroubles(db)).toEqual([]);
    await outbox.settle('1', [], { ...gate, pause });
    await outbox.settle('2', [], gate);
    await outbox.settle('3', [], gate);
    await saveDestination(db, sampleDestination('3', { name: 'gamma', enabled: false }));
    expect(await describeTroubles(db)).toEqual(['alpha: HTTP 503', 'beta: The token is not accepted.']);
  });
});
