import { type Candidate, findPassages, type Search } from './find-passages.ts';
import { openRootsOf, type SearchRoot } from './roots.ts';

/** What a watcher tells. Every callback gets the candidate as it is now. */
export type PassageListener = {
  /** A passage's text has come to rest for the first time. */
  readonly onSettled: (candidate: Candidate) => void;
  /** A settled passage's text changed and has come to rest again, or its nodes were replaced under the same text. */
  readonly onChanged: (candidate: Candidate) => void;
  /** A passage's element left the page. */
  readonly onGone: (element: Element) => void;
  /** The page was looked at after a change; things may have moved. */
  readonly onLooked?: () => void;
  /** A tree is watched from now on: the document first, then each open shadow root as it turns up. */
  readonly onRoot?: (root: SearchRoot) => void;
};

/** What a watcher is made with. */
export type WatchOptions = Search & {
  readonly signal: AbortSignal;
  readonly now?: () => number;
  /** What looking took is added up here, in ms. */
  readonly timing?: { detectMs: number };
};

/** Text must be quiet this long before it is analysed, in ms (`docs/contracts.md`, The page). */
const settleMs = 700;

/** Looks at the page are at least this far apart while it changes, in ms. */
const lookEveryMs = 150;

/**
 * A custom element may be upgraded, and get its shadow root, long after it was inserted, and no mutation tells. So a page is
 * looked at again this long after the start, in ms, changed or not.
 */
const upgradeLooksMs = [300, 1_000, 3_000, 8_000] as const;

type Tracked = {
  candidate: Candidate;
  text: string;
  changedAt: number;
  /** When something in it changed last, as the observer told; its text may be the same. */
  mutatedAt: number | undefined;
  settledText: string | undefined;
  /** Whether nodes inside it changed since it was last told of. */
  touched: boolean;
};

/**
 * Watches a page for passages until the signal aborts. One observer serves the document and every open shadow root; while
 * nothing changes and nothing is about to settle there is no timer. Returns a function that looks at once.
 */
export function watchPassages(options: WatchOptions, listener: PassageListener): () => void {
  const { document, signal } = options;
  const now = options.now ?? (() => performance.now());
  const tracked = new Map<Element, Tracked>();
  const observed = new WeakSet<SearchRoot>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Number.POSITIVE_INFINITY;

  const observer = new MutationObserver((records) => {
    const theirs = records.filter(({ target }) => !isInside(target, options.isOurs));
    if (theirs.length === 0) return;
    touch(tracked, theirs, now());
    lookIn(lookEveryMs);
  });
  const lookIn = (ms: number): void => {
    const due = now() + ms;
    if (signal.aborted || due >= dueAt) return;
    clearTimeout(timer);
    dueAt = due;
    timer = setTimeout(look, ms);
  };
  const look = (): void => {
    clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
    if (signal.aborted) return;
    for (const root of openRootsOf(document, options.isOurs)) {
      if (observed.has(root)) continue;
      observed.add(root);
      observer.observe(root, { childList: true, characterData: true, subtree: true });
      listener.onRoot?.(root);
    }
    const startedAt = now();
    const candidates = findPassages(options);
    if (options.timing !== undefined) options.timing.detectMs += now() - startedAt;
    const waitMs = update(candidates, { tracked, listener, signal, at: now() });
    if (waitMs !== undefined) lookIn(waitMs);
    if (!signal.aborted) listener.onLooked?.();
  };

  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
    for (const later of upgrades) clearTimeout(later);
  });
  const upgrades = signal.aborted ? [] : upgradeLooksMs.map((ms) => setTimeout(look, ms));
  look();
  return look;
}

type Watch = {
  readonly tracked: Map<Element, Tracked>;
  readonly listener: PassageListener;
  readonly signal: AbortSignal;
  readonly at: number;
};

/**
 * Brings what is tracked up to date; answers when to look again for what has not settled, in ms. Whoever is told may end the
 * watch: nobody is told of anything then.
 */
function update(candidates: readonly Candidate[], watch: Watch): number | undefined {
  const { tracked, listener, signal } = watch;
  const present = new Set(candidates.map(({ element }) => element));
  for (const element of tracked.keys()) {
    if (present.has(element) || signal.aborted) continue;
    tracked.delete(element);
    listener.onGone(element);
  }
  let waitMs: number | undefined;
  for (const candidate of candidates) {
    if (signal.aborted) return undefined;
    const wait = updateOne(candidate, watch);
    if (wait !== undefined) waitMs = Math.min(waitMs ?? Number.POSITIVE_INFINITY, wait);
  }
  return waitMs;
}

function updateOne(candidate: Candidate, { tracked, listener, at }: Watch): number | undefined {
  const text = rawText(candidate.element);
  const entry = tracked.get(candidate.element) ?? {
    candidate,
    text: '',
    changedAt: at,
    mutatedAt: undefined,
    settledText: undefined,
    touched: true,
  };
  tracked.set(candidate.element, entry);
  entry.candidate = candidate;
  if (text !== entry.text) {
    entry.text = text;
    entry.changedAt = entry.mutatedAt ?? at;
    entry.touched = true;
  }
  if (text.trim() === '' || !entry.touched) return undefined;
  const streaming = isStreaming(candidate);
  const quietFor = at - entry.changedAt;
  if (quietFor < settleMs || streaming) {
    // A mutation tells of the end of streaming; the wait here is only for the text to come to rest.
    return streaming ? settleMs : settleMs - quietFor;
  }
  if (entry.settledText === undefined) listener.onSettled(candidate);
  else listener.onChanged(candidate);
  entry.settledText = text;
  entry.touched = false;
  return undefined;
}

function touch(tracked: ReadonlyMap<Element, Tracked>, records: readonly MutationRecord[], at: number): void {
  for (const [element, entry] of tracked) {
    if (!records.some(({ target }) => element.contains(target))) continue;
    entry.touched = true;
    entry.mutatedAt = at;
  }
}

function isStreaming({ adapter, element, root }: Candidate): boolean {
  if (adapter?.streaming === undefined) return false;
  if (element.closest(adapter.streaming) !== null || element.querySelector(adapter.streaming) !== null) return true;
  const last = [...root.querySelectorAll(adapter.passage)].at(-1);
  return last === element && root.querySelector(adapter.streaming) !== null;
}

function rawText(element: Element): string {
  return element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? '');
}

function isInside(node: Node, isOurs: (element: Element) => boolean): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element !== null && isOurs(element);
}
