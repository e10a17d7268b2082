/** One rung of the ladder. Once released it never changes: a later rung corrects it. */
export type Migration = {
  /** Counts from 1 without gaps. */
  readonly version: number;
  readonly name: string;
  /** Statements in the PostgreSQL dialect, run in this order in one transaction. */
  readonly statements: readonly string[];
};
