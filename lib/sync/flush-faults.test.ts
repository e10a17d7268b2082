import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Destination, eventsUrl } from '../core/destination.ts';
import { batchEvents, maxBatchEvents } from './batch.ts';
import { type FlushOptions, flush } from './flush.ts';
import { type Outbox, openGate } from './outbox.ts';
import { type FakeReceiver, type Fault, fakeReceiver } from './testing/fake-receiver.ts';
import { type MemoryOutbox, memoryOutbox } from './testing/memory-outbox.ts';
import { Killed, mortal } from './testing/mortal.ts';
import { storedEvent, storedEvents } from './testing/stored-event.ts';

const destination: Destination = { id: 'd1', kind: 'receiver', name: 'Team', url: 'https://r.example', enabled: true };

/** The delivery under test: this product's, or a broken one that the harness must see through. */
type Deliver = (options: FlushOptions & { readonly outbox: MemoryOutbox }) => Promise<unknown>;

/** One life of the worker: what is saved before and during it, what its requests meet, and when it is killed. */
type Life = {
  readonly before: number;
  /** Saved while the first request is on its way. */
  readonly during: number;
  readonly faults: readonly Fault[];
  readonly killedAt: number | undefined;
  readonly force: boolean;
  readonly later: number;
};

type Schedule = {
  readonly lives: readonly Life[];
  readonly passages: number;
  /** Each how manyth event is poison to a batch, or rejected by its id; 0 for none. */
  readonly poisonEach: number;
  readonly rejectEach: number;
};

type Outcome = {
  readonly saved: readonly string[];
  readonly outbox: MemoryOutbox;
  readonly receiver: FakeReceiver;
  readonly passageOf: (id: string) => string;
};

const hour = 3_600_000;

/** Runs a schedule, then heals everything and delivers what is left. */
async function play(schedule: Schedule, deliver: Deliver): Promise<Outcome> {
  const outbox = memoryOutbox();
  const receiver = fakeReceiver();
  const saved: string[] = [];
  const passages = new Map<string, string>();
  let clock = hour;

  const save = (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const seq = saved.length + 1;
      const event = storedEvent(seq, { passageId: `p-${(seq * 7) % schedule.passages}` });
      if (schedule.poisonEach > 0 && seq % schedule.poisonEach === 0) receiver.poison.add(event.opId);
      if (schedule.rejectEach > 0 && seq % schedule.rejectEach === 0) receiver.rejected.set(event.opId, 'no');
      saved.push(event.opId);
      passages.set(event.opId, event.passageId);
      outbox.add(event);
    }
  };

  const live = async (life: Life) => {
    save(life.before);
    receiver.faults.splice(0, receiver.faults.length, ...life.faults);
    let during = life.during;
    const world = mortal({ outbox, fetch: receiver.fetch }, life.killedAt);
    const fetchAndSave: typeof world.fetch = (url, init) => {
      save(during);
      during = 0;
      return world.fetch(url, init);
    };
    const options = { destination, installId: 'i1', now: () => clock, random: () => 0.5, force: life.force };
    try {
      await deliver({ ...options, outbox: world.outbox, fetch: fetchAndSave });
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    clock += life.later;
  };

  for (const life of schedule.lives) await live(life);
  const healed: Life = { before: 0, during: 0, faults: [], killedAt: undefined, force: true, later: hour };
  for (let i = 0; i < 20 && outbox.idsIn('pending').length > 0; i += 1) await live(healed);
  return { saved, outbox, receiver, passageOf: (id) => passages.get(id) ?? '' };
}

/** Saved events that are neither at the receiver nor visible to a person. */
function lostOf({ saved, outbox, receiver }: Outcome): readonly string[] {
  const taken = new Set(receiver.taken);
  return saved.filter((id) => !taken.has(id) && outbox.stateOf(id) !== 'dead' && outbox.stateOf(id) !== 'pending');
}

