import { describe, expect, it } from 'vitest';
import { findQuantities } from './quantity.ts';
import { writeAmountLike } from './write-amount.ts';

function amountOf(text: string) {
  const [quantity] = findQuantities(text, []);
  if (quantity === undefined) throw new Error(`no quantity in ${text}`);
  return { quantity, text: text.slice(quantity.start, quantity.end) };
}

describe('an amount of the source, written the way of the passage', () => {
  it.each<[passage: string, source: string, written: string]>([
    ['£9,841.12', '£9,441.12', '£9,441.12'],
    ['$4,520', 'USD 4250.00', '$4,250'],
    ['$4.5 million', '$4,200,000', '$4.2 million'],
    ['€1.250,00', '€1.350,00', '€1.350,00'],
    ['$20', '$19.99', '$19.99'],
    ['60', '30', '30'],
    ['12%', '15 percent', '15%'],
    ['3rd', '2nd', '2nd'],
    ['three', '4', 'four'],
    ['Three', '12', 'Twelve'],
    ['two', '25', '25'],
    ['$5 million', '$1,800,000,000', '$1,800,000,000'],
  ])('%s for %s becomes %s', (passage, source, written) => {
    expect(writeAmountLike(amountOf(passage), amountOf(source))).toBe(written);
  });
});
