import { describe, expect, it } from 'vitest';
import type { Destination } from '../core/destination.ts';
import { maxBatchBytes } from './batch.ts';
import { type FlushOptions, flush } from './flush.ts';
import { type Gate, openGate } from './outbox.ts';
import { type FakeReceiver, type Fault, fakeReceiver } from './testing/fake-receiver.ts';
import { type MemoryOutbox, memoryOutbox } from './testing/memory-outbox.ts';
import { storedEvent, storedEvents } from './testing/stored-event.ts';

const receiverDestination: Destination = {
  id: 'd1',
  kind: 'receiver',
  name: 'Team',
  url: 'https://receiver.example/base/',
  enabled: true,
};
const webhookDestination: Destination = { ...receiverDestination, kind: 'webhook', url: 'https://hook.example/in' };

const start = 1_000_000;
const minute = 60_000;

type World = { readonly outbox: MemoryOutbox; readonly receiver: FakeReceiver };

function world(outbox: MemoryOutbox, faults: readonly Fault[] = []): World {
  const receiver = fakeReceiver();
  receiver.faults.push(...faults);
  return { outbox, receiver };
}

function flushWorld({ outbox, receiver }: World, rest: Partial<FlushOptions> = {}) {
  return flush({
    destination: receiverDestination,
    outbox,
    installId: 'i1',
    fetch: receiver.fetch,
    now: () => start,
    random: () => 0.5,
    ...rest,
  });
}

const sizesOf = (receiver: FakeReceiver) => receiver.requests.map((request) => request.events.length);
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `op-${from + i}`);

/** One event a passage, so that none waits behind another. */
const apart = (count: number) => storedEvents(count).map((event) => ({ ...event, passageId: `p-${event.seq}` }));

describe('flush, all well', () => {
  it('sends everything in order, batch by batch, and settles it', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(250)));
    const report = await flushWorld({ outbox, receiver });
    expect(report).toEqual({
      destinationId: 'd1',
      end: 'drained',
      posts: 3,
      delivered: 250,
      conflicts: 0,
      dead: 0,
      left: 0,
      gate: openGate,
    });
    expect(receiver.taken).toEqual(ids(1, 250));
    expect(sizesOf(receiver)).toEqual([100, 100, 50]);
    expect(outbox.idsIn('delivered')).toHaveLength(250);
    expect(outbox.outcomeOf('op-1')).toEqual({ opId: 'op-1', state: 'delivered', rev: 1 });
  });

  it('makes no request with nothing pending', async () => {
    const { outbox, receiver } = world(memoryOutbox());
    expect((await flushWorld({ outbox, receiver })).end).toBe('drained');
    expect(receiver.requests).toEqual([]);
  });

  it('sends neither what is held nor what was withdrawn while a batch was on its way', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(150)));
    outbox.setState('op-7', 'held');
    const { fetch } = receiver;
    await flushWorld(
      { outbox, receiver },
      {
        fetch: (url, init) => {
          outbox.setState('op-140', 'held');
          return fetch(url, init);
        },
      },
    );
    expect(receiver.taken).not.toContain('op-7');
    expect(receiver.taken).not.toContain('op-140');
    expect(receiver.taken).toHaveLength(148);
  });

  it('does not send the second batch of what it read when its events were withdrawn', async () => {
    const text = 'x'.repeat(maxBatchBytes / 2);
    const { outbox, receiver } = world(memoryOutbox(storedEvents(3, { payload: { text } })));
    const { fetch } = receiver;
    await flushWorld(
      { outbox, receiver },
      {
        fetch: (url, init) => {
          outbox.setState('op-3', 'held');
          return fetch(url, init);
        },
      },
    );
    expect(receiver.taken).toEqual(['op-1', 'op-2']);
  });

  it('takes along what is saved meanwhile', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(2)));
    const { fetch } = receiver;
    await flushWorld(
      { outbox, receiver },
      {
        fetch: (url, init) => {
          if (receiver.requests.length === 0) outbox.add(storedEvent(3));
          return fetch(url, init);
        },
      },
    );
    expect(receiver.taken).toEqual(ids(1, 3));
  });

  it('posts to the receiver’s path, or to a webhook’s address as given', async () => {
    const first = world(memoryOutbox([storedEvent(1)]));
    await flushWorld(first);
    const second = world(memoryOutbox([storedEvent(1)]));
    await flushWorld(second, { destination: webhookDestination });
    expect(first.receiver.requests[0]?.url).toBe('https://receiver.example/base/v1/events');
    expect(second.receiver.requests[0]?.url).toBe('https://hook.example/in');
  });
});

