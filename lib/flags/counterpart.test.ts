import { describe, expect, it } from 'vitest';
import type { Span } from '../core/span.ts';
import { agreement, bestCounterpart, candidatesFor, contextOf, toAligner } from './counterpart.ts';
import { findQuantities } from './quantity.ts';

function spanOf(text: string, quote: string): Span {
  const start = text.indexOf(quote);
  return { start, end: start + quote.length };
}

const record = [
  'Account record',
  'Order total: £9,441.12',
  'Deposit paid: £2,360.28',
  'Balance: £7,080.84',
  'Invoice date: £18.03',
  'Payment due: £17.04',
].join('\n');

function meantBy(text: string, quote: string, source = record) {
  const found = bestCounterpart({
    claim: contextOf(toAligner(text), spanOf(text, quote)),
    candidates: findQuantities(source, []),
    source: toAligner(source),
    keyOf: (quantity) => String(quantity.values[0]),
    isTaken: () => false,
  });
  return found === undefined
    ? undefined
    : { quote: source.slice(found.item.start, found.item.end), isClear: found.isClear };
}

describe('the counterpart of an amount', () => {
  it.each<[why: string, text: string, quote: string, meant: string, isClear: boolean]>([
    ['key before it', 'With your discount the order total comes to £9,841.12.', '£9,841.12', '£9,441.12', true],
    ['key behind it', 'You paid £2,300.28 as the deposit in March.', '£2,300.28', '£2,360.28', true],
    ['one of two words of the key, right before it', 'It is due by £31.04 on the invoice.', '£31.04', '£17.04', true],
    ['a key of one word', 'The balance is £7,000.00.', '£7,000.00', '£7,080.84', true],
    ['no word of any key', 'A gift of £50.00 is on its way.', '£50.00', '£9,441.12', false],
  ])('%s', (_, text, quote, meant, isClear) => {
    expect(meantBy(text, quote)).toEqual({ quote: meant, isClear });
  });

  it('is not clear between two places that agree as well', () => {
    const source = 'The shop in Leeds sold 40 packs.\nThe shop in Leeds sold 45 packs.';
    expect(meantBy('The shop in Leeds sold 50 packs.', '50', source)).toMatchObject({ isClear: false });
  });

  it('is one candidate where the source says a value twice', () => {
    const source = 'The shop in Leeds sold 40 packs.\nThe shop in Leeds sold 40 packs.';
    expect(meantBy('The shop in Leeds sold 50 packs.', '50', source)).toEqual({ quote: '40', isClear: true });
  });

  it('is none without candidates', () => {
    expect(meantBy('The order total is £5.', '£5', 'There are no amounts in here.')).toBeUndefined();
  });
});

describe('agreement', () => {
  it('is full for the same words and zero for none in common', () => {
    const aligner = toAligner('The customer bought 3 packs.\nNobody knows 7 reasons.');
    const [first, second] = [
      { start: 20, end: 21 },
      { start: 42, end: 43 },
    ].map((span) => contextOf(aligner, span));
    if (first === undefined || second === undefined) throw new Error('two contexts are expected');
    expect(agreement(first, first, aligner.weightOf)).toEqual({ score: 1, sharesNoun: true });
    expect(agreement(first, second, aligner.weightOf)).toEqual({ score: 0, sharesNoun: false });
  });
});

describe('candidatesFor', () => {
  it.each<[claim: string, source: string, candidates: readonly string[]]>([
    ['60 days', '30 days, 2 weeks, 3 years, £30, 30', ['30', '2']],
    ['£60', '£30, $30, 30 days, 30', ['£30']],
    ['5%', '4%, 4, 4 days', ['4%']],
  ])('for %s in "%s"', (claim, source, candidates) => {
    const [quantity] = findQuantities(claim, []);
    if (quantity === undefined) throw new Error(`no quantity in ${claim}`);
    const found = candidatesFor(quantity, findQuantities(source, []));
    expect(found.map(({ start, end }) => source.slice(start, end))).toEqual(candidates);
  });
});
