import type { CloudEvent, EventResult } from '../../lib/core/event.ts';
import { installOf, rejection } from './judge-event.ts';

/** What became of an operation, as it is stored with it. */
export type StoredResult = {
  readonly status: 'applied' | 'conflict';
  readonly rev?: number;
  /** Op id of the revision that was newer; only with `conflict`. */
  readonly head?: string;
};

/** An operation that is stored already. */
export type KnownOperation = { readonly type: string; readonly subject: string; readonly result: StoredResult };

/** The newest revision of a record. */
export type Head = { readonly rev: number; readonly opId: string };

/** What the database knows of a batch's operations and records. Heads are keyed by {@link headKey}. */
export type Known = {
  readonly operations: ReadonlyMap<string, KnownOperation>;
  readonly heads: ReadonlyMap<string, Head>;
};

/** A new operation with its outcome, to be written. */
export type NewOperation = { readonly event: CloudEvent; readonly result: StoredResult };

/** What a batch comes to: one result an event in the batch's order, what is new, and the heads that moved. */
export type Decision = {
  readonly results: readonly EventResult[];
  readonly operations: readonly NewOperation[];
  readonly heads: ReadonlyMap<string, Head & { readonly event: CloudEvent }>;
};

/** Events that revise a record. All others only append, and never conflict. */
const revisions = new Set(
  ['submitted', 'revised', 'escalated', 'voided'].map((name) => `countersign.review.${name}.v1`),
);

/** Whether an event makes a revision of its subject's record. */
export function isRevision(event: CloudEvent): boolean {
  return revisions.has(event.type);
}

/** Names the record that an event revises: one per subject and install. A batch has one reviewer. */
export function headKey({ subject, installId }: { readonly subject: string; readonly installId: string }): string {
  return JSON.stringify([subject, installId]);
}

/**
 * Decides a batch in its order, so that a later event sees what an earlier one made.
 *
 * - A known operation gets its first outcome again: `duplicate` with the revision it made, or the same `conflict`, so that
 *   a lost acknowledgement hides no conflict.
 * - A revision applies as `baserev + 1` unless its record already has a newer head. A gap is no conflict: earlier
 *   revisions may have been withheld from this receiver by choice.
 * - A conflicting revision is stored beside the head, which stays; `rev` and `head` name it.
 */
export function decide(events: readonly CloudEvent[], known: Known): Decision {
  const operations = new Map(known.operations);
  const heads = new Map(known.heads);
  const moved = new Map<string, Head & { readonly event: CloudEvent }>();
  const created: NewOperation[] = [];
  const results = events.map((event): EventResult => {
    const earlier = operations.get(event.id);
    if (earlier !== undefined) return replay(event, earlier);
    const key = headKey({ subject: event.subject, installId: installOf(event) });
    const result = outcome(event, heads.get(key));
    if (result.status === 'applied' && result.rev !== undefined) {
      heads.set(key, { rev: result.rev, opId: event.id });
      moved.set(key, { rev: result.rev, opId: event.id, event });
    }
    operations.set(event.id, { type: event.type, subject: event.subject, result });
    created.push({ event, result });
    return { id: event.id, ...result };
  });
  return { results, operations: created, heads: moved };
}

function outcome(event: CloudEvent, head: Head | undefined): StoredResult {
  if (!isRevision(event)) return { status: 'applied' };
  if (head !== undefined && head.rev > event.baserev) return { status: 'conflict', rev: head.rev, head: head.opId };
  return { status: 'applied', rev: event.baserev + 1 };
}

function replay(event: CloudEvent, { type, subject, result }: KnownOperation): EventResult {
  if (type !== event.type || subject !== event.subject) return rejection(event.id, 'id-reused');
  const { status, ...rest } = result;
  return { id: event.id, status: status === 'applied' ? 'duplicate' : status, ...rest };
}
