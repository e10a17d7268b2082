import { describe, expect, it } from 'vitest';
import { toRuleInput } from '../rule-input.ts';
import { date } from './date.ts';
import { flagsIn, quotesIn } from './flags-in.ts';

describe('date finds one that cannot be', () => {
  it.each<[text: string, quote: string]>([
    ['It is due on 30 February 2023.', '30 February 2023'],
    ['It is due on February 30th.', 'February 30th'],
    ['It is due on February 29, 2023.', 'February 29, 2023'],
    ['It is due by the 31st of June.', '31st of June'],
    ['It is due by April 31, at noon.', 'April 31'],
    ['It is due on 2023-02-30.', '2023-02-30'],
    ['It is due on 2024-13-01.', '2024-13-01'],
    ['It is due on 31/02/2024.', '31/02/2024'],
    ['It is due on Tuesday, March 6, 2024.', 'Tuesday'],
    ['It is due on Wed 5 Mar 2024.', 'Wed'],
    ['It is due on March 6, 2024 (Tuesday).', 'Tuesday'],
  ])('%s', (text, quote) => {
    const flags = flagsIn(date, text);
    expect(flags.map((flag) => [flag.quote, flag.category, flag.severity])).toEqual([
      [quote, 'fact.incorrect', 'major'],
    ]);
  });

  it.each<[text: string, right: string]>([
    ['It is due on Tuesday, March 6, 2024.', 'Wednesday'],
    ['It is due on Wed 5 Mar 2024.', 'Tue'],
  ])('%s → %s', (text, right) => {
    expect(flagsIn(date, text)[0]?.suggestions).toEqual([right]);
  });
});

describe('date passes over', () => {
  it.each<[why: string, text: string]>([
    ['good dates', 'It is due on Tuesday, March 5, 2024, or Feb 29, 2024, or 2024-02-29.'],
    ['29 February without a year', 'It is due on 29 February.'],
    ['either order of day and month', 'It is due on 13/05/2024 or 05/13/2024.'],
    ['a count behind a month', 'In April 31 people came to the office.'],
    ['a date that is said not to be', 'There is no February 30 in the calendar.'],
    ['a Julian leap day', 'He was born on 29 February 1700.'],
    ['a weekday before the calendars agreed', 'It was on Monday, 14 July 1789.'],
    ['code', 'Use `2023-02-30` as the test of it.'],
  ])('%s', (_, text) => {
    expect(quotesIn(date, text)).toEqual([]);
  });
});

const filler =
  'The letter was written by the office of the company and sent to the customer, who had asked for a copy of it by mail, and ' +
  'the office has kept another copy of the letter in its own files, as the rules of the company say it should.';
const beside = (source: string, text: string) => ({
  source: `${source} ${filler}`,
  text: `The office of the company wrote the customer a letter. ${text}`,
});

describe('date accepts what the source says or yields', () => {
  it.each<[why: string, source: string, text: string]>([
    ['the same day in another format', 'It was sent on 2023-02-23.', 'It was sent on February 23, 2023.'],
    ['less of it', 'It was sent on February 23, 2023.', 'It was sent in February 2023, in 2023.'],
    ['its weekday', 'It was sent on February 23, 2023.', 'It was sent on a Thursday.'],
    ['its year from elsewhere', 'Notes of 2023. It was sent on Feb 23.', 'It was sent on 23 February 2023.'],
    ['a decade', 'It was founded in 1994.', 'It was founded in the 1990s.'],
    ['a stretch of time after a date', 'It was sent on March 3 and paid two weeks later.', 'It was paid on March 17.'],
    ['years after a year', 'It began in 1998 and ended three years later.', 'It ended in 2001.'],
    [
      'a weekday of its own, where the source names no day',
      'It was sent at the weekend.',
      'It was sent on a Saturday.',
    ],
    ['a short year', "It was the class of '98.", 'It was in 1998.'],
  ])('%s', (_, source, text) => {
    expect(quotesIn(date, beside(source, text))).toEqual([]);
  });
});

describe('date flags one that is not in the source', () => {
  it.each<[why: string, source: string, text: string, quote: string, suggestion: string]>([
    [
      'another day',
      'It was sent on February 23, 2023.',
      'It was sent on February 24, 2023.',
      'February 24, 2023',
      'February 23, 2023',
    ],
    [
      'another month, its own order kept',
      'It was sent on February 23, 2023.',
      'It was sent on 23 March 2023.',
      '23 March 2023',
      '23 February 2023',
    ],
    [
      'another day with an ordinal',
      'It was sent on August 31, 2022.',
      'It was sent on August 30th, 2022.',
      'August 30th, 2022',
      'August 31st, 2022',
    ],
    [
      'figures, as ISO writes them',
      'It was sent on 31 August 2022.',
      'It was sent on 2022-08-30.',
      '2022-08-30',
      '2022-08-31',
    ],
    ['another weekday', 'It was sent on Thursday by mail.', 'It was sent on Friday by mail.', 'Friday', 'Thursday'],
    ['another year', 'It was founded in 1994 by Ann.', 'It was founded in 1984 by Ann.', '1984', '1994'],
  ])('%s', (_, source, text, quote, suggestion) => {
    const input = beside(source, text);
    const flags = flagsIn(date, input);
    expect(flags.map((flag) => [flag.quote, flag.suggestions])).toEqual([[quote, [suggestion]]]);
    const [flag] = flags;
    expect(input.source.slice(flag?.evidence?.start, flag?.evidence?.end)).toBe(flag?.evidence?.quote);
  });
});

describe('date', () => {
  it('says which part of its work it could not do without a source', () => {
    const outcome = date.run(toRuleInput({ text: 'It is due on 30 February.' }));
    expect(outcome).toMatchObject({
      kind: 'flags',
      flags: [{ quote: '30 February' }],
      notChecked: expect.stringContaining('no source'),
    });
  });

  it('abstains in another language', () => {
    const outcome = date.run(toRuleInput({ text: 'Es ist am 30. Februar fällig.', lang: 'de-CH' }));
    expect(outcome).toMatchObject({ kind: 'abstained', reason: expect.stringContaining('English only') });
  });
});
