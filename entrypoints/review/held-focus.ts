/** Where the keyboard was before our card took it. */
export type HeldFocus = { readonly restore: () => void };

/**
 * Remembers the focused element with its caret or selection, so that Escape leaves the page as it was found. What has left
 * the page meanwhile is not focused again.
 */
export function holdFocus(document: Document): HeldFocus {
  const active = deepActive(document);
  const selection = selectionAt(active, document);
  const range = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined;
  const field = active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement ? active : undefined;
  const caret = field === undefined ? undefined : { start: field.selectionStart, end: field.selectionEnd };
  return {
    restore() {
      if (!(active instanceof HTMLElement) || !active.isConnected) return;
      active.focus({ preventScroll: true });
      if (field !== undefined) {
        if (caret?.start !== null && caret !== undefined) field.setSelectionRange(caret.start, caret.end);
      } else if (range?.startContainer.isConnected && range.endContainer.isConnected) {
        selection?.removeAllRanges();
        selection?.addRange(range);
      }
    },
  };
}

function deepActive(document: Document): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/**
 * The selection of the tree that has the focus. In a shadow tree Chromium keeps one of its own there, and the document's
 * points no deeper than the host; browsers without it (Firefox) let the document's reach in.
 */
function selectionAt(active: Element | null, document: Document): Selection | null {
  const root = active?.getRootNode() as { readonly getSelection?: () => Selection | null } | undefined;
  return root?.getSelection?.() ?? document.getSelection();
}
