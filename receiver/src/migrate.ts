import type { Database, Query } from './database.ts';
import { createEvents } from './migrations/001-create-events.ts';
import { createHeads } from './migrations/002-create-heads.ts';
import { createTokens } from './migrations/003-create-tokens.ts';
import type { Migration } from './migrations/migration.ts';

/** Every migration, lowest version first. */
export const migrations: readonly Migration[] = [createEvents, createHeads, createTokens];

/** The database was written by a newer receiver; an older one must not touch it. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';

  constructor({ found, known }: { readonly found: number; readonly known: number }) {
    super(
      `This database has schema version ${found}, and this receiver knows versions up to ${known}. Start a newer receiver, or point this one at another database.`,
    );
  }
}

/** Any constant does, as long as every receiver takes the same lock: two that start at once must not both migrate. */
const ladderLock = 20_261_121;

/**
 * Brings a database up to the newest schema in one transaction and gives the version it then has. A database that is
 * there already is left as it is.
 *
 * @throws {SchemaTooNewError} when the database is newer than `ladder`; nothing is changed then.
 */
export async function migrate(database: Database, ladder: readonly Migration[] = migrations): Promise<number> {
  return database.transaction(async (query) => {
    await query('select pg_advisory_xact_lock($1)', [ladderLock]);
    const found = await schemaVersion(query);
    const known = ladder.at(-1)?.version ?? 0;
    if (found > known) throw new SchemaTooNewError({ found, known });
    for (const migration of ladder) {
      if (migration.version > found) await climb(query, migration);
    }
    return known;
  });
}

async function schemaVersion(query: Query): Promise<number> {
  await query(`create table if not exists schema_migrations (
    version integer primary key,
    name text not null,
    applied_at timestamptz not null default now()
  )`);
  const [row] = await query<{ version: number | null }>('select max(version) as version from schema_migrations');
  return row?.version ?? 0;
}

async function climb(query: Query, { version, name, statements }: Migration): Promise<void> {
  for (const statement of statements) await query(statement);
  await query('insert into schema_migrations (version, name) values ($1, $2)', [version, name]);
}
