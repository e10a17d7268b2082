import { type Span, sliceSpan, type TextEdit } from '../../core/span.ts';
import { domPosition } from '../text-position.ts';
import type { TextView } from '../text-view.ts';

/**
 * The edit that is really made for a replacement. A deletion or an insertion takes a neighbouring word of its line along
 * and writes it again: editors disagree about empty text and about empty selections, but all of them can replace words
 * (measured). The neighbour is one that keeps its formatting where there is one.
 */
export function widenEdit(view: TextView, span: Span, text: string): TextEdit {
  if (text !== '' && span.start !== span.end) return { ...span, text };
  const line = lineAround(view.text, span);
  const before = /\S+[^\S\n]*$/.exec(sliceSpan(view.text, { start: line.start, end: span.start }))?.[0] ?? '';
  const behind = /^[^\S\n]*\S+/.exec(sliceSpan(view.text, { start: span.end, end: line.end }))?.[0] ?? '';
  const right = { start: span.start, end: span.end + behind.length, text: text + behind };
  const left = { start: span.start - before.length, end: span.end, text: before + text };
  if (behind === '') return before === '' ? { ...span, text } : left;
  return before === '' || isOneNode(view, right) ? right : left;
}

function lineAround(text: string, { start, end }: Span): Span {
  const [first, last] = [/[^\n\t]*$/.exec(text.slice(0, start)), /^[^\n\t]*/.exec(text.slice(end))];
  return { start: start - (first?.[0].length ?? 0), end: end + (last?.[0].length ?? 0) };
}

/** The replacement takes the formatting of the place where it starts. */
function isOneNode(view: TextView, { start, end }: Span): boolean {
  return domPosition(view, start, 'forward').node === domPosition(view, end, 'backward').node;
}
