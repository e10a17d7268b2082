import type { Database, DatabaseLocation } from './database.ts';
import { openFolder, openMemory } from './pglite-database.ts';
import { openPostgres } from './postgres-database.ts';

/**
 * Opens the database at a location, without looking at its schema.
 *
 * @throws {FolderInUseError} when another receiver has the folder. An unreachable PostgreSQL throws at the first query.
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  switch (location.kind) {
    case 'memory':
      return openMemory();
    case 'folder':
      return openFolder(location.path);
    case 'postgres':
      return openPostgres(location.url);
  }
}