describe('flush and the gate', () => {
  const paused: Gate = {
    attempt: 2,
    nextAt: 0,
    pause: { code: 'unauthorized', message: 'm', since: 5 },
    lastError: 'm',
  };

  it.each<[string, Gate, string, number]>([
    ['waits until its time', { attempt: 3, nextAt: start + 1 }, 'waiting', 0],
    ['is open at its time', { attempt: 3, nextAt: start }, 'drained', 1],
    ['waits an hour', { attempt: 3, nextAt: start + 60 * minute }, 'waiting', 0],
    [
      'is open where a clock set back would close it for longer',
      { attempt: 3, nextAt: start + 61 * minute },
      'drained',
      1,
    ],
    ['stays paused', paused, 'paused', 0],
  ])('%s', async (_, gate, end, posts) => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)], gate));
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end, posts });
    expect(receiver.requests).toHaveLength(posts);
  });

  it.each<[string, Gate]>([
    ['waiting', { attempt: 3, nextAt: start + minute, lastError: 'm' }],
    ['paused', paused],
  ])('is opened by force while %s, and by the success that follows', async (_, gate) => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)], gate));
    expect((await flushWorld({ outbox, receiver }, { force: true })).end).toBe('drained');
    expect(outbox.gate()).toEqual(openGate);
  });

  it('speaks of no trouble with nothing pending', async () => {
    const { outbox, receiver } = world(memoryOutbox([], { attempt: 4, nextAt: start - 1, lastError: 'm' }));
    await flushWorld({ outbox, receiver });
    expect(outbox.gate()).toEqual(openGate);
  });

  it('closes for longer with each failure and opens with a success', async () => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)]));
    const delays: number[] = [];
    let at = start;
    for (let i = 0; i < 4; i += 1) {
      receiver.faults.push({ kind: 'status', status: 503 });
      const { gate } = await flushWorld({ outbox, receiver }, { now: () => at });
      delays.push(gate.nextAt - at);
      at = gate.nextAt;
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(outbox.gate().lastError).toContain('HTTP 503');
    expect((await flushWorld({ outbox, receiver }, { now: () => at })).end).toBe('drained');
    expect(outbox.gate()).toEqual(openGate);
  });

  it('counts from one again where some of it went through before the failure', async () => {
    const faults: readonly Fault[] = [{ kind: 'ok' }, { kind: 'status', status: 500 }];
    const { outbox, receiver } = world(memoryOutbox(storedEvents(150), { attempt: 9, nextAt: 0 }), faults);
    const report = await flushWorld({ outbox, receiver });
    expect(report).toMatchObject({ end: 'waiting', delivered: 100, gate: { attempt: 1 } });
  });

  it('honours Retry-After, up to an hour', async () => {
    const faults: readonly Fault[] = [{ kind: 'status', status: 429, headers: { 'retry-after': '99999' } }];
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)]), faults);
    const { gate } = await flushWorld({ outbox, receiver });
    expect(gate.nextAt).toBe(start + 60 * minute);
  });

  it('keeps since when it is paused, for the same reason only', async () => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)], paused));
    receiver.faults.push({ kind: 'status', status: 401 }, { kind: 'status', status: 404 });
    await flushWorld({ outbox, receiver }, { force: true });
    expect(outbox.gate().pause).toMatchObject({ code: 'unauthorized', since: 5 });
    await flushWorld({ outbox, receiver }, { force: true });
    expect(outbox.gate().pause).toMatchObject({ code: 'not-found', since: start });
  });

  it('pauses without a request where the address is none to send to', async () => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)]));
    const destination = { ...receiverDestination, url: 'http://receiver.example' };
    const report = await flushWorld({ outbox, receiver }, { destination });
    expect(report).toMatchObject({ end: 'paused', posts: 0, gate: { pause: { code: 'bad-address' } } });
    expect(receiver.requests).toEqual([]);
  });
});

