import { describe, expect, it } from 'vitest';
import type { Destination } from '../core/destination.ts';
import type { FlushReport } from './flush.ts';
import { createFlusher, type FlushAllReport, type FlusherOptions, flushLock } from './flusher.ts';
import { type Outbox, openGate } from './outbox.ts';
import { fakeLocks } from './testing/fake-locks.ts';
import { type FakeReceiver, fakeReceiver } from './testing/fake-receiver.ts';
import { type MemoryOutbox, memoryOutbox } from './testing/memory-outbox.ts';
import { storedEvent } from './testing/stored-event.ts';

const start = 1_000_000;

type Site = { readonly destination: Destination; readonly outbox: MemoryOutbox; readonly receiver: FakeReceiver };

function site(id: string, rest: Partial<Destination> = {}): Site {
  const destination: Destination = {
    id,
    kind: 'receiver',
    name: id,
    url: `https://${id}.example`,
    enabled: true,
    ...rest,
  };
  return { destination, outbox: memoryOutbox([storedEvent(1)]), receiver: fakeReceiver() };
}

/** One outbox and one network over several sites. */
function optionsFor(sites: readonly Site[], rest: Partial<FlusherOptions> = {}): FlusherOptions {
  const at = (id: string) => {
    const found = sites.find((one) => one.destination.id === id);
    if (found === undefined) throw new Error(`no destination ${id}`);
    return found;
  };
  const outbox: Outbox = {
    peek: (id, limit) => at(id).outbox.peek(id, limit),
    settle: (id, outcomes, gate) => at(id).outbox.settle(id, outcomes, gate),
    readGate: (id) => at(id).outbox.readGate(id),
  };
  return {
    locks: fakeLocks(),
    listDestinations: async () => sites.map((one) => one.destination),
    readToken: async () => undefined,
    readInstallId: async () => 'i1',
    outbox,
    fetch: (url, init) => at(new URL(url).hostname.replace('.example', '')).receiver.fetch(url, init),
    now: () => start,
    random: () => 0.5,
    ...rest,
  };
}

/** A site whose requests wait until it is let go, and tell when the first of them has come. */
function holdUp(held: Site) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const { receiver } = held;
  const slow: Site = {
    ...held,
    receiver: {
      ...receiver,
      fetch: async (url, init) => {
        reached.resolve();
        await gate.promise;
        return receiver.fetch(url, init);
      },
    },
  };
  return { slow, letGo: gate.resolve, reached: reached.promise };
}

function flushed(report: FlushAllReport): readonly (FlushReport | string)[] {
  if (report.kind === 'busy') return ['busy'];
  return report.reports.map((entry) => (entry.kind === 'flushed' ? entry.report : `${entry.destinationId} failed`));
}

