/** Where the keyboard was before our card took it. */
export type HeldFocus = { readonly restore: () => void };

/**
 * Remembers the focused element with its caret or selection, so that Escape leaves the page as it was found. What has left
 * the page meanwhile is not focused again.
 */
export function holdFocus(document: Document): HeldFocus {
  const active = deepActive(document);
  const selection = document.getSelection();
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
