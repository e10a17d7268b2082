import { Pool, type PoolClient, types } from 'pg';
import type { Database, Parameter, Query, Row } from './database.ts';

/** Object id of `int8` (PostgreSQL, `pg_type.dat`). Positions and revisions stay far below 2^53, so a number holds them. */
const int8 = 20;

/** ms; a client gives a batch up after 20 s (`docs/contracts.md`, Wire), so nothing here may take longer. */
const connectTimeoutMs = 5000;
const statementTimeoutMs = 15_000;

/** Batches queue on one counter row anyway; the other connections are for reading. */
const poolSize = 8;

/** A PostgreSQL server's database. Connections are made when they are first needed, so an unreachable server shows then. */
export function openPostgres(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // A receiver that hangs in a transaction must not keep the counter row from the others.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === int8 ? Number : format === 'binary' ? types.getTypeParser(id, format) : types.getTypeParser(id),
    },
  });
  pool.on('error', () => {
    // A connection broke while idle: the pool has already dropped it, and the next query opens another.
  });
  return {
    description: describePostgres(url),
    query: queryOver(pool),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level read committed');
    const result = await work(queryOver(client));
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await rollbackFailure(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A connection that can't even roll back is given up; the server then rolls back by itself. */
async function rollbackFailure(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed');
  }
}

function queryOver(client: Pool | PoolClient): Query {
  return async <R extends Row>(sql: string, parameters: readonly Parameter[] = []) =>
    (await client.query<R>(sql, [...parameters])).rows;
}

function describePostgres(url: string): string {
  if (!URL.canParse(url)) return 'PostgreSQL';
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL at ${hostname || 'localhost'}:${port || '5432'}${pathname}`;
}
