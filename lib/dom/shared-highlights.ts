import { type Look, looks } from './highlight-style.ts';

/** `CSS.highlights` with the hit test that newer browsers have and the types do not name yet. */
export type Registry = HighlightRegistry & {
  readonly highlightsFromPoint?: (
    x: number,
    y: number,
    options?: { readonly shadowRoots?: readonly ShadowRoot[] },
  ) => readonly { readonly highlight: Highlight; readonly ranges: readonly AbstractRange[] }[];
};

/** One highlight for each look, registered under names that are ours. */
export type SharedHighlights = {
  readonly names: Readonly<Record<Look, string>>;
  readonly get: (look: Look) => Highlight;
  /** Registers those highlights that are not registered; a page may have cleared the registry. */
  readonly assert: () => void;
  /** Takes our highlights out of the registry; names that others have taken since are left alone. */
  readonly remove: () => void;
};

/** Where the highlights are registered and by which names; a page can read the names, so they say nothing. */
export type SharedHighlightOptions = {
  readonly registry: Registry;
  readonly create: () => Highlight;
  /** One name for each look, from the lowest priority to the highest. */
  readonly names?: readonly string[];
};

/**
 * Makes the highlights. Without names given, they are `cs-1` and so on, or with a number more where the page or an older
 * copy of us has taken one of those.
 */
export function createSharedHighlights({ registry, create, names }: SharedHighlightOptions): SharedHighlights {
  const chosen = names ?? freeNames(registry);
  const named = Object.fromEntries(looks.map((look, index) => [look, chosen[index] ?? look])) as Record<Look, string>;
  const highlights = new Map<Look, Highlight>();
  looks.forEach((look, index) => {
    const highlight = create();
    highlight.priority = index + 1;
    highlights.set(look, highlight);
  });
  return {
    names: named,
    get: (look) => highlights.get(look) as Highlight,
    assert() {
      for (const [look, highlight] of highlights) {
        if (registry.get(named[look]) !== highlight) registry.set(named[look], highlight);
      }
    },
    remove() {
      for (const [look, highlight] of highlights) {
        if (registry.get(named[look]) === highlight) registry.delete(named[look]);
        highlight.clear();
      }
    },
  };
}

function freeNames(registry: Registry): readonly string[] {
  for (let copy = 0; ; copy += 1) {
    const prefix = copy === 0 ? 'cs' : `cs${copy}`;
    const names = looks.map((_, index) => `${prefix}-${index + 1}`);
    if (names.every((name) => !registry.has(name))) return names;
  }
}
