import { describe, expect, it } from 'vitest';
import { toRuleInput } from '../rule-input.ts';
import { flagsIn, quotesIn } from './flags-in.ts';
import { numberSource } from './number-source.ts';

const filler =
  'The letter was written by the office of the company and sent to the customer, who had asked for a copy of it by mail in the spring, ' +
  'and the office has kept another copy of the letter in its own files since then, as the rules of the company say.';

/** A passage and a source that share enough words for the rule to compare them. */
const beside = (source: string, text: string) => ({
  source: `${source}\n${filler}`,
  text: `The office of the company wrote the customer a letter. ${text}`,
});

describe('number-source accepts', () => {
  it.each<[why: string, source: string, text: string]>([
    ['the same number', 'Revenue was $4,250.00 in total.', 'Revenue was $4,250.'],
    ['the same with another separator', 'Revenue was 1250000 dollars.', 'Revenue was $1,250,000.'],
    ['a scale word for zeros', 'Revenue was $1,250,000.', 'Revenue was $1.25 million.'],
    ['a suffix for a scale word', 'Revenue was 5 billion dollars.', 'Revenue was $5bn.'],
    ['digits for words', 'It has twenty-five branches.', 'It has 25 branches.'],
    ['words for digits', 'It has 300 branches.', 'It has three hundred branches.'],
    ['percent written out', 'It grew by 12%.', 'It grew by 12 percent.'],
    ['a rounding to fewer decimals', 'It grew by 12.4%.', 'It grew by 12%.'],
    ['a rounding with a scale word', 'Revenue was $14,678,000.', 'Revenue was $14.7 million.'],
    ['round zeros of a large number', 'It has 32,456 members.', 'It has 32,000 members.'],
    ['what is called about', 'It has 487 members.', 'It has about 500 members.'],
    ['what is called over', 'It has 4,250 members.', 'It has over 4,000 members.'],
    ['what is called nearly', 'It has 4,950 members.', 'It has nearly 5,000 members.'],
    ['another unit of time', 'It takes 90 minutes.', 'It takes 1.5 hours.'],
    ['months for years', 'It runs for two years.', 'It runs for 24 months.'],
    ['a named stretch of time', 'It is due every week.', 'It is due in 7 days.'],
    ['a total', 'The parts cost $120 and $35.', 'The parts cost $155 in total.'],
    ['a difference', 'It rose from $4,100 to $4,250.', 'It rose by $150.'],
    ['a percent change', 'It rose from $400 to $500.', 'It rose by 25%.'],
    ['a share', 'Of 400 members, 100 voted.', 'The share was 25% of the total.'],
    ['a sum of a row', 'The days brought 12, 15, 20 and 21 visits.', 'The days brought 68 visits in total.'],
    ['half for fifty percent', 'Half of the members voted.', '50% of the members voted.'],
    ['a span of years', 'It ran from 1998 to 2010.', 'It lasted 12 years.'],
    ['a time of day without am or pm', 'It opens at 7 in the evening.', 'It opens at 7 pm.'],
    ['a small count, which the writer may have made', 'Ann, Bob and Cem signed.', 'Three people signed.'],
    ['a year', 'It opened in 1998.', 'It opened in 1998.'],
    ['digits of a name', 'The virus is COVID-19.', 'COVID-19 and an A4 page, 3D prints.'],
    ['numbers of a list', 'The parts are the door and the roof.', '1. the door\n2. the roof\n12. the wall'],
    ['a European amount', 'Der Betrag: 4.250,00 €', 'The amount was €4,250.'],
    [
      'a share that is called one',
      'The chair was $1,200 of an order of $4,250.',
      'The chair was about 28% of the order.',
    ],
    ['an identifier', 'Order #48213 was sent.', 'Order #48213 was sent.'],
  ])('%s', (_, source, text) => {
    expect(quotesIn(numberSource, beside(source, text))).toEqual([]);
  });

  it('a number the user asked for', () => {
    const input = { ...beside('Revenue was $4,250.', 'Here are 25 names.'), request: 'Give me 25 names.' };
    expect(quotesIn(numberSource, input)).toEqual([]);
  });
});

