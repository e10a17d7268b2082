import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, spansOverlap } from '../core/span.ts';
import { createSpanSet } from './span-set.ts';

describe('a span set', () => {
  it('takes spans that touch and refuses one that overlaps', () => {
    const set = createSpanSet();
    expect(set.add({ start: 5, end: 8 })).toBe(true);
    expect(set.add({ start: 8, end: 9 })).toBe(true);
    expect(set.add({ start: 0, end: 5 })).toBe(true);
    expect(set.add({ start: 4, end: 6 })).toBe(false);
    expect(set.overlaps({ start: 9, end: 12 })).toBe(false);
    expect(set.overlaps({ start: 7, end: 12 })).toBe(true);
  });

  it('answers as a list that is searched through does', () => {
    const span = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 8 }))
      .map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const set = createSpanSet();
        const kept: Span[] = [];
        for (const one of spans) {
          const isFree = !kept.some((other) => spansOverlap(other, one));
          expect(set.overlaps(one)).toBe(!isFree);
          expect(set.add(one)).toBe(isFree);
          if (isFree) kept.push(one);
        }
      }),
    );
  });
});
