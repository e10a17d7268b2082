import type { DBCoreMutateRequest, Dexie } from 'dexie';
import { StorageError } from './storage-error.ts';

/**
 * Makes a database stamp every row it writes with `version`, and refuse every write once the database itself is newer.
 *
 * Dexie does not keep old code away from a newer database: it opens the version that is there, and an old extension page
 * would then overwrite rows with fields it has never heard of. IndexedDB upgrades only while nobody else is connected, so
 * the version seen at this connection is the version of every row in it.
 */
export function guardSchema(db: Dexie, version: number): void {
  db.use({
    stack: 'dbcore',
    name: 'schema-guard',
    create: (core) => ({
      ...core,
      table: (name) => {
        const table = core.table(name);
        return {
          ...table,
          mutate: (request) =>
            isNewer(db, version)
              ? Promise.reject(new StorageError('newer-schema'))
              : table.mutate(stampRequest(request, version)),
        };
      },
    }),
  });
}

/** Whether an open database is of a later version than this one. */
export function isNewer(db: Dexie, version: number): boolean {
  // Dexie multiplies its version numbers by ten to have room for its own in-between versions.
  return Math.floor(db.backendDB().version / 10) > version;
}

function stampRequest(request: DBCoreMutateRequest, version: number): DBCoreMutateRequest {
  if (request.type !== 'add' && request.type !== 'put') return request;
  return { ...request, values: request.values.map((row: object) => ({ ...row, schemaVersion: version })) };
}
