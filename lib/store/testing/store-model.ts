import { expect } from 'vitest';
import { verifyChain } from '../../core/audit.ts';
import type { DeliveryState } from '../../core/delivery.ts';
import type { Destination } from '../../core/destination.ts';
import type { StoreDatabase } from '../database.ts';
import type { SaveOutcome } from '../save-review.ts';
import { chainOf, type Disk } from './test-database.ts';

/** What a store should be, in the plainest terms: the database is checked against it after every step. */
export type Model = {
  readonly events: { opId: string; siteKey: string; consent: boolean }[];
  readonly acknowledged: Map<string, SaveOutcome>;
  readonly destinations: Map<string, Destination>;
  /** `site destination`, for each yes. */
  readonly consents: Set<string>;
  /** By `operation destination`. */
  readonly deliveries: Map<string, DeliveryState>;
};

/** A worker that may die: what it holds in memory goes, the disk stays. */
export type Real = { readonly disk: Disk; db: StoreDatabase };

const undelivered = (state: DeliveryState): boolean => state === 'held' || state === 'pending';

/** Adds an event and its first deliveries. */
export function address(model: Model, opId: string, siteKey: string): void {
  model.events.push({ opId, siteKey, consent: false });
  for (const { id, enabled } of model.destinations.values()) {
    if (enabled) model.deliveries.set(`${opId} ${id}`, model.consents.has(`${siteKey} ${id}`) ? 'pending' : 'held');
  }
}

/** A destination's deliveries, of one site or of all, in some states, and the state they go into. */
type Moving = {
  readonly id: string;
  readonly from: readonly DeliveryState[];
  readonly to: DeliveryState;
  readonly siteKey?: string;
};

/** Moves deliveries between states. */
export function move(model: Model, { id, from, to, siteKey }: Moving): void {
  for (const event of model.events) {
    const key = `${event.opId} ${id}`;
    const state = model.deliveries.get(key);
    const matches = siteKey === undefined || event.siteKey === siteKey;
    if (matches && state !== undefined && from.includes(state)) model.deliveries.set(key, to);
  }
}

/** Compares the database with the model, and both with what must never be otherwise. */
export async function compare(model: Model, { db }: Real): Promise<void> {
  const chain = await chainOf(db);
  expect(chain.map(({ seq }) => seq)).toEqual(chain.map((_, i) => i + 1));
  expect(await verifyChain(chain)).toBeUndefined();
  const events = await db.events.orderBy('seq').primaryKeys();
  expect(events).toEqual(model.events.map(({ opId }) => opId));

  const rows = await db.deliveries.toArray();
  const states = new Map(rows.map(({ opId, destinationId, state }) => [`${opId} ${destinationId}`, state]));
  expect(states).toEqual(model.deliveries);
  const consents = (await db.consents.toArray()).filter(({ granted }) => granted);
  const agreed = new Set(consents.map(({ siteKey, destinationId }) => `${siteKey} ${destinationId}`));
  for (const { siteKey, destinationId, state } of rows) {
    if (state === 'pending') expect(agreed).toContain(`${siteKey} ${destinationId}`);
  }
  const waiting = new Set(rows.filter(({ state }) => undelivered(state)).map(({ opId }) => opId));
  expect(new Set((await db.outbox.toArray()).map(({ opId }) => opId))).toEqual(waiting);
}

/** A model of an empty store. */
export function emptyModel(): Model {
  return {
    events: [],
    acknowledged: new Map(),
    destinations: new Map(),
    consents: new Set(),
    deliveries: new Map(),
  };
}
