import type { Locks } from '../flusher.ts';

/** A lock manager in memory: one holder a name, `null` for who asks meanwhile. Share it as contexts share a browser. */
export function fakeLocks(): Locks & { readonly held: ReadonlySet<string> } {
  const held = new Set<string>();
  return {
    held,
    request: async (name, _options, work) => {
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({ name });
      } finally {
        held.delete(name);
      }
    },
  };
}