describe('number-source flags', () => {
  it.each<[why: string, source: string, text: string, quotes: readonly string[]]>([
    ['transposed digits', 'Amount paid: $4,250.00', 'The amount paid was $4,520.', ['$4,520']],
    ['a wrong scale', 'Revenue was $5 million.', 'Revenue was $5 billion.', ['$5 billion']],
    ['a wrong percent', 'Sales grew by 12%.', 'Sales grew by 21%.', ['21%']],
    ['another currency', 'Revenue was £5 million.', 'Revenue was €5 million.', ['€5 million']],
    ['a number of nothing in the source', 'Revenue was good.', 'Revenue was $812,000.', ['$812,000']],
    [
      'more exactness than the source has',
      'It has about 4 million members.',
      'It has 4,012,345 members.',
      ['4,012,345'],
    ],
    ['what is called over, and is not', 'It has 3,950 members.', 'It has over 4,000 members.', ['4,000']],
    ['another unit', 'It runs for 6 months.', 'It runs for 6 years.', ['6 years']],
    ['another time of day', 'It opens at 6:55 PM.', 'It opens at 7:55 PM.', ['7:55 PM']],
    ['business days', 'It takes 5 business days.', 'It takes 7 business days.', ['7']],
    [
      'an identifier with two digits swapped',
      'Order 48213 for Ann. Three chairs.',
      'Your order #48231 of chairs.',
      ['48231'],
    ],
    ['an identifier beside the same words', 'Order #48213 was sent.', 'Order #48299 was sent.', ['48299']],
    [
      'a small count, where the source counts the same',
      'The fire killed seven people.',
      'The fire killed five people.',
      ['five'],
    ],
    ['a number in words', 'The firm hired thirty engineers.', 'The firm hired forty engineers.', ['forty']],
  ])('%s', (_, source, text, quotes) => {
    expect(quotesIn(numberSource, beside(source, text))).toEqual(quotes);
  });

  it('shows what the source says, and writes it the passage’s way', () => {
    const input = beside('Amount paid: $4,250.00', 'The amount paid was $4,520.');
    const [flag] = flagsIn(numberSource, input);
    expect(flag).toMatchObject({
      category: 'fact.incorrect',
      severity: 'major',
      message: 'The source says “$4,250.00”, the passage says “$4,520”.',
      suggestions: ['$4,250'],
    });
    expect(input.source.slice(flag?.evidence?.start, flag?.evidence?.end)).toBe('$4,250.00');
  });

  it('calls a number without a counterpart unsupported, and suggests nothing', () => {
    const [flag] = flagsIn(numberSource, beside('Revenue was good.', 'Revenue was $812,000.'));
    expect(flag).toMatchObject({ category: 'fact.unsupported' });
    expect(flag).not.toHaveProperty('suggestions');
  });

  it('reads records as source, one line per entry', () => {
    const entries: [string, string][] = [
      ['Amount paid', '$4,250.00'],
      ['Note', filler],
    ];
    const [flag] = flagsIn(numberSource, {
      text: 'The office of the company wrote to the customer: the amount paid was $4,520.',
      records: [{ kind: 'pairs', title: 'Invoice', entries }],
    });
    expect(flag).toMatchObject({ quote: '$4,520', suggestions: ['$4,250'] });
    expect(`Invoice\nAmount paid: $4,250.00`.slice(flag?.evidence?.start, flag?.evidence?.end)).toBe('$4,250.00');
  });
});

describe('number-source abstains', () => {
  it.each<[why: string, input: { text: string; source?: string; lang?: string }, reason: RegExp]>([
    ['without a source', { text: 'It cost $5.' }, /no source/],
    ['where the source is too short', { text: 'It cost $5.', source: 'It cost $4.' }, /only 3 words/],
    [
      'where the two speak of different things',
      { text: 'Penguins hatch eggs below frozen cliffs, 42 of them.', source: filler },
      /speak of something else/,
    ],
    ['in another language', { ...beside('$5', 'It cost $6.'), lang: 'de' }, /English only/],
  ])('%s', (_, input, reason) => {
    const outcome = numberSource.run(toRuleInput(input));
    expect(outcome).toMatchObject({ kind: 'abstained', reason: expect.stringMatching(reason) });
  });
});
