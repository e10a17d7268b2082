import type { Severity } from '../core/severity.ts';
import type { Span } from '../core/span.ts';
import type { MarkState } from './highlight-style.ts';
import { rangeOf } from './text-position.ts';
import type { TextField, TextView } from './text-view.ts';
import { isElement, isShadowRoot } from './text-walk.ts';

/** Characters of a text control's value, half-open in UTF-16 code units. */
export type FieldRange = Span & { readonly field: TextField };

/** What a mark covers: nodes of the page, or part of a text control's value. */
export type MarkRange = Range | FieldRange;

/** One flag as it is painted. The id is handed back by the hit test and should be unique over all keys. */
export type Mark = {
  readonly id: string;
  readonly range: MarkRange;
  readonly severity: Severity;
  readonly state: MarkState;
};

/** A range a highlight can hold that is bound to a text control's value and follows what is typed into it. */
type ValueRange = AbstractRange & {
  readonly getClientRects: () => DOMRectList;
  readonly disconnect?: () => void;
};

/** A range that is ready to be registered, with what can be measured of it. */
export type PaintedRange = {
  readonly range: AbstractRange;
  /** The element whose box tells whether the range may be near the viewport. */
  readonly element: Element;
  readonly boxes: () => readonly DOMRect[];
  /** Its length in UTF-16 code units. */
  readonly length: () => number;
  readonly release: () => void;
};

/**
 * The range of a view's span for a mark, of whichever kind the view is.
 *
 * @throws RangeError when the span is outside the text.
 */
export function markRangeOf(view: TextView, span: Span): MarkRange {
  if (view.kind === 'dom') return rangeOf(view, span);
  if (span.end > view.text.length) throw new RangeError(`[${span.start}, ${span.end}) leaves the text`);
  return { field: view.root as unknown as TextField, start: span.start, end: span.end };
}

/** Whether what is painted covers exactly the characters of a range now, after whatever was typed since. */
export function covers({ range: painted, element }: PaintedRange, range: MarkRange): boolean {
  if ('field' in range) {
    return element === range.field && painted.startOffset === range.start && painted.endOffset === range.end;
  }
  return (
    painted.startContainer === range.startContainer &&
    painted.startOffset === range.startOffset &&
    painted.endContainer === range.endContainer &&
    painted.endOffset === range.endOffset
  );
}

/**
 * The range as a highlight takes it; `undefined` where there is nothing to paint: nodes that have left the page, an empty
 * range, or a text control in a browser without `createValueRange`.
 */
export function paintedRange(range: MarkRange): PaintedRange | undefined {
  if ('field' in range) return valueRange(range);
  const element = elementOf(range.startContainer);
  if (range.collapsed || element === null || !range.startContainer.isConnected) return undefined;
  const boxes = () => [...range.getClientRects()];
  return { range, element, boxes, length: () => range.toString().length, release: () => undefined };
}

function valueRange({ field, start, end }: FieldRange): PaintedRange | undefined {
  const { createValueRange } = field as { createValueRange?: (start: number, end: number) => ValueRange };
  if (createValueRange === undefined || !field.isConnected || end > field.value.length || start === end) {
    return undefined;
  }
  const range = createValueRange.call(field, start, end);
  const boxes = () => [...range.getClientRects()];
  const length = () => range.endOffset - range.startOffset;
  return { range, element: field, boxes, length, release: () => range.disconnect?.() };
}

function elementOf(node: Node): Element | null {
  if (isElement(node)) return node;
  const parent = node.parentNode;
  return parent !== null && isShadowRoot(parent) ? parent.host : node.parentElement;
}
