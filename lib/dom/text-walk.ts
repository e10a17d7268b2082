import { preservesSpace, ruleOf } from './element-rules.ts';

/** The longest text a view holds, in UTF-16 code units; a page is read up to here and the view says `truncated`. */
export const maxViewLength = 1_000_000;

/** How a view is made. */
export type TextViewOptions = {
  /** Elements whose text is not part of the view besides the built-in ones: our own host, a site's own furniture. */
  readonly exclude?: (element: Element) => boolean;
  /**
   * The shadow root of an element. The default reads open roots; an extension may pass `chrome.dom.openOrClosedShadowRoot`.
   */
  readonly shadowRootOf?: (element: Element) => ShadowRoot | null;
};

/** Segments `[first, last)` of a view that stand inside a node. */
export type Extent = { readonly first: number; readonly last: number };

/** What one pass over a tree gives; see `TextView` for the meaning of each field. */
export type WalkedText = {
  readonly text: string;
  readonly truncated: boolean;
  readonly nodes: readonly Text[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly offsets: readonly number[];
  readonly extents: ReadonlyMap<Node, Extent>;
};

type Walk = {
  readonly options: TextViewOptions;
  readonly nodes: Text[];
  readonly starts: number[];
  readonly ends: number[];
  readonly offsets: number[];
  readonly extents: Map<Node, Extent>;
  readonly chunks: string[];
  /** Whether an element's style keeps white space, where that was asked. */
  readonly keeping: Map<Element, boolean>;
  length: number;
  /** Separators to write before the next character; those at the end of the text are never written. */
  newlines: number;
  tabs: number;
  /** Whether the next character starts a line or a cell, where white space is not drawn. */
  atLineStart: boolean;
  /** Whether the last character is a space that goes when the line ends and swallows the white space that follows. */
  openSpace: boolean;
  /** Cells met in the current row. */
  cells: number;
  full: boolean;
};

/** Characters `[from, to)` of a text node; `kept` when their white space stands in the text as it is. */
type Piece = { readonly from: number; readonly to: number; readonly kept: boolean };

/** Reads the text under a root in one pass, in the order it is drawn. */
export function walkText(root: Element | ShadowRoot, options: TextViewOptions): WalkedText {
  const walk = startWalk(options);
  visitInside(walk, root, isElement(root) && preservesSpace(root));
  trimSpace(walk);
  const { nodes, starts, ends, offsets, extents, chunks, full } = walk;
  return { text: chunks.join(''), truncated: full, nodes, starts, ends, offsets, extents };
}

/** Whether a node is an element, of any document. */
export function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

/** Whether a node is a shadow root, of any document. */
export function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node;
}

function startWalk(options: TextViewOptions): Walk {
  const segments = { nodes: [], starts: [], ends: [], offsets: [], extents: new Map(), chunks: [] };
  const separators = { newlines: 0, tabs: 0, atLineStart: true, openSpace: false, cells: 0 };
  return { options, keeping: new Map(), ...segments, ...separators, length: 0, full: false };
}

function visitInside(walk: Walk, parent: Element | ShadowRoot, preserve: boolean): void {
  const first = walk.nodes.length;
  const drawn = isElement(parent) ? drawnInstead(walk, parent) : undefined;
  if (drawn !== undefined) {
    for (const node of drawn) visit(walk, node, preserve);
  } else {
    for (let child = parent.firstChild; child !== null && !walk.full; child = child.nextSibling) {
      visit(walk, child, preserve);
    }
  }
  walk.extents.set(parent, { first, last: walk.nodes.length });
}

/** What is drawn in place of an element's children: a host's shadow tree, the nodes assigned to a slot. */
function drawnInstead(walk: Walk, element: Element): readonly Node[] | undefined {
  const { shadowRootOf } = walk.options;
  const shadow = shadowRootOf === undefined ? element.shadowRoot : shadowRootOf(element);
  if (shadow !== null) return [shadow];
  if (element.localName !== 'slot') return undefined;
  const assigned = (element as HTMLSlotElement).assignedNodes();
  return assigned.length > 0 ? assigned : undefined;
}

function visit(walk: Walk, node: Node, preserve: boolean): void {
  if (walk.full) return;
  if (node.nodeType === Node.TEXT_NODE) visitText(walk, node as Text, preserve);
  else if (isElement(node)) visitElement(walk, node, preserve);
  else if (isShadowRoot(node)) visitInside(walk, node, preserve);
}

function visitElement(walk: Walk, element: Element, preserve: boolean): void {
  const rule = ruleOf(element);
  if (rule === 'excluded' || walk.options.exclude?.(element) === true) return;
  const preserveInside = preserve || preservesSpace(element);
  if (rule === 'inline') {
    visitInside(walk, element, preserveInside);
  } else if (rule === 'break') {
    endLine(walk);
    walk.extents.set(element, { first: walk.nodes.length, last: walk.nodes.length });
  } else if (rule === 'cell') {
    visitCell(walk, element, preserveInside);
  } else if (rule === 'row') {
    visitRow(walk, element, preserveInside);
  } else {
    boundary(walk);
    visitInside(walk, element, preserveInside);
    boundary(walk);
  }
}

