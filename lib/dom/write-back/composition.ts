/** Knows whether the person is in the middle of composing text with an input method. */
export type CompositionWatch = { readonly isComposing: () => boolean };

/**
 * Watches compositions in a window, its shadow trees included, until the signal aborts. Writing into an editor during one
 * would tear the composed text apart.
 */
export function watchComposition(window: Window, signal: AbortSignal): CompositionWatch {
  let composing = false;
  const listen = (type: string, value: boolean) =>
    window.addEventListener(
      type,
      (event) => {
        if (event.isTrusted) composing = value;
      },
      { capture: true, signal },
    );
  listen('compositionstart', true);
  listen('compositionend', false);
  return { isComposing: () => composing };
}
