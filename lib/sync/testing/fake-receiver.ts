import * as z from 'zod/mini';
import { type CloudEvent, cloudEventSchema, type EventResult } from '../../core/event.ts';
import type { Fetch } from '../post-batch.ts';

/** What goes wrong with one request. `from` counts the batch's events from its start. */
export type Fault =
  | { readonly kind: 'ok' }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'reset-after' }
  /** Takes all, then answers this instead of results. */
  | { readonly kind: 'body'; readonly text: string; readonly contentType: string }
  /** Takes all, then the answer breaks off in its middle. */
  | { readonly kind: 'truncated' }
  /** Takes the events before `from` and asks to have the others sent again. */
  | { readonly kind: 'retry-from'; readonly from: number; readonly retryAfterMs?: number }
  /** Takes every event but each `every`th, and what follows those in their passages. */
  | { readonly kind: 'retry-some'; readonly every: number }
  /** Takes the events before `from` and says nothing of the others, which it took too where `taken`. */
  | { readonly kind: 'missing-from'; readonly from: number; readonly taken: boolean }
  /** Takes all and answers with results twice over, and some of events that never were. */
  | { readonly kind: 'noisy' };

/** One request as the receiver saw it. */
export type SeenRequest = {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: string;
  readonly events: readonly CloudEvent[];
};

/** A receiver in memory that takes each event once, by its id, and answers as it is told to. */
export type FakeReceiver = {
  readonly fetch: Fetch;
  readonly requests: readonly SeenRequest[];
  /** Ids of the events it took, in the order it took them, each once. */
  readonly taken: readonly string[];
  readonly eventOf: (id: string) => CloudEvent | undefined;
  /** What the next requests meet; without any left, the receiver is well. */
  readonly faults: Fault[];
  /** Ids that make it refuse a batch as a whole, with HTTP 400. */
  readonly poison: Set<string>;
  /** Ids it refuses one by one, with a code. */
  readonly rejected: Map<string, string>;
  /** Most bytes of a body; larger ones get HTTP 413. */
  maxBytes: number;
};

const batchSchema = z.array(cloudEventSchema);

/** A receiver that is well until told otherwise. */
export function fakeReceiver(): FakeReceiver {
  const table = new Map<string, CloudEvent>();
  const requests: SeenRequest[] = [];
  const taken: string[] = [];
  const faults: Fault[] = [];
  const poison = new Set<string>();
  const rejected = new Map<string, string>();

  const take = (event: CloudEvent): EventResult => {
    const code = rejected.get(event.id);
    if (code !== undefined) return { id: event.id, status: 'rejected', code };
    if (table.has(event.id)) return { id: event.id, status: 'duplicate', rev: 1 };
    table.set(event.id, event);
    taken.push(event.id);
    return { id: event.id, status: 'applied', rev: 1 };
  };

  const receiver: FakeReceiver = {
    requests,
    taken,
    eventOf: (id) => table.get(id),
    faults,
    poison,
    rejected,
    maxBytes: Number.POSITIVE_INFINITY,
    fetch: async (url, init) => {
      const body = String(init.body);
      const events = batchSchema.parse(JSON.parse(body));
      requests.push({ url, init, body, events });
      const fault = faults.shift() ?? { kind: 'ok' };
      if (fault.kind === 'status') return new Response('no', { status: fault.status, headers: fault.headers ?? {} });
      if (fault.kind === 'reset-before') throw new TypeError('Failed to fetch');
      if (new TextEncoder().encode(body).byteLength > receiver.maxBytes) return new Response('', { status: 413 });
      const bad = events.find((event) => poison.has(event.id));
      if (bad !== undefined) return Response.json({ error: 'not a review' }, { status: 400 });
      return answer(fault, events, take);
    },
  };
  return receiver;
}

type Take = (event: CloudEvent) => EventResult;

function answer(fault: Fault, events: readonly CloudEvent[], take: Take): Response {
  switch (fault.kind) {
    case 'retry-from': {
      const asked = fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs };
      return results(events.map((event, i) => (i < fault.from ? take(event) : retry(event, asked))));
    }
    case 'retry-some':
      return results(retrySome(events, fault.every, take));
    case 'missing-from': {
      const said = events.slice(0, fault.from).map(take);
      if (fault.taken) events.slice(fault.from).forEach(take);
      return results(said);
    }
    default:
      return answerTaken(fault, events.map(take));
  }
}

function answerTaken(fault: Fault, said: readonly EventResult[]): Response {
  switch (fault.kind) {
    case 'reset-after':
      throw new TypeError('Failed to fetch');
    case 'body':
      return new Response(fault.text, { headers: { 'content-type': fault.contentType } });
    case 'truncated':
      return new Response(brokenStream(JSON.stringify({ results: said })));
    case 'noisy':
      return results([{ id: 'never-sent', status: 'applied' }, ...said, ...said, { id: '', status: 'rejected' }]);
    default:
      return results(said);
  }
}

function results(said: readonly EventResult[]): Response {
  return Response.json({ results: said, cursor: 'c1' });
}

function retry(event: CloudEvent, asked: { readonly retryAfterMs?: number } = {}): EventResult {
  return { id: event.id, status: 'retry', ...asked };
}

function retrySome(events: readonly CloudEvent[], every: number, take: Take): readonly EventResult[] {
  const behind = new Set<string>();
  return events.map((event, i) => {
    if (i % every !== every - 1 && !behind.has(event.subject)) return take(event);
    behind.add(event.subject);
    return retry(event);
  });
}

function brokenStream(text: string): ReadableStream<Uint8Array> {
  const half = new TextEncoder().encode(text.slice(0, text.length / 2));
  let sent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (sent) controller.error(new TypeError('network error'));
      else controller.enqueue(half);
      sent = true;
    },
  });
}
