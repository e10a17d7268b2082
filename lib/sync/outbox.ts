import type { StoredEvent } from '../core/event.ts';

/** What became of one event that was sent. An event without an outcome stays pending. */
export type DeliveryOutcome = {
  readonly opId: string;
  readonly state: 'delivered' | 'conflict' | 'dead';
  /** The receiver's revision, where it told one. */
  readonly rev?: number;
  /** Why it is dead or in conflict, as the receiver put it. */
  readonly reason?: string;
};

/** Why nothing is sent to a destination until a person does something. */
export type Pause = {
  readonly code: 'unauthorized' | 'not-found' | 'redirected' | 'upgrade-required' | 'bad-address';
  readonly message: string;
  /** Epoch ms. */
  readonly since: number;
};

/** When a destination may be tried next. Persisted, so that a fresh worker does not hammer a sick endpoint. */
export type Gate = {
  /** Failed tries in a row; 0 after a success. */
  readonly attempt: number;
  /** Epoch ms before which nothing is sent; 0 for "now". */
  readonly nextAt: number;
  readonly pause?: Pause;
  /** The last trouble in words for a person; absent after a success. */
  readonly lastError?: string;
};

/** The gate of a destination that has had no trouble. */
export const openGate: Gate = { attempt: 0, nextAt: 0 };

/**
 * What delivery needs of the store. Nothing is deleted before it was acknowledged: `peek`, send, then `settle`, which is
 * one transaction.
 */
export type Outbox = {
  /** Pending events of a destination, lowest `seq` first. */
  readonly peek: (destinationId: string, limit: number) => Promise<readonly StoredEvent[]>;
  /** Writes outcomes and the gate in one transaction; an operation whose deliveries are all terminal leaves the outbox. */
  readonly settle: (destinationId: string, outcomes: readonly DeliveryOutcome[], gate: Gate) => Promise<void>;
  /** The persisted gate; {@link openGate} where none was written. */
  readonly readGate: (destinationId: string) => Promise<Gate>;
};
