/** Whether a person could really see what they are about to confirm. */
export type VisibilityGate = {
  /** Whether the watched element has been visible without cover or trick for long enough for a pointer. */
  readonly openForPointer: () => boolean;
  /** Whether it is visible now, which is enough for a trusted key. */
  readonly openForKey: () => boolean;
  /** The element was shown or moved: its time starts anew. */
  readonly reset: () => void;
};

/** How long it must have been visible before a pointer counts, in ms (`docs/contracts.md`, The page). */
const pointerGateMs = 500;

/**
 * Watches an element with IntersectionObserver v2, which tells when something covers, fades, clips or transforms it: a
 * click a page tricks a person into is trusted too, so trust in the event is not enough. Where the browser has no v2
 * (Firefox) plain intersection is used, and `trackVisibility` is ignored.
 */
export function createVisibilityGate(
  element: Element,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): VisibilityGate {
  let visible = false;
  let since = now();
  const options = { threshold: [0.5, 1], trackVisibility: true, delay: 100 } as IntersectionObserverInit;
  const observer = new IntersectionObserver((entries) => {
    const last = entries.at(-1);
    if (last === undefined) return;
    const isVisible = (last as IntersectionObserverEntry & { readonly isVisible?: boolean }).isVisible;
    const next = last.isIntersecting && (isVisible ?? true);
    if (next && !visible) since = now();
    visible = next;
  }, options);
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  return {
    openForPointer: () => visible && now() - since >= pointerGateMs,
    openForKey: () => visible,
    reset() {
      since = now();
    },
  };
}
