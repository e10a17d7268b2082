/** Knows which elements the person wrote in, as opposed to the page. */
export type TypingWatch = {
  /** Whether the person typed, pasted or cut in an element since this was last asked of it. */
  readonly tookTyping: (element: Element) => boolean;
};

// Editors that draw their own model prevent the earlier of these, and the later ones never come.
const types = ['keydown', 'beforeinput', 'input', 'paste', 'cut', 'drop'] as const;

/** Watches a window for what a person writes, until the signal aborts. Events that a page made up do not count. */
export function watchTyping(window: Window, signal: AbortSignal): TypingWatch {
  const typed = new WeakSet<EventTarget>();
  const hear = (event: Event): void => {
    if (!event.isTrusted) return;
    for (const target of event.composedPath()) typed.add(target);
  };
  for (const type of types) window.addEventListener(type, hear, { capture: true, signal });
  return { tookTyping: (element) => typed.delete(element) };
}
