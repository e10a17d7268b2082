import { describe, expect, it } from 'vitest';
import { isSupportedDate, readSourceDates, writeDateLike } from './date-match.ts';
import { type DateMention, findDateMentions } from './date-mention.ts';
import { findQuantities } from './quantity.ts';

function dateIn(text: string, dayFirst = true): DateMention {
  const [found] = findDateMentions(text, dayFirst);
  if (found === undefined) throw new Error(`no date in ${text}`);
  return found;
}

describe('writeDateLike', () => {
  it.each<[passage: string, source: string, written: string]>([
    ['13 March 2026', '3 March 2026', '3 March 2026'],
    ['March 13th, 2026', '3 March 2026', 'March 3rd, 2026'],
    ['Mar. 13', '3 March', 'Mar. 3'],
    ['03/13/2026', '3 April 2026', '04/03/2026'],
    ['2026-03-13', '3 April 2026', '2026-04-03'],
    ['Monday, 13 March', 'Tuesday, 14 March', 'Tuesday, 14 March'],
    ['13th of March', '2 April', '2nd of April'],
    ['22 May', '11 May', '11 May'],
    ['Friday', 'Monday', 'Monday'],
  ])('%s for %s becomes %s', (passage, source, written) => {
    const date = dateIn(passage, false);
    expect(writeDateLike(passage.slice(date.start, date.end), date, dateIn(source))).toBe(written);
  });

  it('writes a date for one that cannot be', () => {
    const date = { start: 0, end: 16, day: 31, month: 4, year: 2026 };
    expect(writeDateLike('April 31st, 2026', date, dateIn('17 April 2026'))).toBe('April 17th, 2026');
  });
});

describe('isSupportedDate', () => {
  const text =
    'The order of 3 March 2026 left on Friday. It arrives two weeks later. The contract of 2019/20 ended in June.';
  const source = readSourceDates(text, findQuantities(text, []), true);

  it.each<[date: string, isSupported: boolean]>([
    ['3 March 2026', true],
    ['March 2026', true],
    ['3 March', true],
    ['Tuesday, 3 March 2026', true],
    ['4 March 2026', false],
    ['17 March 2026', true],
    ['in 2019', true],
    ['in 2020', true],
    ['in 2021', false],
    ['on Friday', true],
    ['on Monday', false],
    ['in June', true],
    ['in July', false],
    ['the 2010s', true],
    ['the 1980s', false],
  ])('%s: %s', (date, isSupported) => {
    expect(isSupportedDate(dateIn(date), source)).toBe(isSupported);
  });
});
