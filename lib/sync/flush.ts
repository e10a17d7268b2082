import type { Destination } from '../core/destination.ts';
import { backoffCapMs, clampRetryAfter, type Random, retryAfterCapMs, retryDelayMs } from './backoff.ts';
import { type Batch, batchEvents, maxBatchEvents, type Parcel } from './batch.ts';
import { type DeliveryOutcome, type Gate, type Outbox, openGate } from './outbox.ts';
import { type Fetch, postBatch } from './post-batch.ts';
import { type Action, classifyReply } from './response.ts';

/** What a flush of one destination needs. */
export type FlushOptions = {
  readonly destination: Destination;
  readonly outbox: Outbox;
  readonly installId: string;
  readonly token?: string | undefined;
  readonly fetch: Fetch;
  /** Epoch ms. */
  readonly now: () => number;
  readonly random: Random;
  /** Stops the flush between two steps and aborts the request on its way; nothing is counted against the endpoint. */
  readonly signal?: AbortSignal | undefined;
  /** Tries although the gate is closed: a person asked, or repaired what a pause was for. */
  readonly force?: boolean | undefined;
  /** The time limit of one request in ms, where it is not the default. */
  readonly timeoutMs?: number | undefined;
};

/** How a flush ended: nothing is pending; the gate is closed for a while; a person is needed; it was aborted. */
export type FlushEnd = 'drained' | 'waiting' | 'paused' | 'stopped';

/** What one flush did. */
export type FlushReport = {
  readonly destinationId: string;
  readonly end: FlushEnd;
  /** Requests made. */
  readonly posts: number;
  readonly delivered: number;
  readonly conflicts: number;
  readonly dead: number;
  /** Sent, but neither taken nor refused; they stay pending. */
  readonly left: number;
  /** As persisted. With `waiting`, `gate.nextAt` says when to come back. */
  readonly gate: Gate;
};

/** Most events that are read past while looking for sendable ones; bounds memory against a receiver that settles nothing. */
const maxSkipped = 1_000;

/**
 * Single events refused in a row, with nothing taken between them, after which the endpoint is believed to be at fault
 * and left alone for a while: a wrong address must not turn a whole queue into dead letters.
 */
const maxRefusedInARow = 20;

/** A flush on its way. All of it may be lost at any await: what counts is in the outbox. */
type Run = {
  readonly options: FlushOptions;
  gate: Gate;
  posts: number;
  readonly tally: Record<DeliveryOutcome['state'], number>;
  /** Operations this flush has sent in vain; each is sent once a flush. */
  readonly left: Set<string>;
  /** Passages of those: their later events wait behind them, so that a passage's events keep their order. */
  readonly heldPassages: Set<string>;
  /** The soonest time, in ms from its reply, a receiver named for one of those. */
  soonest: number | undefined;
  /** Operations to send without their context. */
  readonly cut: Set<string>;
  /** Most events a batch, and how many events are still to be sent that carefully. */
  size: number;
  suspects: number;
  refusedInARow: number;
  /** Pending events the last peek had to pass over. */
  skipped: number;
};

/**
 * Sends what is pending for one destination, batch after batch, until nothing is or the endpoint asks for a rest.
 *
 * An event leaves the outbox only after the endpoint spoke of it, in the transaction that writes the gate. So the flush
 * may be killed at any point: what was sent and not yet settled is sent again, under the same id. The events of a passage
 * go in their order; a refused event holds up none of the others.
 *
 * Only one flush may run for a destination at a time (see `createFlusher`).
 *
 * @throws what the outbox throws; whatever the endpoint does is in the report.
 */
export async function flush(options: FlushOptions): Promise<FlushReport> {
  const run = newRun(options, await options.outbox.readGate(options.destination.id));
  if (options.force !== true) {
    if (run.gate.pause !== undefined) return report(run, 'paused');
    if (isWaiting(run.gate, options.now())) return report(run, 'waiting');
  }
  for (;;) {
    if (options.signal?.aborted) return report(run, 'stopped');
    const parcel = await nextParcel(run);
    if (parcel === undefined) return finish(run);
    const end = parcel.kind === 'batch' ? await deliver(run, parcel) : await bury(run, parcel);
    if (end !== undefined) return report(run, end);
  }
}

