/** Knows whether anything in a window was edited since. */
export type EditWatch = { readonly sawEdit: () => boolean };

/**
 * Watches a window for the next edit. Chromium keeps one history for all plain editable places of a frame, so its undo takes
 * back whatever came last, wherever it was.
 */
export function watchEdits(window: Window, signal: AbortSignal | undefined): EditWatch {
  let seen = false;
  const see = () => {
    seen = true;
  };
  window.addEventListener('input', see, { capture: true, once: true, ...(signal === undefined ? {} : { signal }) });
  return { sawEdit: () => seen };
}
