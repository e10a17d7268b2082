import type { DeliveryState } from '../core/delivery.ts';
import type { StoredEvent } from '../core/event.ts';
import type { DeliveryOutcome, Gate, Outbox } from '../sync/outbox.ts';
import type { StoreDatabase } from './database.ts';
import { inState, isUndelivered, leaveOutbox } from './fan-out.ts';
import type { DeliveryRow, GateRow } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';
import { storedEvent } from './stored-event.ts';

/** The outbox port over the review database. */
export function createOutbox(db: StoreDatabase): Outbox {
  return {
    peek: (destinationId, limit) => withStorageErrors(db, () => peek(db, destinationId, limit)),
    settle: (destinationId, outcomes, gate) =>
      withStorageErrors(db, () =>
        db.transaction('rw', [db.outbox, db.deliveries, db.gates], async () =>
          settle(db, { destinationId, outcomes, gate }),
        ),
      ),
    readGate: (destinationId) =>
      withStorageErrors(db, async () => {
        const row = await db.gates.get(destinationId);
        return row === undefined ? { attempt: 0, nextAt: 0 } : gateOf(row);
      }),
  };
}

async function peek(db: StoreDatabase, destinationId: string, limit: number): Promise<readonly StoredEvent[]> {
  return db.transaction('r', [db.deliveries, db.events], async () => {
    const keys = await inState(db, destinationId, 'pending').limit(limit).primaryKeys();
    const rows = await db.events.bulkGet(keys.map(([opId]) => opId));
    return rows.filter((row) => row !== undefined).map(storedEvent);
  });
}

type Settlement = {
  readonly destinationId: string;
  readonly outcomes: readonly DeliveryOutcome[];
  readonly gate: Gate;
};

async function settle(db: StoreDatabase, { destinationId, outcomes, gate }: Settlement): Promise<void> {
  const byOpId = new Map(outcomes.map((outcome) => [outcome.opId, outcome]));
  const rows = await db.deliveries.bulkGet([...byOpId.keys()].map((opId) => [opId, destinationId] as const));
  const settled = rows.flatMap((row) => {
    const outcome = row === undefined ? undefined : byOpId.get(row.opId);
    return row === undefined || outcome === undefined || !isOpen(row.state) ? [] : [settledRow(row, outcome)];
  });
  await db.deliveries.bulkPut(settled);
  await leaveOutbox(
    db,
    settled.map(({ opId }) => opId),
  );
  await db.gates.put({ destinationId, ...gate });
}

/**
 * Whether an outcome may still change a delivery. A consent taken back, or a destination's queue withheld, while the event
 * was under way does not change that it arrived; what a receiver has said once stands against a replayed answer.
 */
function isOpen(state: DeliveryState): boolean {
  return isUndelivered(state) || state === 'withheld';
}

function settledRow(row: DeliveryRow, { state, rev, reason }: DeliveryOutcome): DeliveryRow {
  const { rev: _rev, reason: _reason, ...place } = row;
  return { ...place, state, ...(rev === undefined ? {} : { rev }), ...(reason === undefined ? {} : { reason }) };
}

function gateOf({ attempt, nextAt, pause, lastError }: GateRow): Gate {
  return { attempt, nextAt, ...(pause && { pause }), ...(lastError !== undefined && { lastError }) };
}

/** How many deliveries stand where; an event counts once per destination. */
export type SyncCounts = Readonly<Record<Exclude<DeliveryState, 'withheld'>, number>>;

/** Counts deliveries by state, for the badge and the popup. Reads indexes only. */
export async function syncCounts(db: StoreDatabase): Promise<SyncCounts> {
  const count = (state: DeliveryState): Promise<number> => db.deliveries.where('state').equals(state).count();
  return withStorageErrors(db, () =>
    db.transaction('r', [db.deliveries], async () => ({
      pending: await count('pending'),
      held: await count('held'),
      dead: await count('dead'),
      conflict: await count('conflict'),
      delivered: await count('delivered'),
    })),
  );
}

/** An event a destination has refused for good, with its reason where it gave one. */
export type DeadLetter = {
  readonly opId: string;
  readonly destinationId: string;
  readonly reason?: string;
  readonly event: StoredEvent;
};

/** Every event that was refused for good, oldest first. */
export async function deadLetters(db: StoreDatabase): Promise<readonly DeadLetter[]> {
  return withStorageErrors(db, () =>
    db.transaction('r', [db.deliveries, db.events], async () => {
      const rows = await db.deliveries.where('state').equals('dead').sortBy('seq');
      const events = await db.events.bulkGet(rows.map(({ opId }) => opId));
      return rows.flatMap(({ opId, destinationId, reason }, i): DeadLetter[] => {
        const event = events[i];
        const why = reason === undefined ? {} : { reason };
        return event === undefined ? [] : [{ opId, destinationId, ...why, event: storedEvent(event) }];
      });
    }),
  );
}

/**
 * Puts a refused event back in its destination's queue, where consent still allows it, else on hold. Returns its new
 * state, or `undefined` where there is no such dead letter or its destination is gone.
 */
export async function retryDead(
  db: StoreDatabase,
  opId: string,
  destinationId: string,
): Promise<'pending' | 'held' | undefined> {
  const tables = [db.deliveries, db.destinations, db.consents, db.events, db.outbox];
  return withStorageErrors(db, () => db.transaction('rw', tables, async () => requeue(db, opId, destinationId)));
}

async function requeue(
  db: StoreDatabase,
  opId: string,
  destinationId: string,
): Promise<'pending' | 'held' | undefined> {
  const row = await db.deliveries.get([opId, destinationId]);
  const event = await db.events.get(opId);
  const destination = await db.destinations.get(destinationId);
  if (row?.state !== 'dead' || event === undefined || destination === undefined) return undefined;
  const consent = await db.consents.get([row.siteKey, destinationId]);
  const state = consent?.granted === true ? 'pending' : 'held';
  const { reason: _reason, rev: _rev, ...place } = row;
  await db.deliveries.put({ ...place, state });
  await db.outbox.put({ seq: row.seq, opId, passageId: event.passageId });
  return state;
}
