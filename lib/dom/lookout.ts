import type { Viewport } from './in-window.ts';

/** Says when what is near the viewport may have changed. */
export type Lookout = {
  /** Hears scrolling inside a shadow tree too: such events do not leave it. */
  readonly watchTree: (root: ShadowRoot) => void;
  /** Tells whether an element is within one viewport of the screen, now and whenever that changes. */
  readonly watch: (element: Element, onNear: (isNear: boolean) => void) => void;
  readonly unwatch: (element: Element) => void;
  readonly viewport: () => Viewport;
  /** Asks for a look in the next frame. */
  readonly request: () => void;
};

/** What a lookout listens to, and whom it tells. */
export type LookoutOptions = {
  readonly document: Document;
  readonly signal: AbortSignal;
  /** Called in a frame, and while scrolling goes on at most every 100 ms: one viewport of margin lasts longer. */
  readonly look: () => void;
};

const pause = 100;

/** Makes a lookout that lives until the signal aborts. It runs nothing while the page stands still. */
export function createLookout({ document, signal, look }: LookoutOptions): Lookout {
  const window = document.defaultView;
  const request = createFrameThrottle(window, { signal, run: look });
  const listening = { capture: true, passive: true, signal };
  const trees = new WeakSet<ShadowRoot>();
  const callbacks = new Map<Element, (isNear: boolean) => void>();
  const observer = createNearObserver(document, callbacks);
  signal.addEventListener('abort', () => observer?.disconnect(), { once: true });
  document.addEventListener('scroll', request, listening);
  window?.addEventListener('resize', request, listening);
  return {
    watchTree(root) {
      if (!trees.has(root)) root.addEventListener('scroll', request, listening);
      trees.add(root);
    },
    watch(element, onNear) {
      if (signal.aborted) return;
      callbacks.set(element, onNear);
      observer?.observe(element);
    },
    unwatch(element) {
      callbacks.delete(element);
      observer?.unobserve(element);
    },
    viewport: () => ({ width: window?.innerWidth ?? 0, height: window?.innerHeight ?? 0 }),
    request,
  };
}

/** One observer for all watched elements. Its root is the document: with the default root, frames ignore the margin. */
function createNearObserver(
  document: Document,
  callbacks: ReadonlyMap<Element, (isNear: boolean) => void>,
): IntersectionObserver | undefined {
  const Observer = document.defaultView?.IntersectionObserver;
  if (Observer === undefined) return undefined;
  return new Observer(
    (entries) => {
      for (const { target, isIntersecting } of entries) callbacks.get(target)?.(isIntersecting);
    },
    { root: document, rootMargin: '100%' },
  );
}

type ThrottleOptions = { readonly signal: AbortSignal; readonly run: () => void };

function createFrameThrottle(window: Window | null, { signal, run }: ThrottleOptions): () => void {
  let frame = 0;
  let last = Number.NEGATIVE_INFINITY;
  const onFrame = (now: number) => {
    frame = 0;
    if (signal.aborted) return;
    if (now - last < pause) {
      request();
      return;
    }
    last = now;
    run();
  };
  const request = () => {
    if (frame === 0 && !signal.aborted) frame = window?.requestAnimationFrame(onFrame) ?? 0;
  };
  signal.addEventListener('abort', () => window?.cancelAnimationFrame(frame), { once: true });
  return request;
}