/**
 * Whether a gate is still closed for a while. A time further off than any delay we ever write was written by a clock that
 * has since been set back, and counts for nothing.
 */
function isWaiting(gate: Gate, now: number): boolean {
  return gate.nextAt > now && gate.nextAt - now <= retryAfterCapMs;
}

function newRun(options: FlushOptions, gate: Gate): Run {
  return {
    options,
    gate,
    posts: 0,
    tally: { delivered: 0, conflict: 0, dead: 0 },
    left: new Set(),
    heldPassages: new Set(),
    soonest: undefined,
    cut: new Set(),
    size: maxBatchEvents,
    suspects: 0,
    refusedInARow: 0,
    skipped: 0,
  };
}

function report(run: Run, end: FlushEnd): FlushReport {
  const { posts, tally, left, gate, options } = run;
  const { delivered, conflict: conflicts, dead } = tally;
  return { destinationId: options.destination.id, end, posts, delivered, conflicts, dead, left: left.size, gate };
}

/**
 * The first thing to send. Read anew each time, although a peek often holds more than one batch: what a person withdrew
 * in the meantime must not go out.
 */
async function nextParcel(run: Run): Promise<Parcel | undefined> {
  const { outbox, destination, installId } = run.options;
  for (;;) {
    const limit = maxBatchEvents + run.skipped;
    const pending = await outbox.peek(destination.id, limit);
    const ready = pending.filter(({ opId, passageId }) => !run.left.has(opId) && !run.heldPassages.has(passageId));
    const skipped = pending.length - ready.length;
    if (ready.length > 0 || pending.length < limit || skipped > maxSkipped) {
      const [parcel] = batchEvents(ready, { installId, maxEvents: run.size, cut: run.cut });
      return parcel;
    }
    run.skipped = skipped;
  }
}

/** Sends a batch and does what the reply asks. Returns how the flush ends, or `undefined` to go on. */
async function deliver(run: Run, batch: Batch): Promise<FlushEnd | undefined> {
  const { destination, signal, now } = run.options;
  const reply = await postBatch({ ...run.options, body: batch.body });
  if (reply.kind !== 'bad-address' && reply.kind !== 'bad-token') run.posts += 1;
  const opIds = batch.events.map((event) => event.opId);
  const action = classifyReply(reply, { destination: destination.kind, opIds, now: now() });
  if (signal?.aborted && action.kind !== 'results') return 'stopped';
  switch (action.kind) {
    case 'results':
      return takeResults(run, batch, action);
    case 'bisect':
    case 'halve':
      return narrow(run, batch, action);
    case 'wait':
      return rest(run, action.message, action.retryAfterMs);
    case 'pause':
      return pause(run, action);
  }
}

async function takeResults(run: Run, batch: Batch, action: Extract<Action, { kind: 'results' }>): Promise<undefined> {
  const passages = new Map(batch.events.map(({ opId, passageId }) => [opId, passageId]));
  for (const { opId, retryAfterMs } of action.left) {
    run.left.add(opId);
    run.heldPassages.add(passages.get(opId) ?? '');
    if (retryAfterMs !== undefined) run.soonest = Math.min(run.soonest ?? retryAfterMs, retryAfterMs);
  }
  run.refusedInARow = 0;
  resolveSuspects(run, batch.events.length);
  if (action.outcomes.length > 0) await settle(run, action.outcomes, openGate);
}

