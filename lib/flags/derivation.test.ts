import { describe, expect, it } from 'vitest';
import { type DerivationCue, isDerivable } from './derivation.ts';
import { findQuantities, type Quantity } from './quantity.ts';

function claimOf(text: string): Quantity {
  const [claim] = findQuantities(text, []);
  if (claim === undefined) throw new Error(`no quantity in ${text}`);
  return claim;
}

describe('a number that can be worked out from those of the source', () => {
  it.each<[how: string, claim: string, source: string, cue: DerivationCue]>([
    ['a sum of two', '$30', '$10 and $20', 'worded'],
    ['a sum of several in a row', '$60', '$10, $20 and $30', 'worded'],
    ['a difference', '$8', '$20 and $12', 'worded'],
    ['a share', '50%', '10 of 20 people', 'worded'],
    ['a change in percent', '25%', 'from $100 to $125', 'worded'],
    ['what is left of a hundred percent', '70%', '30% said no', 'worded'],
    ['a stretch between clock times', '8 hours', 'from 9 am to 5 pm', 'worded'],
    ['how many times as much', '3 times', '$30 and $10', 'worded'],
    ['a telling sum, though nothing says that it is one', '$174.50', '$168.00 and $6.50', 'silent'],
  ])('%s', (_, claim, source, cue) => {
    expect(isDerivable(claimOf(claim), findQuantities(source, []), { years: [], cue })).toBe(true);
  });

  it('a span between years', () => {
    expect(isDerivable(claimOf('10 years'), [], { years: [1990, 2000], cue: 'worded' })).toBe(true);
  });

  it.each<[why: string, claim: string, source: string, cue: DerivationCue]>([
    ['it is near but not it', '$31', '$10 and $20', 'worded'],
    ['a round sum where nothing says that it is one', '$30', '$10 and $20', 'silent'],
    ['the units do not go together', '5 km', '2 km and 3 kg', 'worded'],
    ['a number that names something', 'order 30', 'order 10 and order 20', 'worded'],
    ['a place in a row', '3rd', '1st and 2nd', 'worded'],
    ['bare numbers far apart', '30', `10 apples ${'and nothing else '.repeat(30)} 20 pears`, 'worded'],
  ])('not: %s', (_, claim, source, cue) => {
    expect(isDerivable(claimOf(claim), findQuantities(source, []), { years: [], cue })).toBe(false);
  });
});
