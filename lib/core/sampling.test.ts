import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draw, hash01 } from './sampling.ts';

describe('hash01', () => {
  it.each<[draw: Draw, value: number]>([
    [
      { passageId: '0192f0c1-0000-7000-8000-000000000001', policyId: 'default', stratum: 'random' },
      0.31451451110240236,
    ],
    [{ passageId: 'p-é-😀', policyId: 'eu-finance', stratum: 'targeted' }, 0.7133709206633105],
  ])('gives the published vector of %o', async (draw, value) => {
    expect(await hash01(draw)).toBe(value);
  });

  it('is in [0, 1), always the same, and another draw in another stratum or policy', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (passageId, policyId) => {
        const draw: Draw = { passageId, policyId, stratum: 'random' };
        const value = await hash01(draw);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(await hash01(draw)).toBe(value);
        expect(await hash01({ ...draw, stratum: 'targeted' })).not.toBe(value);
        expect(await hash01({ ...draw, policyId: `${policyId}2` })).not.toBe(value);
      }),
    );
  });
});