describe('createFlusher, its destinations', () => {
  it('flushes all that are enabled, each with its own token, under the install’s id', async () => {
    const [a, b, off] = [site('a'), site('b'), site('off', { enabled: false })];
    const flusher = createFlusher(optionsFor([a, b, off], { readToken: async (id) => `token-${id}` }));
    const report = await flusher.flushAll();
    expect(flushed(report)).toMatchObject([
      { destinationId: 'a', delivered: 1 },
      { destinationId: 'b', delivered: 1 },
    ]);
    expect(report).not.toHaveProperty('wakeAt');
    expect(off.receiver.requests).toEqual([]);
    const headers = (one: Site) => new Headers(one.receiver.requests[0]?.init.headers);
    expect(headers(a).get('authorization')).toBe('Bearer token-a');
    expect(headers(b).get('authorization')).toBe('Bearer token-b');
    expect(a.receiver.eventOf('op-1')?.source).toBe('urn:countersign:i1');
  });

  it('wakes for the destination that is first to be tried again, and for no paused one', async () => {
    const [soon, late, never] = [site('soon'), site('late'), site('never')];
    soon.receiver.faults.push({ kind: 'status', status: 503, headers: { 'retry-after': '5' } });
    late.receiver.faults.push({ kind: 'status', status: 503, headers: { 'retry-after': '50' } });
    never.receiver.faults.push({ kind: 'status', status: 401 });
    const report = await createFlusher(optionsFor([late, never, soon])).flushAll();
    expect(report).toMatchObject({ kind: 'done', wakeAt: start + 5_000 });
    const paused = await createFlusher(optionsFor([never])).flushAll();
    expect(paused).not.toHaveProperty('wakeAt');
  });

  it('leaves closed gates closed, unless forced', async () => {
    const a = site('a');
    const flusher = createFlusher(optionsFor([a]));
    a.receiver.faults.push({ kind: 'status', status: 401 });
    await flusher.flushAll();
    expect(flushed(await flusher.flushAll())).toMatchObject([{ end: 'paused', posts: 0 }]);
    expect(flushed(await flusher.flushAll({ force: true }))).toMatchObject([{ end: 'drained', delivered: 1 }]);
    expect(a.outbox.gate()).toEqual(openGate);
  });

  it('goes on with the others where something of one cannot be read, and tries that again', async () => {
    const [a, b] = [site('a'), site('b')];
    const readToken = async (id: string) => {
      if (id === 'a') throw new Error('secrets are locked');
      return undefined;
    };
    const report = await createFlusher(optionsFor([a, b], { readToken })).flushAll();
    expect(flushed(report)).toMatchObject(['a failed', { destinationId: 'b', delivered: 1 }]);
    expect(report).toMatchObject({ wakeAt: start + 60_000 });
    expect(a.receiver.requests).toEqual([]);
  });

  it('says so where the destinations cannot be read, and flushes again afterwards', async () => {
    const a = site('a');
    let broken = true;
    const listDestinations = async () => {
      if (broken) throw new Error('no database');
      return [a.destination];
    };
    const flusher = createFlusher(optionsFor([a], { listDestinations }));
    await expect(flusher.flushAll()).rejects.toThrow('no database');
    broken = false;
    expect(flushed(await flusher.flushAll())).toMatchObject([{ delivered: 1 }]);
  });

  it('stops all of them by the signal', async () => {
    const a = site('a');
    const report = await createFlusher(optionsFor([a], { signal: AbortSignal.abort() })).flushAll();
    expect(flushed(report)).toMatchObject([{ end: 'stopped' }]);
    expect(report).not.toHaveProperty('wakeAt');
  });
});

