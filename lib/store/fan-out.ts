import type { Collection } from 'dexie';
import { hasConsent } from '../core/consent.ts';
import type { DeliveryState } from '../core/delivery.ts';
import type { StoreDatabase } from './database.ts';
import type { DeliveryRow, FirstDelivery, Unstamped } from './rows.ts';

/** What of an event decides where it goes. */
export type Addressed = {
  readonly opId: string;
  readonly passageId: string;
  readonly siteKey: string;
  readonly seq: number;
  /** Exactly these destinations, enabled or not; absent, every enabled one. */
  readonly audience?: readonly string[];
};

/** The states in which a destination has not had the last word on an event. */
export const undeliveredStates = ['held', 'pending'] as const satisfies readonly DeliveryState[];

/**
 * Addresses new events, inside the caller's transaction: one delivery per destination, `pending` with the site's consent
 * and `held` without, and an outbox row for each event that has any. Returns the deliveries in the order of the events.
 */
export async function fanOut(db: StoreDatabase, events: readonly Addressed[]): Promise<readonly FirstDelivery[][]> {
  const destinations = await db.destinations.toArray();
  const siteKeys = [...new Set(events.map(({ siteKey }) => siteKey))];
  const consents = await db.consents.where('siteKey').anyOf(siteKeys).toArray();
  const addressed = events.map((event) => {
    const { siteKey, audience } = event;
    const chosen = destinations.filter(({ id, enabled }) => audience?.includes(id) ?? enabled);
    const deliveries = chosen.map(({ id }): FirstDelivery => {
      return { destinationId: id, state: hasConsent(consents, siteKey, id) ? 'pending' : 'held' };
    });
    return { event, deliveries };
  });
  const going = addressed.filter(({ deliveries }) => deliveries.length > 0);
  await db.outbox.bulkAdd(going.map(({ event: { seq, opId, passageId } }) => ({ seq, opId, passageId })));
  await db.deliveries.bulkAdd(
    going.flatMap(({ event: { opId, siteKey, seq }, deliveries }) =>
      deliveries.map((delivery) => ({ opId, siteKey, seq, ...delivery })),
    ),
  );
  return addressed.map(({ deliveries }) => deliveries);
}

/**
 * Takes those of these operations out of the outbox that every destination has had the last word on, inside the caller's
 * transaction over `outbox` and `deliveries`.
 */
export async function leaveOutbox(db: StoreDatabase, opIds: readonly string[]): Promise<void> {
  const deliveries = await db.deliveries.where('opId').anyOf(opIds).toArray();
  const undelivered = new Set(deliveries.filter(({ state }) => isUndelivered(state)).map(({ opId }) => opId));
  const done = opIds.filter((opId) => !undelivered.has(opId));
  await db.outbox.where('opId').anyOf(done).delete();
}

/** Whether a delivery is still to be sent or decided on. */
export function isUndelivered(state: DeliveryState): boolean {
  return undeliveredStates.some((one) => one === state);
}

/** Which deliveries to move from one state to another. */
export type Move = {
  readonly destinationId: string;
  readonly siteKey: string;
  readonly from: DeliveryState;
  readonly to: DeliveryState;
};

/** Moves one site's deliveries at one destination between states, inside the caller's transaction; returns how many. */
export async function moveDeliveries(db: StoreDatabase, { destinationId, siteKey, from, to }: Move): Promise<number> {
  const place = [siteKey, destinationId, from];
  return setState(db, await db.deliveries.where('[siteKey+destinationId+state]').equals(place).toArray(), to);
}

/**
 * Withholds everything undelivered at a destination, inside the caller's transaction over `outbox` and `deliveries`;
 * returns how many.
 */
export async function withholdUndelivered(db: StoreDatabase, destinationId: string): Promise<number> {
  const held = await inState(db, destinationId, 'held').toArray();
  const pending = await inState(db, destinationId, 'pending').toArray();
  return setState(db, [...held, ...pending], 'withheld');
}

async function setState(db: StoreDatabase, rows: readonly DeliveryRow[], state: DeliveryState): Promise<number> {
  await db.deliveries.bulkPut(rows.map((row) => ({ ...row, state })));
  if (!isUndelivered(state))
    await leaveOutbox(
      db,
      rows.map(({ opId }) => opId),
    );
  return rows.length;
}

/** A destination's deliveries in one state, lowest `seq` first. */
export function inState(
  db: StoreDatabase,
  destinationId: string,
  state: DeliveryState,
): Collection<DeliveryRow, readonly [opId: string, destinationId: string], Unstamped<DeliveryRow>> {
  return db.deliveries
    .where('[destinationId+state+seq]')
    .between([destinationId, state, -Infinity], [destinationId, state, Infinity], true, true);
}
