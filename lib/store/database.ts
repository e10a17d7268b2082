import { Dexie, type Table } from 'dexie';
import { applyLadder, latestVersion } from './migrations/ladder.ts';
import type {
  ConsentRow,
  DeliveryRow,
  DestinationRow,
  DraftRow,
  EventRow,
  GateRow,
  MetaRow,
  OutboxRow,
  PassageRow,
  ReviewRow,
  SecretRow,
  TallyRow,
  Unstamped,
} from './rows.ts';
import { guardSchema } from './schema-guard.ts';

type Rows<Row, Key> = Table<Row, Key, Unstamped<Row>>;

/** The store's tables. Rows are stamped with `schemaVersion` as they are written; writers leave it out. */
export type StoreTables = {
  /** Every revision and every other event, append-only. */
  readonly events: Rows<EventRow, string>;
  readonly reviews: Rows<ReviewRow, string>;
  readonly outbox: Rows<OutboxRow, number>;
  readonly deliveries: Rows<DeliveryRow, readonly [opId: string, destinationId: string]>;
  readonly gates: Rows<GateRow, string>;
  readonly passages: Rows<PassageRow, string>;
  readonly drafts: Rows<DraftRow, readonly [passageId: string, textHash: string]>;
  readonly tallies: Rows<TallyRow, readonly [string, string, string, string, string]>;
  readonly consents: Rows<ConsentRow, readonly [siteKey: string, destinationId: string]>;
  readonly destinations: Rows<DestinationRow, string>;
  readonly secrets: Rows<SecretRow, string>;
  readonly meta: Rows<MetaRow, string>;
};

/** The review database. Pages read it; only the background writes. */
export type StoreDatabase = Dexie & StoreTables;

/** Which database to open and with which IndexedDB; both default to the context's own. */
export type DatabaseOptions = {
  readonly name?: string;
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
};

/**
 * The review database, opened at its first use, or by `open()`.
 *
 * Durability is strict: a commit is on the disk before it is acknowledged (`docs/contracts.md`, Store). When another context wants
 * to upgrade, this one lets go and stays closed: it is the older code, and would hold the upgrade up or write old rows.
 */
export function openDatabase(options: DatabaseOptions = {}): StoreDatabase {
  const db = createDexie(options, 'countersign');
  applyLadder(db);
  guardSchema(db, latestVersion);
  return db as StoreDatabase;
}

/** A Dexie with the store's durability and manners, without tables. */
export function createDexie(options: DatabaseOptions, defaultName: string): Dexie {
  const { name = defaultName, ...dependencies } = options;
  const db = new Dexie(name, { ...dependencies, chromeTransactionDurability: 'strict' });
  db.on('versionchange', () => {
    db.close({ disableAutoOpen: true });
    // `false` ends the chain: Dexie's own handler would allow the database to open again by itself.
    return false;
  });
  return db;
}
