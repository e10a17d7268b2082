import type { Earlier } from '../core/consent.ts';
import { type Destination, endpointProblem } from '../core/destination.ts';
import type { StoreDatabase } from './database.ts';
import { inState, undeliveredStates, withholdUndelivered } from './fan-out.ts';
import { DestinationRefused } from './refusal.ts';
import { unstamped } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';

/** What becomes of events that wait for a destination whose address changes. */
export type SaveDestinationOptions = { readonly moveQueue?: Earlier };

/**
 * Adds a destination or changes one. A changed address starts with an open gate and without the consents given to the old
 * one, and never receives the old queue without a yes: with events waiting, `moveQueue` has to say whether they go to the
 * new address, consents and all (`send`), or are withheld (`keep`).
 *
 * @throws DestinationRefused when the address is not an endpoint, the kind would change, or the queue is undecided.
 * @throws StorageError when the database failed.
 */
export async function saveDestination(
  db: StoreDatabase,
  destination: Destination,
  options: SaveDestinationOptions = {},
): Promise<void> {
  const problem = endpointProblem(destination.url);
  if (problem !== undefined) throw new DestinationRefused(problem);
  const tables = [db.destinations, db.deliveries, db.outbox, db.gates, db.consents];
  await withStorageErrors(db, () =>
    db.transaction('rw', tables, async () => putDestination(db, destination, options.moveQueue)),
  );
}

async function putDestination(
  db: StoreDatabase,
  destination: Destination,
  moveQueue: Earlier | undefined,
): Promise<void> {
  const previous = await db.destinations.get(destination.id);
  if (previous !== undefined && previous.kind !== destination.kind) throw new DestinationRefused('kind-fixed');
  if (previous !== undefined && previous.url !== destination.url) {
    const waiting = await countUndelivered(db, destination.id);
    if (waiting > 0 && moveQueue === undefined) throw new DestinationRefused('queue-undecided', waiting);
    if (moveQueue === 'keep') await withholdUndelivered(db, destination.id);
    await db.gates.delete(destination.id);
    // Consent was to the old address. "Send the queue there" is a yes to the new one; silence is not.
    if (moveQueue !== 'send') await db.consents.where('destinationId').equals(destination.id).delete();
  }
  await db.destinations.put(destination);
}

async function countUndelivered(db: StoreDatabase, destinationId: string): Promise<number> {
  let count = 0;
  for (const state of undeliveredStates) count += await inState(db, destinationId, state).count();
  return count;
}

/** Every destination, by name. */
export async function listDestinations(db: StoreDatabase): Promise<readonly Destination[]> {
  const rows = await withStorageErrors(db, () => db.destinations.toArray());
  return rows.map(unstamped).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Removes a destination with its consents and its gate. What it had not received stays on this machine; `withheld` says
 * how many events that are. Removing one that is not there withholds nothing.
 *
 * @throws StorageError when the database failed.
 */
export async function removeDestination(db: StoreDatabase, id: string): Promise<{ readonly withheld: number }> {
  const tables = [db.destinations, db.deliveries, db.outbox, db.gates, db.consents];
  return withStorageErrors(db, () =>
    db.transaction('rw', tables, async () => {
      const withheld = await withholdUndelivered(db, id);
      await db.consents.where('destinationId').equals(id).delete();
      await db.gates.delete(id);
      await db.destinations.delete(id);
      return { withheld };
    }),
  );
}
