import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { AuditedEvent } from '../../core/audit.ts';
import type { Destination } from '../../core/destination.ts';
import { type DatabaseOptions, openDatabase, type StoreDatabase } from '../database.ts';
import { latestVersion } from '../migrations/ladder.ts';
import { type MirrorDatabase, openMirror } from '../mirror-database.ts';

/** A machine's disk: what is left when every context that had it open is gone. */
export type Disk = DatabaseOptions & { readonly indexedDB: IDBFactory };

/** An empty disk. */
export function newDisk(): Disk {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

/** The review database on a disk, by default an empty one. */
export function openOn(disk: Disk = newDisk()): StoreDatabase {
  return openDatabase(disk);
}

/** The mirror on a disk. */
export function openMirrorOn(disk: Disk): MirrorDatabase {
  return openMirror(disk);
}

/** Everything in a database, by table. */
export async function dump(db: StoreDatabase | MirrorDatabase): Promise<Record<string, unknown[]>> {
  const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const));
  return Object.fromEntries(tables);
}

/** The whole chain in order, as the audit checks it. */
export async function chainOf(db: StoreDatabase): Promise<AuditedEvent[]> {
  const rows = await db.events.orderBy('seq').toArray();
  return rows.map(({ payload, payloadSalt, ...link }) => {
    return payloadSalt === undefined ? link : { ...link, payload, payloadSalt };
  });
}

/** A destination that is fit to be saved. */
export function sampleDestination(id: string, changes: Partial<Destination> = {}): Destination {
  return { id, kind: 'receiver', name: `team ${id}`, url: `https://${id}.example`, enabled: true, ...changes };
}

/** Raises a database's version as the next release of the code would. Whoever has it open is asked to close it. */
export async function raiseVersion(disk: Disk, name: string): Promise<void> {
  const request = disk.indexedDB.open(name, (latestVersion + 1) * 10);
  await new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = reject;
  });
  request.result.close();
}
