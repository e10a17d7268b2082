import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneSlipApart } from './one-slip.ts';

describe('two words are one slip apart', () => {
  it.each<[why: string, a: string, b: string]>([
    ['a changed digit', '48213', '48219'],
    ['swapped neighbours', '48213', '48231'],
    ['a missing digit', '48213', '4813'],
    ['a doubled digit', '48213', '482213'],
    ['a digit too many at the end', '48213', '482130'],
  ])('with %s', (_, a, b) => {
    expect([isOneSlipApart(a, b), isOneSlipApart(b, a)]).toEqual([true, true]);
  });

  it.each<[why: string, a: string, b: string]>([
    ['the same', '48213', '48213'],
    ['two changed digits', '48213', '48299'],
    ['a swap over a distance', '48213', '48312'],
    ['two missing digits', '48213', '482'],
    ['a swap of equals and a change', '4811', '4112'],
  ])('but not: %s', (_, a, b) => {
    expect([isOneSlipApart(a, b), isOneSlipApart(b, a)]).toEqual([false, false]);
  });

  it('whichever comes first', () => {
    const digits = fc.string({ unit: fc.constantFrom('1', '2', '3'), maxLength: 8 });
    fc.assert(fc.property(digits, digits, (a, b) => isOneSlipApart(a, b) === isOneSlipApart(b, a)));
  });
});