/** Passages whose events the receiver took in another order than they were made in. */
function disorderedOf({ receiver, passageOf }: Outcome): readonly string[] {
  const last = new Map<string, number>();
  return receiver.taken.filter((id) => {
    const seq = Number(id.slice('op-'.length));
    const before = last.get(passageOf(id)) ?? 0;
    last.set(passageOf(id), seq);
    return seq < before;
  });
}

const statusFault = fc.record({
  kind: fc.constant('status' as const),
  status: fc.constantFrom(301, 400, 401, 403, 404, 408, 409, 413, 422, 425, 426, 429, 500, 502, 503, 504),
  headers: fc.constantFrom({}, { 'retry-after': '1' }, { 'retry-after': '-9' }, { 'retry-after': 'soon' }),
});

const place = fc.nat(maxBatchEvents);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constant<Fault>({ kind: 'ok' }),
  statusFault,
  fc.constantFrom<Fault>({ kind: 'reset-before' }, { kind: 'reset-after' }, { kind: 'truncated' }, { kind: 'noisy' }),
  fc.constantFrom<Fault>(
    { kind: 'body', text: '<html>Wi-Fi</html>', contentType: 'text/html' },
    { kind: 'body', text: '{"ok":true}', contentType: 'application/json' },
    { kind: 'body', text: '', contentType: '' },
  ),
  fc.record({ kind: fc.constant('retry-from' as const), from: place }),
  fc.record({ kind: fc.constant('retry-some' as const), every: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('missing-from' as const), from: place, taken: fc.boolean() }),
);

const life: fc.Arbitrary<Life> = fc.record({
  before: fc.oneof({ arbitrary: fc.nat(12), weight: 5 }, { arbitrary: fc.nat(160), weight: 1 }),
  during: fc.nat(5),
  faults: fc.array(fault, { maxLength: 6 }),
  killedAt: fc.option(fc.nat(30), { nil: undefined, freq: 4 }),
  force: fc.boolean(),
  later: fc.constantFrom(0, 1_000, 60_000, hour),
});

const schedule: fc.Arbitrary<Schedule> = fc.record({
  lives: fc.array(life, { minLength: 1, maxLength: 6 }),
  passages: fc.integer({ min: 1, max: 40 }),
  poisonEach: fc.constantFrom(0, 0, 17, 60),
  rejectEach: fc.constantFrom(0, 0, 13),
});

/** A queue that takes its events out before it sends them and puts them back when that fails, as many do. */
const deliverDeleteFirst: Deliver = async ({ outbox, fetch, installId }) => {
  for (;;) {
    const events = await outbox.peek(destination.id, maxBatchEvents);
    if (events.length === 0) return;
    const outcomes = events.map(({ opId }) => ({ opId, state: 'delivered' as const }));
    await outbox.settle(destination.id, outcomes, openGate);
    const [batch] = batchEvents(events, { installId });
    if (batch?.kind !== 'batch') return;
    if (await arrives(fetch, batch.body)) continue;
    await putBack(
      outbox,
      events.map(({ opId }) => opId),
    );
    return;
  }
};

async function arrives(fetch: FlushOptions['fetch'], body: string): Promise<boolean> {
  try {
    return (await fetch(eventsUrl(destination), { method: 'POST', body })).ok;
  } catch {
    // Offline or dead: either way it did not arrive as far as this queue knows.
    return false;
  }
}

/** Fails, like every port, once the worker was killed. */
async function putBack(outbox: MemoryOutbox, opIds: readonly string[]): Promise<void> {
  await outbox.readGate(destination.id);
  for (const opId of opIds) outbox.setState(opId, 'pending');
}

