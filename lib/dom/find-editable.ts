import { isTextField } from './text-view.ts';
import { isElement, isShadowRoot } from './text-walk.ts';

/** Input types whose value is text that a selection can be set in; a password is not ours to read. */
const textTypes: ReadonlySet<string> = new Set(['text', 'search', 'url', 'tel']);

/** Editors that keep their input element away from the text they draw. */
const drawnEditors = '.monaco-editor';

/**
 * The editable root around a node: a text control, an editing host (the outermost element of an unbroken editable part), or
 * an editor that draws its own text; `undefined` where the node cannot be edited. Walks out of open shadow roots. Whether
 * the root takes input at this moment (read-only, disabled) is not asked.
 */
export function findEditable(node: Node): HTMLElement | undefined {
  let host: HTMLElement | undefined;
  for (let at: Node | null = node; at !== null; at = isShadowRoot(at) ? at.host : at.parentNode) {
    if (!isElement(at)) continue;
    if (isTextField(at)) return at.localName === 'textarea' || textTypes.has(at.type) ? at : undefined;
    if (at.matches(drawnEditors)) return at as HTMLElement;
    const editable = editability(at);
    if (editable === true) host = at as HTMLElement;
    else if (editable === false) return host;
  }
  return host ?? (node.ownerDocument?.designMode === 'on' ? node.ownerDocument.body : undefined);
}

/** What an element says of its own content; `undefined` when it says nothing and takes after its parent. */
function editability(element: Element): boolean | undefined {
  const value = element.getAttribute('contenteditable')?.toLowerCase();
  if (value === undefined || value === 'inherit') return undefined;
  return value === '' || value === 'true' || value === 'plaintext-only';
}
