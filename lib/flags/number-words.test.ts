import { describe, expect, it } from 'vitest';
import { findNumberWords } from './number-words.ts';

describe('findNumberWords', () => {
  it.each<[text: string, values: readonly number[]]>([
    ['twenty-five', [25]],
    ['Seventy nine people', [79]],
    ['two three', [2, 3]],
    ['forty ten', [40, 10]],
    ['one hundred and four', [104]],
    ['two million', [2_000_000]],
    ['six hundred thousand', [600_000]],
    ['two million three hundred thousand', [2_300_000]],
    ['a hundred', [100]],
    ['half a million', [500_000]],
    ['salt and five', [5]],
    ['someone often attends', []],
    ['the billion-dollar club', []],
  ])('reads %s', (text, values) => {
    expect(findNumberWords(text).map(({ value }) => value)).toEqual(values);
  });
});
