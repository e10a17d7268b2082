import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { cloudEventSchema, type StoredEvent, toCloudEvent } from '../core/event.ts';
import { type Batch, batchEvents, maxBatchBytes, maxBatchEvents, type Parcel } from './batch.ts';
import { storedEvent, storedEvents } from './testing/stored-event.ts';

const installId = 'install-1';
const batchSchema = z.array(cloudEventSchema);

function parcelsOf(events: readonly StoredEvent[], rest: { maxEvents?: number; cut?: ReadonlySet<string> } = {}) {
  return Array.from(batchEvents(events, { installId, ...rest }));
}

function batchesOf(parcels: readonly Parcel[]): readonly Batch[] {
  return parcels.filter((parcel) => parcel.kind === 'batch');
}

function idsOf(parcels: readonly Parcel[]): readonly (readonly string[])[] {
  return parcels.map((parcel) => (parcel.kind === 'batch' ? parcel.events.map((event) => event.opId) : [parcel.opId]));
}

const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength;

/** An event whose wire form, alone in a batch, has exactly this many bytes. */
function eventOfBytes(seq: number, bytes: number): StoredEvent {
  const bare = storedEvent(seq, { payload: { text: '' } });
  const size = bytesOf(JSON.stringify([toCloudEvent(bare, installId)]));
  return storedEvent(seq, { payload: { text: 'x'.repeat(bytes - size) } });
}