/** Halves what is sent at once, until the event is found that the endpoint does not take. */
async function narrow(
  run: Run,
  batch: Batch,
  action: Extract<Action, { kind: 'bisect' | 'halve' }>,
): Promise<FlushEnd | undefined> {
  const [first] = batch.events;
  if (first === undefined) return undefined;
  if (batch.events.length > 1) {
    run.suspects = Math.max(run.suspects, batch.events.length);
    run.size = Math.floor(batch.events.length / 2);
    return undefined;
  }
  if (action.kind === 'halve' && first.cuttable) {
    run.cut.add(first.opId);
    return undefined;
  }
  // With one of its events found, the rest of a refused batch is most likely sound: it goes at once.
  resolveSuspects(run, 1);
  run.size = Math.min(maxBatchEvents, Math.max(run.suspects, run.size));
  run.refusedInARow += 1;
  await settle(run, [{ opId: first.opId, state: 'dead', reason: action.reason }], reached(run.gate));
  return run.refusedInARow < maxRefusedInARow ? undefined : rest(run, refusesAllMessage);
}

function resolveSuspects(run: Run, events: number): void {
  run.suspects = Math.max(0, run.suspects - events);
  if (run.suspects === 0) run.size = maxBatchEvents;
}

/** Puts aside an event that cannot be written as JSON. */
async function bury(run: Run, { opId, problem }: Extract<Parcel, { kind: 'unwritable' }>): Promise<undefined> {
  const reason = `This one cannot be written as JSON (${problem}). Export it and report the problem.`;
  await settle(run, [{ opId, state: 'dead', reason }], run.gate);
}

async function settle(run: Run, outcomes: readonly DeliveryOutcome[], gate: Gate): Promise<void> {
  await run.options.outbox.settle(run.options.destination.id, outcomes, gate);
  run.gate = gate;
  for (const { state } of outcomes) run.tally[state] += 1;
}

/** A gate after the endpoint answered, though not with a success: open, its count of failed tries unchanged. */
function reached(gate: Gate): Gate {
  return { attempt: gate.attempt, nextAt: 0 };
}

/** Closes the gate for a while. */
async function rest(run: Run, message: string, asked?: number): Promise<FlushEnd> {
  const { now, random } = run.options;
  const attempt = run.gate.attempt + 1;
  const nextAt = now() + retryDelayMs(attempt, asked, random);
  await settle(run, [], { attempt, nextAt, lastError: message });
  return 'waiting';
}

/** Closes the gate until a person opens it. A pause for the same reason keeps the time it began at. */
async function pause(run: Run, { code, message }: Extract<Action, { kind: 'pause' }>): Promise<FlushEnd> {
  const before = run.gate.pause;
  const since = before?.code === code ? before.since : run.options.now();
  const gate: Gate = { attempt: run.gate.attempt, nextAt: 0, pause: { code, message, since }, lastError: message };
  await settle(run, [], gate);
  return 'paused';
}

/**
 * Ends a flush that has nothing more to send. With nothing pending there is no trouble left to speak of, so the gate is
 * opened. Where events were left it closes, but never for longer than our own longest backoff: the events saved next must
 * not wait an hour because one of these was told to.
 */
async function finish(run: Run): Promise<FlushReport> {
  if (run.left.size === 0) {
    if (hadTrouble(run.gate)) await settle(run, [], openGate);
    return report(run, 'drained');
  }
  const asked = run.soonest === undefined ? undefined : Math.min(clampRetryAfter(run.soonest), backoffCapMs);
  return report(run, await rest(run, leftMessage(run.left.size), asked));
}

function hadTrouble(gate: Gate): boolean {
  return gate.attempt > 0 || gate.pause !== undefined || gate.lastError !== undefined;
}

function leftMessage(count: number): string {
  const entries = count === 1 ? '1 entry' : `${count} entries`;
  return `The receiver did not take ${entries} yet; Countersign sends again by itself. If this stays, ask whoever runs it.`;
}

const refusesAllMessage = `The endpoint refused ${maxRefusedInARow} entries one by one and took none, so the rest is kept for now. Check that the address is the right one and that it takes CloudEvents, then send the refused ones again.`;
