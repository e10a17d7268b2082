const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while holding the store's writer lock, so that of all contexts of the extension one writes at a time.
 *
 * The lock saves work and decides nothing: each append checks inside its transaction that the chain's head has not moved,
 * and starts over if it has. So where a context has no Web Locks, a queue within the context is enough; two contexts
 * without locks would only redo hashes. Not re-entrant: `work` must not call `withWriter`.
 */
export function withWriter<T>(work: () => Promise<T>): Promise<T> {
  return withLock('countersign-writer', work);
}

/** Runs `work` under a Web Lock of this name, or, without Web Locks, after all earlier work of this name and context. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (locks !== undefined) return await locks.request(name, work);
  const turn = (queues.get(name) ?? Promise.resolve()).then(work);
  queues.set(
    name,
    turn.catch(() => {
      // The caller of the failed work is told; those behind it must still get their turn.
    }),
  );
  return turn;
}
