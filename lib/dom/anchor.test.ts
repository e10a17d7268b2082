import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSpan } from './anchor.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
/** A text in which every run of four characters stands once. */
const unique = Array.from({ length: 300 }, (_, n) => `${alphabet[n % 26]}${n};`).join('');

describe('describeSpan', () => {
  it('keeps 32 code units of context on each side where they tell the place', () => {
    const { quote, position } = describeSpan(unique, { start: 500, end: 510 });
    expect(position).toEqual({ start: 500, end: 510 });
    expect(quote.prefix + quote.exact + quote.suffix).toBe(unique.slice(500 - 32, 510 + 32));
  });

  it('grows the context until the place is told, and no further', () => {
    const twin = `${'x'.repeat(50)}word${'y'.repeat(50)}`;
    const text = `1${twin}2${twin}3`;
    const { quote } = describeSpan(text, { start: 51, end: 55 });
    expect(quote.prefix).toBe(`1${'x'.repeat(50)}`);
    expect(quote.suffix.length).toBeLessThanOrEqual(56);
  });

  it('stops at 64 code units in a text that repeats itself', () => {
    const { quote } = describeSpan('ab'.repeat(500), { start: 500, end: 502 });
    expect([quote.prefix.length, quote.suffix.length]).toEqual([64, 64]);
  });

  it.each<[name: string, start: number, end: number, prefix: string, suffix: string]>([
    ['has no prefix at the start', 0, 3, '', ' two'],
    ['has no suffix at the end', 4, 7, 'one ', ''],
    ['describes a place between characters', 3, 3, 'one', ' two'],
  ])('%s', (...[, start, end, prefix, suffix]) => {
    const { quote } = describeSpan('one two', { start, end });
    expect(quote).toEqual({ exact: 'one two'.slice(start, end), prefix, suffix });
  });

  it('does not cut a surrogate pair at the far end of its context', () => {
    const text = `${'a'.repeat(9)}${'😀'.repeat(40)}`;
    fc.assert(
      fc.property(fc.nat(30), (pair) => {
        const start = 9 + 2 * pair;
        const { prefix, suffix } = describeSpan(text, { start, end: start + 2 }).quote;
        expect(prefix.isWellFormed() && suffix.isWellFormed()).toBe(true);
      }),
    );
  });

  it.each([
    [-1, 2],
    [2, 1],
    [0, 8],
  ])('refuses [%i, %i) of a text of seven', (start, end) => {
    expect(() => describeSpan('one two', { start, end })).toThrow(RangeError);
  });
});
