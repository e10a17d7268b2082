import type { BatchResponse, CloudEvent, EventResult } from '../../lib/core/event.ts';
import type { Database, Query } from './database.ts';
import { type Decision, decide, type Head, headKey, isRevision, type Known, type KnownOperation } from './decide.ts';
import { installOf, judgeEvent } from './judge-event.ts';

/** A batch as it arrived, and whose token brought it. */
export type Delivery = { readonly elements: readonly unknown[]; readonly reviewerId: string };

/**
 * Stores a batch once and resolves after the commit with one result an element, in the batch's order. All that can be
 * stored is stored in one transaction; what can't is `rejected` by itself. `cursor` is the receiver's newest position: it
 * tells that there is something to pull, and is no place to pull from, since it is past others' events.
 */
export async function ingest(database: Database, { elements, reviewerId }: Delivery): Promise<BatchResponse> {
  const judged = elements.map(judgeEvent);
  const accepted = judged.flatMap((one) => (one.kind === 'accepted' ? [one.event] : []));
  const { results, cursor } = await database.transaction((query) => store(query, { accepted, reviewerId }));
  const stored = results[Symbol.iterator]();
  const inOrder = judged.map((one) => (one.kind === 'accepted' ? nextOf(stored) : one.result));
  return { results: inOrder, cursor: String(cursor) };
}

function nextOf(results: Iterator<EventResult>): EventResult {
  const { done, value } = results.next();
  if (done === true) throw new Error('an accepted event came out without a result');
  return value;
}

type Accepted = { readonly accepted: readonly CloudEvent[]; readonly reviewerId: string };

async function store(query: Query, { accepted, reviewerId }: Accepted) {
  const last = await lockCounter(query);
  const known = {
    operations: await readOperations(query, accepted),
    heads: await readHeads(query, { accepted, reviewerId }),
  };
  const decision = decide(accepted, known);
  await write(query, { decision, reviewerId, last });
  return { results: decision.results, cursor: last + decision.operations.length };
}

/**
 * Takes the counter until the transaction ends: batches commit one after the other, and each sees what the one before it
 * stored. Must be the first statement, since every later one takes a new snapshot.
 */
async function lockCounter(query: Query): Promise<number> {
  const [row] = await query<{ last: number }>('select last from positions for update');
  if (row === undefined) throw new Error('the table "positions" has no row');
  return row.last;
}

/**
 * Both look-ups go through the primary key once for each thing asked: left to itself, the planner takes an unanalysed table
 * (embedded PGlite has no autovacuum) for small, and reads all of it. `limit` in a lateral query takes that choice away.
 */
async function readOperations(query: Query, accepted: readonly CloudEvent[]): Promise<Known['operations']> {
  const rows = await query<KnownOperation & { readonly op_id: string }>(
    `select found.* from jsonb_array_elements_text($1::jsonb) as asked(op_id)
     cross join lateral (
       select op_id, type, subject, result from events where events.op_id = asked.op_id limit 1
     ) as found`,
    [JSON.stringify(accepted.map((event) => event.id))],
  );
  return new Map(rows.map((row) => [row.op_id, row]));
}

async function readHeads(query: Query, { accepted, reviewerId }: Accepted): Promise<Known['heads']> {
  const asked = accepted.filter(isRevision).map((event) => ({ subject: event.subject, install_id: installOf(event) }));
  if (asked.length === 0) return new Map();
  type HeadRow = {
    readonly subject: string;
    readonly install_id: string;
    readonly rev: number;
    readonly op_id: string;
  };
  const rows = await query<HeadRow>(
    `select found.* from jsonb_to_recordset($1::jsonb) as asked(subject text, install_id text)
     cross join lateral (
       select subject, install_id, rev, op_id from heads
       where heads.subject = asked.subject and heads.reviewer_id = $2 and heads.install_id = asked.install_id
       limit 1
     ) as found`,
    [JSON.stringify(asked), reviewerId],
  );
  return new Map(
    rows.map((row): [string, Head] => [
      headKey({ subject: row.subject, installId: row.install_id }),
      { rev: row.rev, opId: row.op_id },
    ]),
  );
}

type Writing = { readonly decision: Decision; readonly reviewerId: string; readonly last: number };

/** Events, heads and counter in one statement: while it runs, every other batch waits. */
async function write(query: Query, { decision, reviewerId, last }: Writing): Promise<void> {
  if (decision.operations.length === 0) return;
  await query(
    `with stored as (
       insert into events
         (op_id, install_id, reviewer_id, seq_client, type, subject, time, base_rev, body, bytes, result, position)
       select op_id, install_id, $3, seq_client, type, subject, time, base_rev, body, bytes, result, position
       from jsonb_to_recordset($1::jsonb) as one(op_id text, install_id text, seq_client bigint, type text,
         subject text, time text, base_rev integer, body jsonb, bytes integer, result jsonb, position bigint)
     ), moved as (
       insert into heads (subject, reviewer_id, install_id, rev, op_id)
       select subject, $3, install_id, rev, op_id
       from jsonb_to_recordset($2::jsonb) as one(subject text, install_id text, rev integer, op_id text)
       on conflict (subject, reviewer_id, install_id) do update set rev = excluded.rev, op_id = excluded.op_id
     )
     update positions set last = $4::bigint`,
    [
      JSON.stringify(eventRows(decision, last)),
      JSON.stringify(headRows(decision)),
      reviewerId,
      last + decision.operations.length,
    ],
  );
}

function eventRows({ operations }: Decision, last: number) {
  return operations.map(({ event, result }, index) => ({
    op_id: event.id,
    install_id: installOf(event),
    seq_client: event.seq,
    type: event.type,
    subject: event.subject,
    time: event.time,
    base_rev: event.baserev,
    body: event,
    bytes: Buffer.byteLength(JSON.stringify(event)),
    result,
    position: last + 1 + index,
  }));
}

function headRows({ heads }: Decision) {
  return [...heads.values()].map(({ event, rev, opId }) => ({
    subject: event.subject,
    install_id: installOf(event),
    rev,
    op_id: opId,
  }));
}
