import type { CloudEvent } from '../../lib/core/event.ts';
import type { Database } from './database.ts';
import type { StoredResult } from './decide.ts';

/** One stored event as others may read it. */
export type Change = {
  readonly kind: 'event';
  readonly id: string;
  /** `conflict` where it was kept beside a newer head. */
  readonly status: StoredResult['status'];
  readonly rev?: number;
  /** Whose token delivered it. */
  readonly reviewerId: string;
  /** ISO 8601 UTC, the receiver's clock. */
  readonly receivedAt: string;
  /** The event as it was received. */
  readonly data: CloudEvent;
};

/** Changes after a cursor in commit order; `cursor` is where the next page begins, whether or not this one is empty. */
export type ChangesPage = { readonly changes: readonly Change[]; readonly cursor: string; readonly hasMore: boolean };

/** Where to read from (a position, 0 for the beginning) and how many events at most. */
export type PageRequest = { readonly after: number; readonly limit: number };

/** A client reads 5 MB of a response at most (`docs/contracts.md`, Wire); this leaves a fifth for what stands around the events. */
const pageBytes = 4 * 1024 * 1024;

type EventRow = {
  readonly op_id: string;
  readonly reviewer_id: string;
  readonly received_at: Date;
  readonly body: CloudEvent;
  readonly result: StoredResult;
  readonly position: number;
};

/**
 * Reads one page. Positions are given out in commit order and without gaps, so nothing can turn up later behind a cursor.
 * A page ends at `limit` events or 4 MB, but has one event at least where there is one.
 */
export async function readChanges(database: Database, { after, limit }: PageRequest): Promise<ChangesPage> {
  const rows = await database.query<EventRow>(
    `select op_id, reviewer_id, received_at, body, result, position
     from events join (
       select position, sum(bytes) over (order by position) - bytes as bytes_before
       from (select position, bytes from events where position > $1 order by position limit $2) as page
     ) as sized using (position)
     where bytes_before < $3
     order by position`,
    [after, limit, pageBytes],
  );
  const cursor = rows.at(-1)?.position ?? after;
  return { changes: rows.map(toChange), cursor: String(cursor), hasMore: cursor < (await newestPosition(database)) };
}

/** The position of the event stored last; 0 for none. */
export async function newestPosition(database: Database): Promise<number> {
  const [row] = await database.query<{ last: number }>('select last from positions');
  return row?.last ?? 0;
}

function toChange({ op_id, reviewer_id, received_at, body, result }: EventRow): Change {
  return {
    kind: 'event',
    id: op_id,
    status: result.status,
    ...(result.rev !== undefined && result.status === 'applied' ? { rev: result.rev } : {}),
    reviewerId: reviewer_id,
    receivedAt: received_at.toISOString(),
    data: body,
  };
}