describe('createFlusher, one at a time', () => {
  it.each<[string, () => FlusherOptions['locks']]>([
    ['a fake lock manager', fakeLocks],
    ['the platform’s own', () => navigator.locks],
  ])('lets one of two contexts flush and sends the other to come back: %s', async (_, makeLocks) => {
    const locks = makeLocks();
    const { slow, letGo, reached } = holdUp(site('a'));
    const worker = createFlusher(optionsFor([slow], { locks }));
    const popup = createFlusher(optionsFor([slow], { locks }));
    const first = worker.flushAll();
    await reached;
    expect(await popup.flushAll({ force: true })).toEqual({ kind: 'busy', wakeAt: start + 30_000 });
    letGo();
    expect(flushed(await first)).toMatchObject([{ delivered: 1 }]);
    expect(slow.receiver.requests).toHaveLength(1);
    expect(flushed(await popup.flushAll())).toMatchObject([{ end: 'drained', delivered: 0 }]);
  });

  it('holds the lock it is named after, and lets it go when it is done or failed', async () => {
    const locks = fakeLocks();
    const { slow, letGo, reached } = holdUp(site('a'));
    const running = createFlusher(optionsFor([slow], { locks })).flushAll();
    await reached;
    expect([...locks.held]).toEqual([flushLock]);
    expect(flushLock).toBe('countersign-flush');
    letGo();
    await running;
    expect([...locks.held]).toEqual([]);
  });

  it('never has two requests to one destination under way, however often it is asked', async () => {
    const a = site('a');
    let underWay = 0;
    let most = 0;
    const options = optionsFor([a]);
    const flusher = createFlusher({
      ...options,
      fetch: async (url, init) => {
        underWay += 1;
        most = Math.max(most, underWay);
        a.outbox.add(...(a.receiver.requests.length < 5 ? [storedEvent(a.receiver.requests.length + 2)] : []));
        const response = await options.fetch(url, init);
        underWay -= 1;
        return response;
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => flusher.flushAll()));
    expect(most).toBe(1);
    expect(a.outbox.idsIn('pending')).toEqual([]);
  });
});

describe('createFlusher, a sick endpoint', () => {
  it('holds no other: the rest is delivered while it hangs, and what is saved meanwhile too', async () => {
    const well = site('well');
    const { slow, letGo, reached } = holdUp(site('sick'));
    const flusher = createFlusher(optionsFor([slow, well]));
    const first = flusher.flushAll();
    await reached;
    await settledAt(well, 'op-1');

    well.outbox.add(storedEvent(2));
    const second = flusher.flushAll();
    await settledAt(well, 'op-2');
    expect(slow.outbox.idsIn('pending')).toEqual(['op-1']);

    letGo();
    expect(flushed(await second)).toMatchObject([{ destinationId: 'sick' }, { destinationId: 'well', delivered: 1 }]);
    expect(flushed(await first)).toMatchObject([{ destinationId: 'sick' }, { destinationId: 'well', delivered: 1 }]);
    expect(slow.receiver.requests).toHaveLength(1);
  });

  it('is looked at again for a call that came while it was being flushed, with the force it asked for', async () => {
    const { slow, letGo, reached } = holdUp(site('a'));
    const flusher = createFlusher(optionsFor([slow]));
    slow.receiver.faults.push({ kind: 'status', status: 401 });
    const first = flusher.flushAll();
    await reached;
    const second = flusher.flushAll({ force: true });
    letGo();
    expect(flushed(await second)).toMatchObject([{ end: 'drained', delivered: 1 }]);
    await first;
    expect(slow.receiver.requests).toHaveLength(2);
  });

  it('is flushed at its new address by the round that follows a change', async () => {
    const { slow, letGo, reached } = holdUp(site('a'));
    const moved = fakeReceiver();
    let destination = slow.destination;
    const options = optionsFor([slow], { listDestinations: async () => [destination] });
    const flusher = createFlusher({
      ...options,
      fetch: (url, init) => (url.startsWith('https://moved.') ? moved.fetch(url, init) : options.fetch(url, init)),
    });
    slow.receiver.faults.push({ kind: 'status', status: 404 });
    const first = flusher.flushAll();
    await reached;
    destination = { ...destination, url: 'https://moved.example' };
    const second = flusher.flushAll({ force: true });
    await new Promise((resolve) => setImmediate(resolve));
    letGo();
    await Promise.all([first, second]);
    expect(moved.taken).toEqual(['op-1']);
    expect(slow.receiver.taken).toEqual([]);
  });

  it('keeps the lock until the last call that joined in is through', async () => {
    const locks = fakeLocks();
    const well = site('well');
    const { slow, letGo, reached } = holdUp(site('sick'));
    const listed = Promise.withResolvers<void>();
    let calls = 0;
    const listDestinations = async () => {
      calls += 1;
      if (calls > 1) await listed.promise;
      return [slow.destination, well.destination];
    };
    const flusher = createFlusher(optionsFor([slow, well], { locks, listDestinations }));
    const first = flusher.flushAll();
    await reached;
    well.outbox.add(storedEvent(2));
    const second = flusher.flushAll();
    letGo();
    await settledAt(slow, 'op-1');
    expect(locks.held.size).toBe(1);
    listed.resolve();
    await Promise.all([first, second]);
    expect(well.outbox.idsIn('pending')).toEqual([]);
    expect(locks.held.size).toBe(0);
  });
});

/** Resolves once an event is settled; the test's own time limit ends the wait for one that never is. */
async function settledAt({ outbox }: Site, opId: string): Promise<void> {
  while (outbox.stateOf(opId) !== 'delivered') await new Promise((resolve) => setImmediate(resolve));
}
