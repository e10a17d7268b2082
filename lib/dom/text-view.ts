import { type Extent, isElement, maxViewLength, type TextViewOptions, walkText } from './text-walk.ts';

/**
 * The text of a passage as it is read, with a way to the DOM and back. Segment `i` is a run of characters that stand next
 * to each other both in the text, at `[starts[i], ends[i])`, and in `nodes[i]`, from `offsets[i]` on; all in UTF-16 code
 * units. Text offsets in no segment are separators, which have no place in the DOM: `\n` where a block or `<br>` ends a
 * line, `\t` between table cells. A view is a picture of one moment; it does not follow the page.
 *
 * A `field` view is the value of a text control: it has no segments, and its offsets are the field's own.
 */
export type TextView = {
  readonly kind: 'dom' | 'field';
  readonly root: Element | ShadowRoot;
  readonly options: TextViewOptions;
  readonly text: string;
  /** Whether text beyond 1,000,000 code units was left out. */
  readonly truncated: boolean;
  readonly nodes: readonly Text[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly offsets: readonly number[];
  /** Where each node that was read stands among the segments; nodes that were left out have no entry. */
  readonly extents: ReadonlyMap<Node, Extent>;
};

/** A control whose value is read as a `field` view. */
export type TextField = HTMLTextAreaElement | HTMLInputElement;

/**
 * Reads the text under a root in one pass. White space is collapsed about as the browser draws it, except in `pre`, `code`
 * and where the page's style keeps it; scripts, hidden duplicates, speaker labels, buttons and inputs are left out; open
 * shadow roots and slotted nodes are read where they are drawn. Lone surrogates and NUL become U+FFFD, so that the text is
 * as long as what stands in the page and any store can hold it (`docs/contracts.md`, Offsets, JSON, time).
 *
 * A `textarea` or text `input` gives a `field` view of its value; a password's value is never read.
 */
export function createTextView(root: Element | ShadowRoot, options: TextViewOptions = {}): TextView {
  if (isTextField(root)) return fieldView(root, options);
  const walked = walkText(root, options);
  return { kind: 'dom', root, options, ...walked, text: wellFormed(walked.text) };
}

/** The same view made again, of the page as it is now. */
export function refreshView(view: TextView): TextView {
  return createTextView(view.root, view.options);
}

/** Whether a node is a `textarea` or an `input` of any type. */
export function isTextField(node: Node): node is TextField {
  return isElement(node) && (node.localName === 'textarea' || node.localName === 'input');
}

function fieldView(root: TextField, options: TextViewOptions): TextView {
  const value = root.type === 'password' ? '' : root.value;
  const segments = { nodes: [], starts: [], ends: [], offsets: [], extents: new Map() };
  const text = wellFormed(value.slice(0, maxViewLength));
  return { kind: 'field', root, options, text, truncated: value.length > maxViewLength, ...segments };
}

function wellFormed(text: string): string {
  const paired = text.isWellFormed() ? text : text.toWellFormed();
  return paired.includes('\0') ? paired.replaceAll('\0', '\uFFFD') : paired;
}
