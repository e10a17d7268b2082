import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../database.ts';
import { openDatabase } from '../open-database.ts';

/** A database engine that the suites run on. */
export type Engine = {
  readonly name: string;
  /** An empty database of its own; closing it leaves nothing behind. */
  readonly open: () => Promise<Database>;
};

const url = process.env['TEST_DATABASE_URL'];

/** PGlite always, and the PostgreSQL that `TEST_DATABASE_URL` names where there is one. */
export const engines: readonly Engine[] = [
  { name: 'PGlite', open: () => openDatabase({ kind: 'memory' }) },
  ...(url === undefined ? [] : [{ name: 'PostgreSQL at TEST_DATABASE_URL', open: () => openSchema(url) }]),
];

/** The embedded engine starts in 2 to 4 s on a free machine, and several at once take their time. */
export const startTimeoutMs = 60_000;

/** Opens an engine's database before the tests of a `describe` and closes it after them. */
export function useDatabase(engine: Engine, prepare: (database: Database) => Promise<unknown>): () => Database {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await engine.open();
    await prepare(database);
  }, startTimeoutMs);
  afterAll(async () => {
    await database?.close();
  });
  return () => {
    if (database === undefined) throw new Error('the database is open only while tests run');
    return database;
  };
}

/** A schema of its own in a PostgreSQL that others may be using; every connection of the pool sees only that. */
async function openSchema(base: string): Promise<Database> {
  const schema = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = await openDatabase({ kind: 'postgres', url: base });
  await admin.query(`create schema ${schema}`);
  const scoped = new URL(base);
  scoped.searchParams.set('options', `-c search_path=${schema}`);
  const database = await openDatabase({ kind: 'postgres', url: scoped.href });
  return {
    ...database,
    close: async () => {
      await database.close();
      await admin.query(`drop schema ${schema} cascade`);
      await admin.close();
    },
  };
}
