import { type Span, spansOverlap } from '../core/span.ts';

// A fence may be indented by a list it stands in, so any indentation opens and closes one; an unclosed fence runs to the end.
const fenceLine = /^[ \t>]{0,40}(`{3,}|~{3,})/;
const inlineCode = /(`{1,2})(?!`)([^`\n]{1,400})\1(?!`)/g;

/**
 * Code in a Markdown text: fenced blocks with their fences, and inline code with its backticks, ordered and disjoint.
 * Indented blocks do not count: in chat output they are list paragraphs far more often than code.
 */
export function findCodeSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let proseStart = 0;
  let open: { readonly start: number; readonly mark: string } | undefined;
  for (const line of linesOf(text)) {
    const mark = fenceLine.exec(text.slice(line.start, Math.min(line.end, line.start + 60)))?.[1];
    if (mark === undefined) continue;
    if (open === undefined) {
      spans.push(...findInlineCode(text, { start: proseStart, end: line.start }));
      open = { start: line.start, mark };
    } else if (mark.startsWith(open.mark)) {
      spans.push({ start: open.start, end: line.end });
      proseStart = line.end;
      open = undefined;
    }
  }
  if (open === undefined) spans.push(...findInlineCode(text, { start: proseStart, end: text.length }));
  else spans.push({ start: open.start, end: text.length });
  return spans;
}

function findInlineCode(text: string, within: Span): Span[] {
  return [...text.slice(within.start, within.end).matchAll(inlineCode)].map((match) => ({
    start: within.start + match.index,
    end: within.start + match.index + match[0].length,
  }));
}

const webAddress = /\b(?:https?:\/\/|www\.)[^\s<>"'`\])}]{1,2000}/gi;

/** Web addresses (`http`, `https`, or `www.`) in a text, without the punctuation that ends a sentence behind them. */
export function findUrlSpans(text: string): readonly Span[] {
  return [...text.matchAll(webAddress)].map((match) => ({
    start: match.index,
    end: match.index + match[0].replace(/[.,;:!?*_]{1,20}$/, '').length,
  }));
}

/** The lines of a text as spans without their line breaks. */
export function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lines.push({ start, end });
    start = end + 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** Whether a span overlaps one of `spans`, which must be ordered and disjoint. Logarithmic in their number. */
export function overlapsAny(spans: readonly Span[], span: Span): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const candidate = spans[low];
  return candidate !== undefined && spansOverlap(candidate, span);
}
