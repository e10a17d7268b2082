import type { Span } from '../../core/span.ts';
import { rangeOf, spanOfRange } from '../text-position.ts';
import { isTextField, type TextView } from '../text-view.ts';
import { isShadowRoot } from '../text-walk.ts';

/** Focus and selection as they were, for putting them back. */
export type Remembered = {
  readonly focused: HTMLElement | undefined;
  /** The selection within the view, if it was there. */
  readonly inside: Span | undefined;
  /** The page's selection, if it was elsewhere. */
  readonly outside: Range | undefined;
};

/**
 * The element that has the focus, looked for from the outermost document that may be read, in open shadow roots and in
 * frames; `undefined` when it is nothing or a body that is not an editor.
 */
function focusedElement(document: Document): HTMLElement | undefined {
  let focused = outermost(document).activeElement;
  for (let inner = focusedInside(focused); inner !== null; inner = focusedInside(focused)) focused = inner;
  if (focused === null || (focused.localName === 'body' && !(focused as HTMLElement).isContentEditable))
    return undefined;
  return focused as HTMLElement;
}

function focusedInside(element: Element | null): Element | null {
  if (element?.shadowRoot) return element.shadowRoot.activeElement;
  // The frame's document is null where it is another site's.
  return element?.localName === 'iframe'
    ? ((element as HTMLIFrameElement).contentDocument?.activeElement ?? null)
    : null;
}

function outermost(document: Document): Document {
  const frame = document.defaultView?.frameElement;
  return frame ? outermost(frame.ownerDocument) : document;
}

/** Selects a span of a view's text in the focused element. */
export function selectSpan(view: TextView, span: Span): void {
  if (isTextField(view.root)) {
    view.root.setSelectionRange(span.start, span.end);
    return;
  }
  const { startContainer, startOffset, endContainer, endOffset } = rangeOf(view, span);
  view.root.ownerDocument.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}

/** The selected span of a view's text; `undefined` when the selection is elsewhere. */
export function selectedSpan(view: TextView): Span | undefined {
  if (isTextField(view.root)) {
    const { selectionStart, selectionEnd } = view.root;
    return selectionStart === null || selectionEnd === null ? undefined : { start: selectionStart, end: selectionEnd };
  }
  const range = selectedRange(view.root);
  return range === undefined ? undefined : spanOfRange(view, range);
}

/** Notes focus and selection before an edit moves them. */
export function remember(view: TextView): Remembered {
  const { ownerDocument } = view.root;
  const inside = selectedSpan(view);
  const selection = ownerDocument.getSelection();
  const outside =
    inside === undefined && selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  return { focused: focusedElement(ownerDocument), inside, outside: outside?.cloneRange() };
}

/** Puts focus and selection back where they were; `caret` is where the remembered selection stands now. */
export function restore(view: TextView, { focused, outside }: Remembered, caret: Span | undefined): void {
  if (caret !== undefined && caret.end <= view.text.length) selectSpan(view, caret);
  const { ownerDocument } = view.root;
  if (outside?.startContainer.isConnected && outside.startContainer.ownerDocument === ownerDocument) {
    ownerDocument.getSelection()?.setBaseAndExtent(...pointsOf(outside));
  }
  const now = focusedElement(ownerDocument);
  if (focused === undefined) now?.blur();
  else if (focused !== now && focused.isConnected) focused.focus({ preventScroll: true });
}

function pointsOf(range: Range): [Node, number, Node, number] {
  return [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
}

/** The page's selection, seen from inside the shadow trees that hold a node. */
function selectedRange(root: Node): AbstractRange | undefined {
  const selection = root.ownerDocument?.getSelection();
  if (selection === null || selection === undefined || selection.rangeCount === 0) return undefined;
  const shadowRoots: ShadowRoot[] = [];
  for (let tree = root.getRootNode(); isShadowRoot(tree); tree = tree.host.getRootNode()) shadowRoots.push(tree);
  if (shadowRoots.length === 0 || !('getComposedRanges' in selection)) return selection.getRangeAt(0);
  return selection.getComposedRanges({ shadowRoots })[0];
}