describe('flush and faults of the whole batch', () => {
  const html = '<!doctype html><title>Sign in</title>';
  it.each<[string, Fault, string]>([
    ['500', { kind: 'status', status: 500 }, 'waiting'],
    ['409', { kind: 'status', status: 409 }, 'waiting'],
    ['a reset before', { kind: 'reset-before' }, 'waiting'],
    ['a reset after', { kind: 'reset-after' }, 'waiting'],
    ['half an answer', { kind: 'truncated' }, 'waiting'],
    ['a web page', { kind: 'body', text: html, contentType: 'text/html' }, 'waiting'],
    ['another JSON', { kind: 'body', text: '{"ok":true}', contentType: 'application/json' }, 'waiting'],
    ['no results', { kind: 'missing-from', from: 0, taken: true }, 'waiting'],
    ['401', { kind: 'status', status: 401 }, 'paused'],
    ['404', { kind: 'status', status: 404 }, 'paused'],
    ['426', { kind: 'status', status: 426 }, 'paused'],
  ])('%s keeps every event and makes one request', async (_, fault, end) => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(20)), [fault]);
    const report = await flushWorld({ outbox, receiver });
    expect(report).toMatchObject({ end, posts: 1, delivered: 0, dead: 0 });
    expect(outbox.idsIn('pending')).toHaveLength(20);
    expect(report.gate).toEqual(outbox.gate());

    expect((await flushWorld({ outbox, receiver }, { force: true })).end).toBe('drained');
    expect(receiver.taken).toEqual(ids(1, 20));
    expect(outbox.idsIn('delivered')).toHaveLength(20);
  });

  it('does not settle by results of others, nor doubly by doubled ones', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(3)), [{ kind: 'noisy' }]);
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 3, dead: 0 });
  });

  it('takes a webhook’s 2xx for all of it, and a web page for none', async () => {
    const page = world(memoryOutbox(storedEvents(3)), [{ kind: 'body', text: html, contentType: 'text/html' }]);
    expect(await flushWorld(page, { destination: webhookDestination })).toMatchObject({ end: 'waiting', delivered: 0 });
    const word = world(memoryOutbox(storedEvents(3)), [{ kind: 'truncated' }]);
    expect(await flushWorld(word, { destination: webhookDestination })).toMatchObject({ end: 'drained', delivered: 3 });
  });
});

