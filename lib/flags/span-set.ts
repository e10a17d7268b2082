import { type Span, spansOverlap } from '../core/span.ts';

/** Spans that never overlap, kept in order. */
export type SpanSet = {
  /** Takes a span in, unless it overlaps one that is in already; says whether it did. */
  readonly add: (span: Span) => boolean;
  readonly overlaps: (span: Span) => boolean;
};

/** An empty set. Looking up is logarithmic in the number of spans, so that a text full of findings is read in time. */
export function createSpanSet(): SpanSet {
  const spans: Span[] = [];
  const placeOf = (span: Span): number => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.end ?? 0) <= span.start) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const overlapsAt = (place: number, span: Span): boolean => {
    const next = spans[place];
    return next !== undefined && spansOverlap(next, span);
  };
  return {
    overlaps: (span) => overlapsAt(placeOf(span), span),
    add(span) {
      const place = placeOf(span);
      if (overlapsAt(place, span)) return false;
      spans.splice(place, 0, { start: span.start, end: span.end });
      return true;
    },
  };
}
