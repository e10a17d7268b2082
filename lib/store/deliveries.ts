import type { Delivery } from '../core/delivery.ts';
import type { StoreDatabase } from './database.ts';
import type { DeliveryRow, DestinationRow, GateRow } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';

/**
 * Where an operation stands at each of its destinations, by name; empty for one that is not in the store or goes nowhere.
 * A destination that was removed since is named so.
 *
 * @throws StorageError when the database failed.
 */
export async function describeDeliveries(db: StoreDatabase, opId: string): Promise<readonly Delivery[]> {
  return withStorageErrors(db, () =>
    db.transaction('r', [db.deliveries, db.destinations, db.gates], async () => {
      const rows = await db.deliveries.where('opId').equals(opId).toArray();
      const ids = rows.map(({ destinationId }) => destinationId);
      const destinations = await db.destinations.bulkGet(ids);
      const gates = await db.gates.bulkGet(ids);
      return rows
        .map((row, i) => deliveryOf(row, destinations[i], gates[i]))
        .sort((a, b) => a.name.localeCompare(b.name));
    }),
  );
}

function deliveryOf(row: DeliveryRow, destination: DestinationRow | undefined, gate: GateRow | undefined): Delivery {
  const { destinationId, state } = row;
  const trouble = state === 'pending' ? troubleOf(gate) : row.reason;
  return {
    destinationId,
    name: destination?.name ?? 'removed destination',
    host: destination === undefined ? '' : new URL(destination.url).host,
    state,
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/**
 * What is the matter with each enabled destination that something is the matter with, in words for a person, by name.
 *
 * @throws StorageError when the database failed.
 */
export async function describeTroubles(db: StoreDatabase): Promise<readonly string[]> {
  return withStorageErrors(db, () =>
    db.transaction('r', [db.destinations, db.gates], async () => {
      const destinations = await db.destinations.filter(({ enabled }) => enabled).sortBy('name');
      const gates = await db.gates.bulkGet(destinations.map(({ id }) => id));
      return destinations.flatMap(({ name }, i) => {
        const trouble = troubleOf(gates[i]);
        return trouble === undefined ? [] : [`${name}: ${trouble}`];
      });
    }),
  );
}

function troubleOf(gate: GateRow | undefined): string | undefined {
  return gate?.pause?.message ?? gate?.lastError;
}
