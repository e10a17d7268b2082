import { describe, expect, it } from 'vitest';
import { findQuantities } from './quantity.ts';

const read = (text: string) =>
  findQuantities(text, []).map(({ start, end, unitEnd, unit, values }) => [
    text.slice(start, end),
    text.slice(end, unitEnd),
    unit.dimension,
    values[0],
  ]);

describe('findQuantities', () => {
  it.each<[text: string, amount: string, rest: string, dimension: string, value: number]>([
    ['$4.5 million', '$4.5 million', '', 'currency', 4_500_000],
    ['30%', '30%', '', 'percent', 30],
    ['50 bps', '50 bps', '', 'percent', 0.5],
    ['5 km', '5', ' km', 'length', 5000],
    ['60 days', '60', ' days', 'days', 60],
    ['two weeks', 'two', ' weeks', 'days', 14],
    ['5k', '5k', '', 'none', 5000],
    ['US$20', 'US$20', '', 'currency', 20],
    ['€1.250,00', '€1.250,00', '', 'currency', 1250],
    ['twenty-five', 'twenty-five', '', 'none', 25],
    ['one hundred and four days', 'one hundred and four', ' days', 'days', 104],
    ['3rd', '3rd', '', 'ordinal', 3],
    ['2.5 million dollars', '2.5 million', ' dollars', 'currency', 2_500_000],
    ['half a million', 'million', '', 'none', 500_000],
    ['10.30 a.m.', '10.30 a.m.', '', 'clock', 630],
    ['3x', '3x', '', 'times', 3],
    ['5 °C', '5', ' °C', 'temperature', 5],
  ])('reads %s', (text, amount, rest, dimension, value) => {
    expect(read(text)).toEqual([[amount, rest, dimension, value]]);
  });

  it.each<[text: string, hedge: string]>([
    ['about 500', 'about'],
    ['~500', 'about'],
    ['500 or so', 'about'],
    ['over 400', 'above'],
    ['at least 400', 'above'],
    ['400+', 'above'],
    ['up to 300', 'below'],
    ['nearly 300', 'below'],
  ])('hears that %s is %s it', (text, hedge) => {
    expect(findQuantities(text, [])[0]?.hedge).toBe(hedge);
  });

  it.each(['in 2019', 'COVID-19', 'a 3D print', 'Step 3', 'figure 12', '[2]', '1. Wait', '2 + 2 = 4 of'])(
    'takes nothing, or the operands only, from %s',
    (text) => {
      expect(read(text).filter(([amount]) => !/^2$/.test(String(amount)))).toEqual([]);
    },
  );

  it('leaves excluded spans alone', () => {
    expect(findQuantities('10 and 20 and ten', [{ start: 7, end: 9 }]).map(({ start }) => start)).toEqual([0, 14]);
  });
});
