import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihoodOf } from './likelihood.ts';
import { type Signal, signalKindSchema, signalSchema } from './passage.ts';

const signal = (weight: number): Signal => ({ kind: 'role-mark', detail: 'seen', weight });
const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { maxLength: 6 });

describe('likelihoodOf', () => {
  it.each<[weights: readonly number[], likelihood: number]>([
    [[], 0],
    [[0.9], 0.9],
    [[0.9, 0.8], 0.98],
    [[0.5, 0.5, 0.5], 0.875],
    [[1, 0.1], 1],
  ])('of the weights %o is %d', (all, likelihood) => {
    expect(likelihoodOf(all.map(signal))).toBeCloseTo(likelihood, 12);
  });

  it('is in [0, 1], grows with every signal, and does not depend on their order', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, more) => {
        const likelihood = likelihoodOf(all.map(signal));
        expect(likelihood >= 0 && likelihood <= 1).toBe(true);
        expect(likelihoodOf([...all, more].map(signal))).toBeGreaterThanOrEqual(likelihood);
        expect(likelihoodOf([...all].reverse().map(signal))).toBeCloseTo(likelihood, 12);
      }),
    );
  });
});

describe('signals', () => {
  it('are of four kinds, and style is none of them', () => {
    expect(signalKindSchema.options).toEqual(['reviewer', 'adapter', 'role-mark', 'disclosure']);
  });

  it.each([0, -0.1, 1.1, Number.NaN])('may not weigh %d', (weight) => {
    expect(signalSchema.safeParse(signal(weight)).success).toBe(false);
  });
});