describe('delivery under faults and kills', () => {
  it('loses nothing, doubles nothing, keeps each passage’s order, and drains when all is well again', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (drawn) => {
        const outcome = await play(drawn, flush);
        const { saved, outbox, receiver } = outcome;
        expect(lostOf(outcome)).toEqual([]);
        expect(outbox.idsIn('pending')).toEqual([]);
        expect(new Set(receiver.taken).size).toBe(receiver.taken.length);
        expect(saved).toEqual(expect.arrayContaining([...receiver.taken]));
        expect(disorderedOf(outcome)).toEqual([]);
        for (const id of outbox.idsIn('delivered')) expect(receiver.eventOf(id)?.id).toBe(id);
        for (const id of outbox.idsIn('dead')) expect(outbox.outcomeOf(id)?.reason).toMatch(/HTTP 4(00|13|22)|\(no\)/);
      }),
      { numRuns: 500 },
    );
  });

  it('makes no dead letter but of what was refused for itself', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (drawn) => {
        const mild = drawn.lives.map((one) => ({ ...one, faults: one.faults.filter((each) => !blamesEvents(each)) }));
        const { saved, outbox, receiver } = await play({ ...drawn, lives: mild }, flush);
        const refused = saved.filter((id) => receiver.poison.has(id) || receiver.rejected.has(id));
        expect([...outbox.idsIn('dead')].sort()).toEqual([...refused].sort());
      }),
      { numRuns: 100 },
    );
  });

  it('is a harness that sees losses: on the same schedules a delete-first queue loses events', async () => {
    const drawn = fc.sample(schedule, { seed: 20_260_102, numRuns: 100 });
    let ours = 0;
    let theirs = 0;
    for (const each of drawn) {
      ours += lostOf(await play(each, flush)).length;
      theirs += lostOf(await play(each, deliverDeleteFirst)).length;
    }
    expect(ours).toBe(0);
    expect(theirs).toBeGreaterThan(0);
  });

  it('is a harness whose kills alone make a delete-first queue lose events', async () => {
    const killed: Life = { before: 10, during: 0, faults: [], killedAt: 4, force: false, later: 0 };
    const calm: Schedule = { lives: [killed], passages: 3, poisonEach: 0, rejectEach: 0 };
    expect(lostOf(await play(calm, deliverDeleteFirst))).toHaveLength(10);
    expect(lostOf(await play(calm, flush))).toEqual([]);
    expect(lostOf(await play({ ...calm, lives: [{ ...killed, killedAt: undefined }] }, deliverDeleteFirst))).toEqual(
      [],
    );
  });
});

function blamesEvents(each: Fault): boolean {
  return each.kind === 'status' && [400, 413, 422].includes(each.status);
}

describe('a kill at each single step', () => {
  const scenario = () => {
    const outbox = memoryOutbox(storedEvents(60, { payload: { text: 't', context: { source: 's'.repeat(90) } } }));
    const receiver = fakeReceiver();
    receiver.poison.add('op-13');
    receiver.rejected.set('op-30', 'no');
    receiver.maxBytes = 20_000;
    receiver.faults.push({ kind: 'ok' }, { kind: 'ok' }, { kind: 'retry-from', from: 2 });
    return { outbox, receiver };
  };

  const run = (outbox: Outbox, fetch: FlushOptions['fetch']) =>
    flush({ destination, outbox, fetch, installId: 'i1', now: () => 0, random: () => 0.5, force: true });

  it('is harmless wherever it falls: the next flushes deliver everything once', async () => {
    const whole = scenario();
    const uncut = mortal({ outbox: whole.outbox, fetch: whole.receiver.fetch });
    await run(uncut.outbox, uncut.fetch);
    expect(uncut.steps()).toBeGreaterThan(60);

    for (let killedAt = 0; killedAt < uncut.steps(); killedAt += 1) {
      const { outbox, receiver } = scenario();
      const life = mortal({ outbox, fetch: receiver.fetch }, killedAt);
      await expect(run(life.outbox, life.fetch)).rejects.toThrow(Killed);
      for (const id of outbox.idsIn('delivered')) expect(receiver.taken).toContain(id);
      receiver.faults.length = 0;
      expect(await run(outbox, receiver.fetch)).toMatchObject({ end: 'drained' });
      const expected = storedEvents(60).flatMap(({ opId }) => (opId === 'op-13' || opId === 'op-30' ? [] : [opId]));
      expect(receiver.taken).toEqual(expected);
      expect(outbox.idsIn('dead')).toEqual(['op-13', 'op-30']);
    }
  });
});
