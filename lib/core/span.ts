/**
 * A half-open range `[start, end)` in UTF-16 code units of a passage's text. `start === end` is an empty span:
 * a place between two code units, used for insertions.
 */
export type Span = { readonly start: number; readonly end: number };

/** One replacement: the span's text becomes `text`. Offsets speak of the text before the edit. */
export type TextEdit = Span & { readonly text: string };

/**
 * Makes a span.
 *
 * @throws RangeError when the bounds are not integers with `0 <= start <= end`.
 */
export function makeSpan(start: number, end: number): Span {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start) {
    throw new RangeError(`not a span: [${start}, ${end})`);
  }
  return { start, end };
}

/** The text a span covers; a span that reaches past the end covers what is there. */
export function sliceSpan(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/**
 * Whether two spans share at least one code unit. Touching spans do not overlap, and an empty span overlaps only a
 * span it stands strictly inside of.
 */
export function spansOverlap(a: Span, b: Span): boolean {
  if (a.start === a.end) return b.start < a.start && a.start < b.end;
  if (b.start === b.end) return a.start < b.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}

/**
 * Moves a span across an edit of its text. A span before the edit stays, one behind it shifts, and one that the edit
 * touches is gone (`undefined`): a flag on rewritten words would be a label on the wrong words, so it fails closed.
 */
export function mapSpan(span: Span, edit: TextEdit): Span | undefined {
  if (span.end <= edit.start) return span;
  if (span.start < edit.end) return undefined;
  const shift = edit.text.length - (edit.end - edit.start);
  return { start: span.start + shift, end: span.end + shift };
}

/**
 * Applies edits that all speak of the same original text, in any order.
 *
 * @throws RangeError when two edits overlap, or one is no span of the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let from = 0;
  for (const edit of ordered) {
    if (edit.start < from || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit [${edit.start}, ${edit.end}) overlaps another or leaves the text`);
    }
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/**
 * Where a span stands after several edits that all speak of its own text, or `undefined` where one of them touched it.
 */
export function mapSpanThrough(span: Span, edits: readonly TextEdit[]): Span | undefined {
  // From the back, so that each edit's offsets still speak of the text before it.
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce<Span | undefined>((moved, edit) => (moved === undefined ? undefined : mapSpan(moved, edit)), span);
}

/**
 * The one edit that turns a text into another: what differs between their common start and their common end, widened where
 * that would cut a surrogate pair, since many emoji differ in one half and half an emoji can't be stored.
 */
export function diffAsEdit(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (cutsPair(before, start) || cutsPair(after, start)) start -= 1;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (cutsPair(before, before.length - tail) || cutsPair(after, after.length - tail)) tail -= 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function cutsPair(text: string, offset: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}