describe('flush and events that are refused', () => {
  it.each([1, 2, 50, 70, 99, 100])(
    'finds the one poison event at place %i of 100, and nothing else dies',
    async (at) => {
      const { outbox, receiver } = world(memoryOutbox(storedEvents(100)));
      receiver.poison.add(`op-${at}`);
      const report = await flushWorld({ outbox, receiver });
      expect(report).toMatchObject({ end: 'drained', delivered: 99, dead: 1 });
      expect(outbox.idsIn('dead')).toEqual([`op-${at}`]);
      expect(outbox.outcomeOf(`op-${at}`)?.reason).toContain('HTTP 400');
      expect(receiver.taken).toEqual(ids(1, 100).filter((id) => id !== `op-${at}`));
      expect(report.posts).toBeLessThanOrEqual(20);
    },
  );

  it('finds several, and a poison event alone in the queue', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(130)));
    for (const at of [3, 4, 60, 130]) receiver.poison.add(`op-${at}`);
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 126, dead: 4 });
    receiver.poison.add('op-131');
    outbox.add(storedEvent(131));
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 0, dead: 1, posts: 1 });
  });

  it('stops looking when the endpoint fails in the midst of it, with nothing put aside', async () => {
    const faults: readonly Fault[] = [{ kind: 'ok' }, { kind: 'ok' }, { kind: 'status', status: 503 }];
    const { outbox, receiver } = world(memoryOutbox(storedEvents(64)), faults);
    receiver.poison.add('op-40');
    const report = await flushWorld({ outbox, receiver });
    expect(report).toMatchObject({ end: 'waiting', delivered: 32, dead: 0, posts: 3 });
    expect(await flushWorld({ outbox, receiver }, { force: true })).toMatchObject({
      end: 'drained',
      delivered: 31,
      dead: 1,
    });
  });

  it('puts aside what a receiver rejects by its id, with the code, and holds up no other, not even of its passage', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(5)));
    receiver.rejected.set('op-2', 'verdict.unknown');
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 4, dead: 1, posts: 1 });
    expect(outbox.outcomeOf('op-2')?.reason).toContain('verdict.unknown');
  });

  it('does not turn a whole queue into dead letters for an endpoint that refuses everything', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(300)));
    for (const id of ids(1, 300)) receiver.poison.add(id);
    const first = await flushWorld({ outbox, receiver });
    expect(first).toMatchObject({ end: 'waiting', delivered: 0, dead: 20, gate: { attempt: 1 } });
    expect(first.gate.lastError).toContain('refused 20 entries');
    const second = await flushWorld({ outbox, receiver }, { force: true });
    expect(second.gate.attempt).toBe(2);
    expect(outbox.idsIn('pending')).toHaveLength(260);
  });

  it('puts aside any number of them where others are taken in between', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(300)));
    for (let at = 1; at <= 300; at += 6) receiver.poison.add(`op-${at}`);
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 250, dead: 50 });
  });

  it('does not cut the context of an event that is refused for something else than its size', async () => {
    const event = storedEvent(1, { payload: { text: 't', context: { source: 's' } } });
    const { outbox, receiver } = world(memoryOutbox([event]));
    receiver.poison.add('op-1');
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', dead: 1, posts: 1 });
  });

  it('puts aside an event that JSON cannot carry', async () => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1), storedEvent(2, { payload: 1n }), storedEvent(3)]));
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 2, dead: 1 });
    expect(outbox.outcomeOf('op-2')?.reason).toContain('cannot be written as JSON');
  });
});

describe('flush and an endpoint with a smaller limit', () => {
  it('halves until it fits, and everything arrives', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(100)));
    receiver.maxBytes = 10_000;
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 100, dead: 0 });
    expect(receiver.taken).toEqual(ids(1, 100));
  });

  it('cuts a context before it gives an event up, and only that event’s', async () => {
    const context = { source: 's'.repeat(20_000) };
    const events = [1, 2, 3].map((seq) => storedEvent(seq, { payload: { text: 'kept', context: { source: 's' } } }));
    events[1] = storedEvent(2, { payload: { text: 'kept', context } });
    const { outbox, receiver } = world(memoryOutbox(events));
    receiver.maxBytes = 10_000;
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 3, dead: 0 });
    expect(receiver.taken).toEqual(ids(1, 3));
    expect(receiver.eventOf('op-2')?.data.payload).toEqual({ text: 'kept', context: { cut: true } });
    expect(receiver.eventOf('op-3')?.data.payload).toEqual({ text: 'kept', context: { source: 's' } });
  });

  it('puts aside one whose text alone is too large, with a reason', async () => {
    const text = 't'.repeat(20_000);
    const events = [storedEvent(1), storedEvent(2, { payload: { text, context: { source: 's' } } }), storedEvent(3)];
    const { outbox, receiver } = world(memoryOutbox(events));
    receiver.maxBytes = 10_000;
    expect(await flushWorld({ outbox, receiver })).toMatchObject({ end: 'drained', delivered: 2, dead: 1 });
    expect(outbox.outcomeOf('op-2')?.reason).toContain('HTTP 413');
  });
});

