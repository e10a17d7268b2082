/** Takes things one at a time: while something is under way that has to end first, what comes waits in line. */
export type WaitingLine<T> = {
  /** Handles a thing now, or as soon as what is under way has ended. */
  readonly take: (thing: T) => void;
  /** Lets everything wait until this has ended, well or not. */
  readonly holdFor: (work: Promise<unknown>) => void;
};

/**
 * Makes an empty line. `passes` names what never waits: what must work even if the work hangs.
 *
 * Things are handled in the order they came. One whose handling holds the line lets those behind it wait on.
 */
export function createWaitingLine<T>(handle: (thing: T) => unknown, passes: (thing: T) => boolean): WaitingLine<T> {
  const waiting: T[] = [];
  let held = 0;
  const release = (): void => {
    held -= 1;
    while (held === 0 && waiting.length > 0) waiting.splice(0, 1).forEach(handle);
  };
  return {
    take(thing) {
      if (held > 0 && !passes(thing)) waiting.push(thing);
      else handle(thing);
    },
    holdFor(work) {
      held += 1;
      work.then(release, release);
    },
  };
}
