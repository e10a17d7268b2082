import type { Transaction } from 'dexie';

/**
 * One step of the database from the version before. `stores` names only the tables that change, in Dexie's index syntax;
 * `null` drops a table. A migration that has shipped is never edited: a change is a new file, a new rung and a fixture.
 */
export type Migration = {
  readonly version: number;
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
};
