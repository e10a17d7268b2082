/** A value with the values it was before and the ones undone from it, newest last in `past`, next first in `future`. */
export type History<T> = {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
};

/** A history that starts at this value, with nothing to undo. */
export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** The history after a step to `next`; what had been undone is gone. A step to the same value is no step. */
export function record<T>(history: History<T>, next: T): History<T> {
  if (Object.is(next, history.present)) return history;
  return { past: [...history.past, history.present], present: next, future: [] };
}

/** One step back; the same history where there is nothing to undo. */
export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (history.past.length === 0) return history;
  return { past: history.past.slice(0, -1), present: present as T, future: [history.present, ...history.future] };
}

/** One step forth again; the same history where there is nothing to redo. */
export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (history.future.length === 0) return history;
  return { past: [...history.past, history.present], present: present as T, future };
}
