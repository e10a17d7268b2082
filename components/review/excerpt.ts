import type { Span } from '../../lib/core/span.ts';
import { headOf, tailOf } from './word-diff.ts';

/** A few words on both sides of a span, and whether more of the same line was left out. */
export type Excerpt = {
  readonly lead: string;
  readonly trail: string;
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
};

/** The words around a span on its own line, at most `width` code units on each side. */
export function excerptAround(text: string, span: Span, width: number): Excerpt {
  const before = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  const lineEnd = text.indexOf('\n', span.end);
  const after = text.slice(span.end, lineEnd === -1 ? text.length : lineEnd);
  const lead = tailOf(before, width);
  const trail = headOf(after, width);
  return { lead, trail, cutBefore: lead.length < before.length, cutAfter: trail.length < after.length };
}
