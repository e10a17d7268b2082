import { adapterAppliesTo } from './adapter-match.ts';
import { disclosureSelector } from './disclosure.ts';
import { assistantClassSelector, assistantRoleSelector } from './role-marks.ts';
import { openRootsOf, type SearchRoot } from './roots.ts';
import type { SiteAdapter } from './site-adapter.ts';

/** What the sentinel looks at, and how long. */
export type SentinelOptions = {
  readonly document: Document;
  readonly hostname: string;
  readonly adapters: readonly SiteAdapter[];
  readonly signal: AbortSignal;
};

/** A changing page is looked at no more often than this, in ms: a chat may start at any time, and half a second is early. */
const lookEveryMs = 500;

/** When custom elements that were inserted bare are looked into again, in ms; an upgrade is no mutation. */
const upgradeLooksMs = [300, 1_000, 3_000, 8_000] as const;

/**
 * Watches a page for the first sign of LLM text and calls back. It looks for marks only, one selector in the document and in
 * each open shadow root; what a mark is worth, the page part decides. After a sign it rests: the page part watches then.
 */
export function watchForSigns(options: SentinelOptions, onSign: () => void): void {
  const { document, signal } = options;
  if (signal.aborted) return;
  const selector = signSelector(options);
  const observed = new WeakSet<SearchRoot>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = false;

  const observer = new MutationObserver(() => {
    timer ??= setTimeout(look, lookEveryMs);
  });
  const rest = (): void => {
    resting = true;
    observer.disconnect();
    clearTimeout(timer);
    for (const later of upgrades) clearTimeout(later);
  };
  const look = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (resting || signal.aborted) return;
    for (const root of openRootsOf(document)) {
      if (root.querySelector(selector) !== null) {
        rest();
        onSign();
        return;
      }
      if (observed.has(root)) continue;
      observed.add(root);
      observer.observe(root, { childList: true, subtree: true });
    }
  };
  const upgrades = upgradeLooksMs.map((ms) => setTimeout(look, ms));
  signal.addEventListener('abort', rest);
  look();
}

function signSelector({ adapters, hostname }: SentinelOptions): string {
  const present = adapters.filter((adapter) => adapterAppliesTo(adapter, hostname));
  return [
    assistantRoleSelector,
    assistantClassSelector,
    disclosureSelector,
    ...present.map(({ passage }) => passage),
  ].join(', ');
}
