import type { Table } from 'dexie';
import {
  type ChainedFacts,
  type ChainLink,
  chainLink,
  genesisHash,
  hashPayload,
  newPayloadSalt,
} from '../core/audit.ts';
import type { EventType } from '../core/event.ts';
import type { StoreDatabase } from './database.ts';
import { fanOut } from './fan-out.ts';
import { readMeta } from './meta.ts';
import type { EventRow, Unstamped } from './rows.ts';

/** An event that has no place in the chain yet. */
export type EventDraft = {
  readonly opId: string;
  /** The event's subject: a passage, or for events about a site its key. */
  readonly passageId: string;
  /** The site whose consent decides where the event may go. */
  readonly siteKey: string;
  readonly type: EventType;
  /** ISO 8601 UTC with ms. */
  readonly time: string;
  readonly baseRev: number;
  readonly payload: unknown;
  /** The payload's salt in hex, where the event had one before; a fresh one otherwise. */
  readonly payloadSalt?: string;
  /** The review revision this event makes. */
  readonly review?: { readonly id: string; readonly rev: number };
  /** Exactly these destinations, enabled or not; absent, every enabled one. */
  readonly audience?: readonly string[];
};

/** What one append writes. Made outside the transaction, since hashing inside would end it. */
export type AppendPlan = {
  readonly drafts: readonly EventDraft[];
  /**
   * Asked inside the transaction: whether what the plan was made from is still so. Needed only for what can change without
   * an event; the projections cannot, and the unmoved head vouches for them.
   */
  readonly stillHolds?: () => Promise<boolean>;
  /** Further writes of the same transaction, before destinations are chosen. Awaits nothing but this database. */
  readonly write?: () => Promise<void>;
};

/** An append: which further tables its plan reads or writes inside the transaction, and how the plan is made. */
export type Append = {
  readonly tables: readonly Table[];
  /** Called again after each move of the head. The drafts' `opId`s must be the same each time. */
  readonly plan: () => Promise<AppendPlan>;
};

type Head = { readonly seq: number; readonly hash: string };
type LinkedDraft = { readonly draft: EventDraft; readonly link: ChainLink; readonly payloadSalt: string };

/**
 * Appends events to the audit chain with their deliveries and whatever else the plan writes, all in one transaction.
 *
 * An operation that is already in the store is not written again: if that is so of every draft, the rows of the first time
 * are returned and nothing is written; if of some, the plan is asked again and has to leave those out. No drafts, no
 * transaction. Callers hold the writer lock, or pay with hashes computed twice when somebody else appends.
 */
export async function appendEvents(db: StoreDatabase, append: Append): Promise<readonly Unstamped<EventRow>[]> {
  const tables = [db.events, db.outbox, db.deliveries, db.destinations, db.consents, db.meta, ...append.tables];
  for (;;) {
    // The head is read before the plan: whatever the plan reads later than this is vouched for by the head.
    const head = await readHead(db);
    const plan = await append.plan();
    if (plan.drafts.length === 0) return [];
    const linked = await linkDrafts(head, plan.drafts);
    // `async` on the scope itself: only then does Dexie keep the transaction open over the awaits inside.
    const rows = await db.transaction('rw', [...new Set(tables)], async () => commit(db, { head, plan, linked }));
    if (rows !== undefined) return rows;
  }
}

async function readHead(db: StoreDatabase): Promise<Head> {
  return (await readMeta(db, 'audit-head')) ?? { seq: 0, hash: genesisHash };
}

async function linkDrafts(head: Head, drafts: readonly EventDraft[]): Promise<LinkedDraft[]> {
  const linked: LinkedDraft[] = [];
  let { seq, hash } = head;
  for (const draft of drafts) {
    seq += 1;
    const payloadSalt = draft.payloadSalt ?? newPayloadSalt();
    const payloadHash = await hashPayload(payloadSalt, draft.payload);
    const facts: ChainedFacts = { passageId: draft.passageId, payloadHash, seq, time: draft.time, type: draft.type };
    const link = await chainLink(hash, facts);
    linked.push({ draft, link, payloadSalt });
    hash = link.hash;
  }
  return linked;
}

type Attempt = { readonly head: Head; readonly plan: AppendPlan; readonly linked: readonly LinkedDraft[] };

/** The rows that are in the store afterwards, or `undefined` when the plan has to be made again. */
async function commit(
  db: StoreDatabase,
  { head, plan, linked }: Attempt,
): Promise<readonly Unstamped<EventRow>[] | undefined> {
  const known = await db.events.bulkGet(plan.drafts.map(({ opId }) => opId));
  const present = known.filter((row) => row !== undefined);
  if (present.length === plan.drafts.length) return present;
  if (present.length > 0 || (await readHead(db)).hash !== head.hash) return undefined;
  if (plan.stillHolds !== undefined && !(await plan.stillHolds())) return undefined;
  await plan.write?.();
  const firstDeliveries = await fanOut(
    db,
    linked.map(({ draft, link }) => ({ ...draft, seq: link.seq })),
  );
  const rows = linked.map((one, i) => eventRow(one, firstDeliveries[i] ?? []));
  await db.events.bulkAdd(rows);
  const last = linked.at(-1)?.link;
  if (last !== undefined) await db.meta.put({ key: 'audit-head', seq: last.seq, hash: last.hash });
  return rows;
}

function eventRow(
  { draft, link, payloadSalt }: LinkedDraft,
  firstDeliveries: EventRow['firstDeliveries'],
): Unstamped<EventRow> {
  const { opId, siteKey, type, baseRev, payload, review } = draft;
  const reference = review === undefined ? {} : { review: { ...review } };
  return { ...link, opId, siteKey, type, baseRev, payload, payloadSalt, firstDeliveries, ...reference };
}
