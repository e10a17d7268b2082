import { editableSelector } from './editors.ts';
import type { Candidate } from './find-passages.ts';

/** Block elements a selection's passage may be; inline ones hold half sentences. */
const blockSelector = 'p, li, td, blockquote, pre, section, article, div, main, body';

/** Shortest selection that is taken for a passage, in code units: less is a slip of the mouse. */
const minimumLength = 3;

/**
 * The passage a reviewer means by selecting text: the smallest block that holds the whole selection. Their word is the
 * evidence, and it is certain. `undefined` without a selection worth the name.
 */
export function selectedPassage(document: Document): Candidate | undefined {
  const start = selectedField(document) ?? selectedNode(document);
  const editor = start?.closest(editableSelector);
  const element = editor ?? start?.closest(blockSelector) ?? start;
  if (element === null || element === undefined) return undefined;
  const root = element.getRootNode();
  return {
    element,
    root: root instanceof ShadowRoot ? root : document,
    signals: [{ kind: 'reviewer', detail: 'you selected this text', weight: 1 }],
    adapter: undefined,
    editable: editor !== null && editor !== undefined,
  };
}

// The words of a text control are in no document selection: that one stands around the control.
function selectedField(document: Document): Element | undefined {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) return undefined;
  const words = field.value.slice(field.selectionStart, field.selectionEnd);
  return words.trim().length < minimumLength ? undefined : field;
}

function selectedNode(document: Document): Element | null | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.toString().trim().length < minimumLength) {
    return undefined;
  }
  const container = selection.getRangeAt(0).commonAncestorContainer;
  return container instanceof Element ? container : container.parentElement;
}
