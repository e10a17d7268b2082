import type { DeliveryState } from '../../core/delivery.ts';
import type { StoredEvent } from '../../core/event.ts';
import { type DeliveryOutcome, type Gate, type Outbox, openGate } from '../outbox.ts';

type Row = { readonly event: StoredEvent; state: DeliveryState; outcome?: DeliveryOutcome };

/** An outbox in memory for one destination, with a window on what it holds. */
export type MemoryOutbox = Outbox & {
  readonly add: (...events: readonly StoredEvent[]) => void;
  /** What a person does to a delivery: holds it, lets it go again. */
  readonly setState: (opId: string, state: DeliveryState) => void;
  readonly stateOf: (opId: string) => DeliveryState | undefined;
  readonly outcomeOf: (opId: string) => DeliveryOutcome | undefined;
  readonly idsIn: (state: DeliveryState) => readonly string[];
  readonly gate: () => Gate;
};

/** An outbox that keeps copies, answers asynchronously and applies a settlement as a whole, as a database does. */
export function memoryOutbox(events: readonly StoredEvent[] = [], gate: Gate = openGate): MemoryOutbox {
  const rows = new Map<string, Row>();
  let current = gate;
  const add = (...added: readonly StoredEvent[]) => {
    for (const event of added) rows.set(event.opId, { event: structuredClone(event), state: 'pending' });
  };
  add(...events);
  return {
    add,
    setState: (opId, state) => {
      const row = rows.get(opId);
      if (row !== undefined) row.state = state;
    },
    stateOf: (opId) => rows.get(opId)?.state,
    outcomeOf: (opId) => rows.get(opId)?.outcome,
    idsIn: (state) => Array.from(rows.values()).flatMap((row) => (row.state === state ? [row.event.opId] : [])),
    gate: () => current,
    peek: async (_destinationId, limit) => {
      const pending = Array.from(rows.values()).filter((row) => row.state === 'pending');
      const ordered = pending.map((row) => row.event).sort((a, b) => a.seq - b.seq);
      return structuredClone(ordered.slice(0, limit));
    },
    settle: async (_destinationId, outcomes, next) => {
      for (const outcome of outcomes) {
        const row = rows.get(outcome.opId);
        if (row === undefined) throw new Error(`settled an operation that was never saved: ${outcome.opId}`);
        row.state = outcome.state;
        row.outcome = structuredClone(outcome);
      }
      current = structuredClone(next);
    },
    readGate: async () => structuredClone(current),
  };
}