describe('flush and events a receiver leaves', () => {
  it('sends each of them once a flush, goes on with the others, and comes back later', async () => {
    const { outbox, receiver } = world(memoryOutbox(apart(150)), [{ kind: 'retry-from', from: 0 }]);
    const report = await flushWorld({ outbox, receiver });
    expect(report).toMatchObject({ end: 'waiting', delivered: 50, left: 100, posts: 2 });
    expect(report.gate).toMatchObject({ attempt: 1, nextAt: start + 1_000 });
    expect(report.gate.lastError).toContain('100 entries');
    expect(await flushWorld({ outbox, receiver }, { force: true })).toMatchObject({ end: 'drained', delivered: 100 });
  });

  it('holds back what follows them in their passage', async () => {
    const faults: readonly Fault[] = [{ kind: 'retry-from', from: 99 }];
    const { outbox, receiver } = world(memoryOutbox(storedEvents(120)), faults);
    outbox.add(storedEvent(121, { passageId: 'p-other' }));
    const report = await flushWorld({ outbox, receiver });
    expect(report).toMatchObject({ end: 'waiting', delivered: 100, left: 1 });
    expect(receiver.taken).toEqual([...ids(1, 99), 'op-121']);
    await flushWorld({ outbox, receiver }, { force: true });
    expect(receiver.taken).toEqual([...ids(1, 99), 'op-121', ...ids(100, 120)]);
  });

  it('reads past a thousand of them, and then gives the receiver a rest', async () => {
    const faults = Array.from({ length: 40 }, (): Fault => ({ kind: 'retry-from', from: 0 }));
    const { outbox, receiver } = world(memoryOutbox(apart(3_000)), faults);
    const report = await flushWorld({ outbox, receiver });
    expect(report).toMatchObject({ end: 'waiting', delivered: 0 });
    expect(report.left).toBeGreaterThanOrEqual(1_000);
    expect(report.left).toBeLessThan(1_300);
  });

  it.each<[number, number]>([
    [30_000, 30_000],
    [0, 1_000],
    [-5, 1_000],
    [10 ** 9, 15 * minute],
  ])('comes back after the %i ms a receiver names, but within a quarter of an hour', async (retryAfterMs, expected) => {
    const faults: readonly Fault[] = [{ kind: 'retry-from', from: 1, retryAfterMs }];
    const { outbox, receiver } = world(memoryOutbox(apart(3)), faults);
    const { gate } = await flushWorld({ outbox, receiver });
    expect(gate.nextAt).toBe(start + expected);
  });
});

describe('flush, aborted', () => {
  it('sends nothing once aborted', async () => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)]));
    expect((await flushWorld({ outbox, receiver }, { signal: AbortSignal.abort() })).end).toBe('stopped');
    expect(receiver.requests).toEqual([]);
  });

  it('does not hold the abort of a request against the endpoint', async () => {
    const { outbox, receiver } = world(memoryOutbox([storedEvent(1)]));
    const controller = new AbortController();
    const report = await flushWorld(
      { outbox, receiver },
      {
        signal: controller.signal,
        fetch: (_url, init) => {
          controller.abort();
          return Promise.reject(init.signal?.reason);
        },
      },
    );
    expect(report).toMatchObject({ end: 'stopped', delivered: 0 });
    expect(outbox.gate()).toEqual(openGate);
    expect(outbox.idsIn('pending')).toEqual(['op-1']);
  });

  it('still settles what was answered', async () => {
    const { outbox, receiver } = world(memoryOutbox(storedEvents(150)));
    const controller = new AbortController();
    const { fetch } = receiver;
    const report = await flushWorld(
      { outbox, receiver },
      {
        signal: controller.signal,
        fetch: async (url, init) => {
          const response = await fetch(url, init);
          controller.abort();
          return response;
        },
      },
    );
    expect(report).toMatchObject({ end: 'stopped', delivered: 100 });
    expect(outbox.idsIn('pending')).toHaveLength(50);
  });
});