describe('batchEvents', () => {
  it.each([
    [0, []],
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('splits %i small events by number', (count, sizes) => {
    expect(batchesOf(parcelsOf(storedEvents(count))).map((batch) => batch.events.length)).toEqual(sizes);
  });

  it.each([
    [1, [1, 1, 1]],
    [2, [2, 1]],
    [1_000, [3]],
  ])('takes at most %i events where told so', (maxEvents, sizes) => {
    const batches = batchesOf(parcelsOf(storedEvents(3), { maxEvents }));
    expect(batches.map((batch) => batch.events.length)).toEqual(sizes);
  });

  it('posts an array of the events in their wire form', () => {
    const events = storedEvents(3);
    const [batch] = batchesOf(parcelsOf(events));
    expect(JSON.parse(batch?.body ?? '')).toEqual(events.map((event) => toCloudEvent(event, installId)));
  });

  it.each([
    ['fits to the byte', 0, 1],
    ['is one byte over', 1, 2],
  ])('counts the comma between two events: a pair that %s', (_, over, batches) => {
    const half = maxBatchBytes / 2;
    // Two brackets and a comma are shared: each event alone is counted with two brackets.
    const pair = [eventOfBytes(1, half), eventOfBytes(2, half + 1 + over)];
    const made = batchesOf(parcelsOf(pair));
    expect(made.length).toBe(batches);
    expect(made[0]?.bytes).toBe(bytesOf(made[0]?.body ?? ''));
    if (batches === 1) expect(made[0]?.bytes).toBe(maxBatchBytes);
  });

  it('counts bytes, not characters', () => {
    const events = [1, 2, 3].map((seq) => storedEvent(seq, { payload: { text: '漢'.repeat(40_000) } }));
    expect(idsOf(parcelsOf(events))).toEqual([['op-1', 'op-2'], ['op-3']]);
  });

  it('leaves the context of an event that just fits', () => {
    const event = storedEvent(1, { payload: { text: 'a', context: { source: 's' } } });
    const [batch] = batchesOf(parcelsOf([event]));
    expect(batch?.body).toContain('"context":{"source":"s"}');
    expect(batch?.events[0]?.cuttable).toBe(true);
  });

  it('cuts the context of an event that is too large, says so, and leaves the text and the stored event alone', () => {
    const payload = { text: 'kept 😀', context: { source: 's'.repeat(maxBatchBytes) }, note: 'n' };
    const event = storedEvent(1, { payload });
    const [batch] = batchesOf(parcelsOf([event, storedEvent(2)]));
    const [wire] = batchSchema.parse(JSON.parse(batch?.body ?? ''));
    expect(wire?.data.payload).toEqual({ text: 'kept 😀', context: { cut: true }, note: 'n' });
    expect(batch?.events.map(({ opId, cuttable }) => [opId, cuttable])).toEqual([
      ['op-1', false],
      ['op-2', false],
    ]);
    expect(payload.context.source).toHaveLength(maxBatchBytes);
  });

  it('sends an event alone that is too large even so, its text whole', () => {
    const text = 't'.repeat(2 * maxBatchBytes);
    const big = storedEvent(2, { payload: { text, context: { source: 's' } } });
    const parcels = parcelsOf([storedEvent(1), big, storedEvent(3)]);
    expect(idsOf(parcels)).toEqual([['op-1'], ['op-2'], ['op-3']]);
    const [wire] = batchSchema.parse(JSON.parse(batchesOf(parcels)[1]?.body ?? ''));
    expect(wire?.data.payload).toEqual({ text, context: { cut: true } });
  });

  it.each<[string, unknown]>([
    ['no context', { text: 'a' }],
    ['a context that is cut already', { text: 'a', context: { cut: true } }],
    ['an undefined context', { text: 'a', context: undefined }],
    ['a payload that is no object', 'context'],
    ['an erased payload', null],
  ])('has nothing to cut in %s', (_, payload) => {
    const [batch] = batchesOf(parcelsOf([storedEvent(1, { payload })]));
    expect(batch?.events[0]?.cuttable).toBe(false);
  });

  it('cuts a small event too where the endpoint found it too large', () => {
    const event = storedEvent(1, { payload: { text: 'a', context: { source: 's' } } });
    const [batch] = batchesOf(parcelsOf([event], { cut: new Set(['op-1']) }));
    expect(batch?.body).toContain('"context":{"cut":true}');
    expect(batch?.events[0]?.cuttable).toBe(false);
  });

  it('names an event that JSON cannot carry and goes on', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const events = [
      storedEvent(1),
      storedEvent(2, { payload: circle }),
      storedEvent(3, { payload: 1n }),
      storedEvent(4),
    ];
    const parcels = parcelsOf(events);
    expect(parcels.map((parcel) => parcel.kind)).toEqual(['batch', 'unwritable', 'unwritable', 'batch']);
    expect(idsOf(parcels)).toEqual([['op-1'], ['op-2'], ['op-3'], ['op-4']]);
  });

  it('writes no more than is asked for', () => {
    let read = 0;
    const events = storedEvents(250).map((event) => ({ ...event, toJSON: undefined }));
    function* counted() {
      for (const event of events) {
        read += 1;
        yield event;
      }
    }
    const [first] = batchEvents(counted(), { installId });
    expect(first?.kind).toBe('batch');
    expect(read).toBe(maxBatchEvents + 1);
  });

  it('loses, doubles and reorders nothing, and keeps both limits but for a lone giant', () => {
    const size = fc.oneof(fc.nat(2_000), fc.integer({ min: 50_000, max: 140_000 }), fc.constant(maxBatchBytes));
    const event = fc.record({ text: size, context: fc.option(size), unicode: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (specs, maxEvents) => {
        const events = specs.map(({ text, context, unicode }, i) => {
          const payload = { text: (unicode ? 'é' : 'e').repeat(text) };
          const whole = context === null ? payload : { ...payload, context: { source: 'c'.repeat(context) } };
          return storedEvent(i + 1, { payload: whole });
        });
        const batches = batchesOf(parcelsOf(events, { maxEvents }));
        expect(idsOf(batches).flat()).toEqual(events.map((one) => one.opId));
        for (const batch of batches) {
          expect(batch.bytes).toBe(bytesOf(batch.body));
          expect(batch.events.length).toBeLessThanOrEqual(maxEvents);
          if (batch.bytes > maxBatchBytes) expect(batch.events.map((one) => one.cuttable)).toEqual([false]);
        }
        const texts = batches.flatMap((batch) => batchSchema.parse(JSON.parse(batch.body)));
        expect(texts.map(({ data }) => z.object({ text: z.string() }).parse(data.payload).text.length)).toEqual(
          specs.map(({ text }) => text),
        );
      }),
      { numRuns: 60 },
    );
  });
});
