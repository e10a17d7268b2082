import type { Span } from '../core/span.ts';
import type { TextView } from './text-view.ts';
import { isElement, isShadowRoot } from './text-walk.ts';

/** A place in the DOM: an offset into a text node's characters, an element's children, or a text field's value. */
export type DomPoint = { readonly node: Node; readonly offset: number };

/**
 * To which side a place between two characters belongs when something lies between them (a block's end, white space that is
 * not drawn): `forward` to the character behind it, as a range's start does; `backward` to the one before, as its end does.
 */
export type Bias = 'forward' | 'backward';

/**
 * The text offset of a place in the DOM, by the view's own segments; a place among nodes the view left out takes the
 * nearest offset on the side of `bias`. `undefined` when the place is outside the view's root.
 */
export function textPosition(view: TextView, point: DomPoint, bias: Bias = 'forward'): number | undefined {
  if (view.kind === 'field') {
    return point.node === view.root ? Math.min(point.offset, view.text.length) : undefined;
  }
  const inText = point.node.nodeType === Node.TEXT_NODE ? positionInText(view, point, bias) : undefined;
  if (inText !== undefined) return inText;
  const segment = segmentBehind(view, point);
  if (segment === undefined) return undefined;
  return bias === 'forward' ? startOf(view, segment) : endOf(view, segment - 1);
}

/**
 * The place in the DOM of a text offset, found by binary search. An offset among separators takes the nearest character on
 * the side of `bias`, and the other side where there is none; a view without text gives its root.
 *
 * @throws RangeError when the offset is outside the text.
 */
export function domPosition(view: TextView, offset: number, bias: Bias = 'forward'): DomPoint {
  checkOffset(view, offset);
  if (view.kind === 'field') return { node: view.root, offset };
  const behind = partitionPoint(view.ends, (end) => end <= offset);
  const before = partitionPoint(view.starts, (start) => start < offset) - 1;
  const chosen = bias === 'forward' ? behind : before;
  const segment = view.nodes[chosen] === undefined ? (bias === 'forward' ? before : behind) : chosen;
  return pointIn(view, segment, offset);
}

/**
 * The DOM range of a span. It reaches from the span's first character to its last; separators at its ends are not in it. An
 * empty span gives a collapsed range. Where a span crosses into another shadow tree, which no range can, the range ends
 * with the tree it starts in.
 *
 * @throws RangeError when the span is outside the text.
 * @throws TypeError for a `field` view: its text has no nodes.
 */
export function rangeOf(view: TextView, span: Span): Range {
  if (view.kind === 'field') throw new TypeError('a field view has no DOM ranges');
  checkOffset(view, span.start);
  checkOffset(view, span.end);
  const range = view.root.ownerDocument.createRange();
  const start = span.start === span.end ? caretPoint(view, span.start) : domPosition(view, span.start, 'forward');
  range.setStart(start.node, start.offset);
  range.collapse(true);
  if (span.start === span.end) return range;
  const end = endInTree(view, span.end, start.node.getRootNode());
  // `setEnd` would move the start of a range that covers separators only; such a range stays empty.
  if (end !== undefined && range.comparePoint(end.node, end.offset) > 0) range.setEnd(end.node, end.offset);
  return range;
}

/**
 * The span a DOM range covers, clipped to the view's root. `undefined` when the range lies outside the root, and for a
 * `field` view.
 */
export function spanOfRange(view: TextView, range: AbstractRange): Span | undefined {
  if (view.kind === 'field') return undefined;
  const start = rangeEnd(view, { node: range.startContainer, offset: range.startOffset }, 'forward');
  const end = rangeEnd(view, { node: range.endContainer, offset: range.endOffset }, 'backward');
  if (start === 'outside' && end === 'outside' && !coversRoot(view, range)) return undefined;
  const from = start === 'outside' ? 0 : start;
  const to = end === 'outside' ? view.text.length : end;
  if (range.collapsed) return { start: from, end: from };
  return { start: from, end: Math.max(from, to) };
}

function rangeEnd(view: TextView, point: DomPoint, bias: Bias): number | 'outside' {
  return textPosition(view, point, bias) ?? 'outside';
}

function coversRoot(view: TextView, range: AbstractRange): boolean {
  const live = range.startContainer.ownerDocument?.createRange();
  if (live === undefined || !isElement(view.root)) return false;
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return live.intersectsNode(view.root);
}

/** An offset's own place for a caret: in the segment it touches, the one before it first. */
function caretPoint(view: TextView, offset: number): DomPoint {
  const before = partitionPoint(view.starts, (start) => start < offset) - 1;
  if ((view.ends[before] ?? -1) >= offset) return pointIn(view, before, offset);
  const behind = partitionPoint(view.ends, (end) => end <= offset);
  return pointIn(view, view.starts[behind] === offset || before < 0 ? behind : before, offset);
}

function endInTree(view: TextView, offset: number, tree: Node): DomPoint | undefined {
  for (let segment = partitionPoint(view.starts, (start) => start < offset) - 1; segment >= 0; segment -= 1) {
    if (view.nodes[segment]?.getRootNode() === tree) return pointIn(view, segment, offset);
  }
  return undefined;
}

function pointIn(view: TextView, segment: number, offset: number): DomPoint {
  const node = view.nodes[segment];
  if (node === undefined) return { node: view.root, offset: 0 };
  const inside = Math.min(Math.max(offset, startOf(view, segment)), endOf(view, segment)) - startOf(view, segment);
  return { node, offset: (view.offsets[segment] ?? 0) + inside };
}

function positionInText(view: TextView, { node, offset }: DomPoint, bias: Bias): number | undefined {
  const extent = view.extents.get(node);
  if (extent === undefined || extent.first === extent.last) return undefined;
  for (let segment = extent.first; segment < extent.last; segment += 1) {
    const inside = offset - (view.offsets[segment] ?? 0);
    if (inside < 0) return bias === 'forward' ? startOf(view, segment) : endOf(view, segment - 1);
    if (inside <= endOf(view, segment) - startOf(view, segment)) return startOf(view, segment) + inside;
  }
  return bias === 'forward' ? startOf(view, extent.last) : endOf(view, extent.last - 1);
}

/** The index of the first segment at or behind a place, `undefined` when the place is not inside the view. */
function segmentBehind(view: TextView, { node, offset }: DomPoint): number | undefined {
  const isText = node.nodeType === Node.TEXT_NODE;
  let next: Node | null = isText ? node.nextSibling : (node.childNodes[offset] ?? null);
  let container: Node | null = isText ? node.parentNode : node;
  while (container !== null) {
    for (let sibling = next; sibling !== null; sibling = sibling.nextSibling) {
      const extent = sibling === view.root ? undefined : view.extents.get(sibling);
      if (extent !== undefined) return extent.first;
    }
    const extent = view.extents.get(container);
    if (extent !== undefined) return extent.last;
    next = container.nextSibling;
    container = isShadowRoot(container) ? container.host : container.parentNode;
  }
  return undefined;
}

function startOf(view: TextView, segment: number): number {
  return view.starts[segment] ?? view.text.length;
}

function endOf(view: TextView, segment: number): number {
  return view.ends[segment] ?? 0;
}

function checkOffset(view: TextView, offset: number): void {
  if (!(offset >= 0 && offset <= view.text.length)) throw new RangeError(`offset ${offset} is outside the text`);
}

/** How many items at the front of a list satisfy a condition that holds for a front part of it only. */
function partitionPoint(items: readonly number[], holds: (item: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