function visitRow(walk: Walk, element: Element, preserve: boolean): void {
  const { cells } = walk;
  boundary(walk);
  walk.cells = 0;
  visitInside(walk, element, preserve);
  walk.tabs = 0;
  boundary(walk);
  walk.cells = cells;
}

function visitCell(walk: Walk, element: Element, preserve: boolean): void {
  trimSpace(walk);
  const { length, newlines, atLineStart } = walk;
  if (walk.cells > 0) {
    walk.tabs += 1;
    walk.atLineStart = true;
  }
  walk.cells += 1;
  visitInside(walk, element, preserve);
  trimSpace(walk);
  // Blocks inside a cell end its lines, not the row's.
  const isEmpty = walk.length === length;
  walk.newlines = isEmpty ? newlines : 0;
  walk.atLineStart = isEmpty && atLineStart;
}

function visitText(walk: Walk, node: Text, preserve: boolean): void {
  if (node.length === 0) return;
  const first = walk.nodes.length;
  if (preserve || keepsSpace(walk, node)) addKept(walk, node);
  else addCollapsed(walk, node);
  walk.extents.set(node, { first, last: walk.nodes.length });
}

const innerSpace = /\S(?:[ \t\r\f]*\n|[ \t\r\f]{2})\s*\S/;

/**
 * Whether the page's style keeps white space in a text node. Style is asked for only where keeping it would show, a line
 * end or a run of spaces between words: few text nodes of a real page have one, and asking for all of them is what makes
 * overlays slow.
 */
function keepsSpace(walk: Walk, node: Text): boolean {
  const parent = node.parentElement;
  if (parent === null || !innerSpace.test(node.data)) return false;
  const known = walk.keeping.get(parent);
  if (known !== undefined) return known;
  const style = parent.ownerDocument.defaultView?.getComputedStyle(parent).whiteSpace ?? '';
  const keeps = /^(?:pre|break-spaces)/.test(style);
  walk.keeping.set(parent, keeps);
  return keeps;
}

function addKept(walk: Walk, node: Text): void {
  append(walk, node, { from: 0, to: node.length, kept: true });
  walk.openSpace = false;
  walk.atLineStart = node.data.endsWith('\n');
}

function addCollapsed(walk: Walk, node: Text): void {
  const { data } = node;
  let from = 0;
  for (const run of data.matchAll(/[ \t\n\r\f]+/g)) {
    const drawn = run.index > from || !(walk.atLineStart || walk.openSpace) ? 1 : 0;
    if (drawn === run[0].length) continue;
    appendCollapsed(walk, node, { from, to: run.index + drawn, kept: false });
    from = run.index + run[0].length;
  }
  appendCollapsed(walk, node, { from, to: data.length, kept: false });
}

function appendCollapsed(walk: Walk, node: Text, piece: Piece): void {
  if (piece.from === piece.to) return;
  append(walk, node, piece);
  walk.openSpace = /[ \t\n\r\f]/.test(node.data.charAt(piece.to - 1));
  walk.atLineStart = false;
}

function append(walk: Walk, node: Text, { from, to, kept }: Piece): void {
  if (walk.length > 0) {
    walk.chunks.push('\n'.repeat(walk.newlines) + '\t'.repeat(walk.tabs));
    walk.length += walk.newlines + walk.tabs;
  }
  walk.newlines = 0;
  walk.tabs = 0;
  const end = Math.min(to, from + Math.max(0, maxViewLength - walk.length));
  if (end < to) walk.full = true;
  const text = node.data.slice(from, end);
  walk.chunks.push(kept ? text : text.replace(/[\t\n\r\f]/g, ' '));
  walk.nodes.push(node);
  walk.offsets.push(from);
  walk.starts.push(walk.length);
  walk.length += text.length;
  walk.ends.push(walk.length);
}

function endLine(walk: Walk): void {
  trimSpace(walk);
  walk.newlines += 1;
  walk.atLineStart = true;
}

function boundary(walk: Walk): void {
  if (!walk.atLineStart) endLine(walk);
}

/** Takes back a space that turned out to end its line. Its segment stays, if empty: extents count segments by index. */
function trimSpace(walk: Walk): void {
  if (!walk.openSpace) return;
  walk.openSpace = false;
  const last = walk.chunks.length - 1;
  walk.chunks[last] = (walk.chunks[last] ?? '').slice(0, -1);
  walk.length -= 1;
  walk.ends[walk.ends.length - 1] = walk.length;
}
