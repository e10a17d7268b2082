/** One row as a driver gives it: `jsonb` parsed, `bigint` as a number, `timestamptz` as a `Date`. */
export type Row = Readonly<Record<string, unknown>>;

/** A value for `$1`, `$2` …; lists and objects travel as JSON text and are cast with `::jsonb` in the statement. */
export type Parameter = string | number | boolean | null;

/** Runs one statement in the PostgreSQL dialect and gives its rows. The caller names the shape its own SQL selects. */
export type Query = <R extends Row>(sql: string, parameters?: readonly Parameter[]) => Promise<readonly R[]>;

/** What the receiver needs of a database; embedded PGlite and PostgreSQL are its two adapters. */
export type Database = {
  /** Where the data is, for a person; never holds a user or a password. */
  readonly description: string;
  readonly query: Query;
  /**
   * Runs `work` in one transaction (READ COMMITTED) and resolves after the commit. Rolls back and throws what `work`
   * threw; a failed commit throws too, and its outcome is then unknown.
   */
  readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  /** Waits for running statements. Nothing may be asked afterwards. */
  readonly close: () => Promise<void>;
};

/** Which database to open: `memory` is gone with the process, `folder` is embedded, `postgres` is a server. */
export type DatabaseLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** PostgreSQL's classes for "not now": connection, resources, operator, rollback (PostgreSQL manual, appendix A). */
const unavailableStates = /^(?:08|40|53|57)/;

/** `pg` gives these two without a code. */
const lostConnection = /^(?:Connection terminated|timeout exceeded when trying to connect)/;

/** Whether the same request may well succeed later: the database is away, busy or restarting. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const fromSystem = 'syscall' in error || code === 'ECONNREFUSED';
  return fromSystem || unavailableStates.test(code) || lostConnection.test(error.message);
}
