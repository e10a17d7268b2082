import { utf8 } from '../core/bytes.ts';
import { type StoredEvent, toCloudEvent } from '../core/event.ts';

/** Most events of one request (`docs/contracts.md`, Wire). */
export const maxBatchEvents = 100;

/** Most UTF-8 bytes of one request's body (`docs/contracts.md`, Wire): 256 KB. One event that is larger goes alone. */
export const maxBatchBytes = 256 * 1024;

/** One event as it goes on the wire. */
export type WireEvent = {
  readonly opId: string;
  readonly passageId: string;
  readonly json: string;
  /** UTF-8 bytes of `json`. */
  readonly bytes: number;
  /** Whether it could be made smaller by cutting its context, which has not been done. */
  readonly cuttable: boolean;
};

/** Events that go in one request, in the order they were given; never empty. */
export type Batch = {
  readonly kind: 'batch';
  readonly events: readonly WireEvent[];
  /** The request's body: a JSON array of CloudEvents. */
  readonly body: string;
  /** UTF-8 bytes of `body`. */
  readonly bytes: number;
};

/** An event that JSON cannot carry (a cycle, a bigint). It can never be sent, and must not hold up the others. */
export type Unwritable = { readonly kind: 'unwritable'; readonly opId: string; readonly problem: string };

/** What {@link batchEvents} makes of a run of events. */
export type Parcel = Batch | Unwritable;

/** How events are put together. */
export type Batching = {
  readonly installId: string;
  /** Fewer events than {@link maxBatchEvents} a batch, while looking for the one an endpoint refuses. */
  readonly maxEvents?: number;
  /** Operations whose context is cut whatever their size, because an endpoint found them too large. */
  readonly cut?: ReadonlySet<string>;
};

/** `[` and `]`. */
const bracketBytes = 2;

/** Between two events. */
const commaBytes = 1;

/**
 * Puts events together for sending, lazily and in their order: each batch has at most {@link maxBatchEvents} events and
 * {@link maxBatchBytes} bytes.
 *
 * An event that is larger alone has its payload's `context` cut first, which then reads `{cut: true}`; its text is never
 * cut. Where it is still too large it goes alone, over the limit, and the endpoint decides (`docs/contracts.md`, Wire).
 */
export function* batchEvents(events: Iterable<StoredEvent>, batching: Batching): Generator<Parcel> {
  const maxEvents = Math.min(batching.maxEvents ?? maxBatchEvents, maxBatchEvents);
  let open: WireEvent[] = [];
  let bytes = bracketBytes;
  for (const event of events) {
    const wire = toWire(event, batching);
    const unwritable = 'problem' in wire;
    const fits = !unwritable && open.length < maxEvents && bytes + commaBytes + wire.bytes <= maxBatchBytes;
    if (open.length > 0 && !fits) {
      yield close(open, bytes);
      open = [];
      bytes = bracketBytes;
    }
    if (unwritable) {
      yield wire;
      continue;
    }
    bytes += wire.bytes + (open.length > 0 ? commaBytes : 0);
    open.push(wire);
  }
  if (open.length > 0) yield close(open, bytes);
}

function close(events: readonly WireEvent[], bytes: number): Batch {
  return { kind: 'batch', events, body: `[${events.map((event) => event.json).join(',')}]`, bytes };
}

function toWire(event: StoredEvent, { installId, cut }: Batching): WireEvent | Unwritable {
  const { opId, passageId } = event;
  const smaller = withoutContext(event);
  try {
    const whole = write(smaller !== undefined && cut?.has(opId) ? smaller : event, installId);
    const uncut = smaller !== undefined && !cut?.has(opId);
    if (uncut && whole.bytes + bracketBytes > maxBatchBytes) {
      return { opId, passageId, ...write(smaller, installId), cuttable: false };
    }
    return { opId, passageId, ...whole, cuttable: uncut };
  } catch (error) {
    return { kind: 'unwritable', opId, problem: error instanceof Error ? error.message : String(error) };
  }
}

function write(event: StoredEvent, installId: string): Pick<WireEvent, 'json' | 'bytes'> {
  const json = JSON.stringify(toCloudEvent(event, installId));
  return { json, bytes: utf8(json).byteLength };
}

/** The event with its context cut, or `undefined` where there is none to cut. The stored event stays as it is. */
function withoutContext(event: StoredEvent): StoredEvent | undefined {
  const { payload } = event;
  if (typeof payload !== 'object' || payload === null || !('context' in payload)) return undefined;
  if (payload.context === undefined || isCutContext(payload.context)) return undefined;
  return { ...event, payload: { ...payload, context: { cut: true } } };
}

function isCutContext(context: unknown): boolean {
  return typeof context === 'object' && context !== null && 'cut' in context && Object.keys(context).length === 1;
}
