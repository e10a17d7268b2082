import type { Outbox } from '../outbox.ts';
import type { Fetch } from '../post-batch.ts';

/** The end of a context: what everything throws once it has been killed. */
export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

/** One life of a context: its ports, which stop working at the step it is killed at. */
export type Life<O extends Outbox> = {
  readonly outbox: O;
  readonly fetch: Fetch;
  /** How many steps it has taken. */
  readonly steps: () => number;
};

/**
 * Wraps ports so that they work until step `killedAt`, and never again. A step is the moment before and the moment after
 * each call of a port: so a call may be killed before it does anything, and after it did everything, with nobody told.
 */
export function mortal<O extends Outbox>(ports: { outbox: O; fetch: Fetch }, killedAt?: number): Life<O> {
  let taken = 0;
  let dead = false;
  const step = () => {
    if (taken === killedAt) dead = true;
    if (dead) throw new Killed();
    taken += 1;
  };
  const guard =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      step();
      const result = await call(...args);
      step();
      return result;
    };
  const { outbox, fetch } = ports;
  const calls = { peek: guard(outbox.peek), settle: guard(outbox.settle), readGate: guard(outbox.readGate) };
  return { outbox: { ...outbox, ...calls }, fetch: guard(fetch), steps: () => taken };
}
