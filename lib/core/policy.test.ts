import { describe, expect, it } from 'vitest';
import {
  assessRisk,
  defaultPolicy,
  drawSample,
  type Policy,
  policySchema,
  type RiskGrounds,
  type Tier,
} from './policy.ts';
import { hash01 } from './sampling.ts';
import type { Severity } from './severity.ts';

const site = 'https://app.example.com';

function groundsOf(severities: readonly Severity[], rest: Partial<RiskGrounds> = {}): RiskGrounds {
  const openFlags = severities.map((severity) => ({ severity, rule: `rule-${severity}` }));
  return { siteKey: site, openFlags, hasCitation: false, ...rest };
}

describe('assessRisk', () => {
  it.each<[flags: readonly Severity[], citation: boolean, tier: Tier]>([
    [[], false, 'low'],
    [['neutral'], false, 'low'],
    [['minor'], false, 'medium'],
    [['major'], false, 'high'],
    [['critical'], false, 'critical'],
    [[], true, 'medium'],
    [['neutral'], true, 'medium'],
    [['minor'], true, 'medium'],
    [['major'], true, 'high'],
    [['critical'], true, 'critical'],
    [['neutral', 'minor', 'major'], false, 'high'],
    [['critical', 'minor'], false, 'critical'],
  ])('open flags %o and a citation: %s make %s', (flags, hasCitation, tier) => {
    expect(assessRisk(groundsOf(flags, { hasCitation }), defaultPolicy).tier).toBe(tier);
  });

  const tiers: readonly Tier[] = ['low', 'medium', 'high', 'critical'];
  const severityOf: Record<Tier, readonly Severity[]> = {
    low: [],
    medium: ['minor'],
    high: ['major'],
    critical: ['critical'],
  };
  const pairs = tiers.flatMap((own) => tiers.map((rule) => [own, rule] as const));

  it.each(pairs)('a passage that is %s by itself under a site rule of %s is the higher of the two', (own, rule) => {
    const policy: Policy = { ...defaultPolicy, siteTiers: { [site]: rule, 'https://other.example': 'critical' } };
    const higher = tiers[Math.max(tiers.indexOf(own), tiers.indexOf(rule))];
    expect(assessRisk(groundsOf(severityOf[own]), policy).tier).toBe(higher);
  });

  it('says why: each ground that reaches the tier, and none that does not', () => {
    const policy: Policy = { ...defaultPolicy, siteTiers: { [site]: 'medium' } };
    expect(assessRisk(groundsOf(['minor', 'neutral'], { hasCitation: true }), policy).reasons).toEqual([
      'open minor flag: rule-minor',
      'cites a source',
      'site rule: at least medium',
    ]);
    expect(assessRisk(groundsOf(['major'], { hasCitation: true }), policy).reasons).toEqual([
      'open major flag: rule-major',
    ]);
    expect(assessRisk(groundsOf([]), defaultPolicy).reasons).toEqual(['nothing risky found']);
  });
});

describe('the default policy', () => {
  it('has the published rates', () => {
    expect(policySchema.parse(defaultPolicy)).toEqual(defaultPolicy);
    expect(defaultPolicy.rates).toEqual({ low: 0.1, medium: 0.25, high: 0.75, critical: 1 });
    expect(defaultPolicy.randomStratum).toBe(0.02);
  });

  it.each([-0.1, 1.1, Number.NaN])('would be refused with the rate %d', (rate) => {
    const policy = { ...defaultPolicy, rates: { ...defaultPolicy.rates, low: rate } };
    expect(policySchema.safeParse(policy).success).toBe(false);
  });
});

const passages = Array.from({ length: 20_000 }, (_, index) => `passage-${index}`);

/** Four standard deviations of a share of n draws with probability p. */
function fourSigma(p: number, n: number): number {
  return 4 * Math.sqrt((p * (1 - p)) / n);
}

describe('drawSample', () => {
  it.each<[tier: Tier, rate: number]>([
    ['low', 0.1],
    ['medium', 0.25],
    ['high', 0.75],
  ])('selects of %s passages the share %d, 2 % of all at random', async (tier, rate) => {
    const samples = await Promise.all(passages.map((id) => drawSample(id, tier, defaultPolicy)));
    const shareOf = (isCounted: (sample: (typeof samples)[number]) => boolean): number =>
      samples.filter(isCounted).length / samples.length;
    expect(Math.abs(shareOf(({ selected }) => selected) - rate)).toBeLessThan(fourSigma(rate, samples.length));
    expect(Math.abs(shareOf(({ reason }) => reason === 'random') - 0.02)).toBeLessThan(fourSigma(0.02, samples.length));
    expect(new Set(samples.map((sample) => sample.rate))).toEqual(new Set([rate]));
    expect(samples.every(({ selected, reason }) => selected === (reason !== 'sampled-out'))).toBe(true);
  });

  it('draws the same passages at random whatever the tier, so that strata are comparable', async () => {
    const some = passages.slice(0, 3_000);
    const randomOf = async (tier: Tier): Promise<readonly string[]> => {
      const samples = await Promise.all(some.map((id) => drawSample(id, tier, defaultPolicy)));
      return some.filter((_, index) => samples[index]?.reason === 'random');
    };
    const low = await randomOf('low');
    expect(low.length).toBeGreaterThan(0);
    expect(await randomOf('medium')).toEqual(low);
    expect(await randomOf('high')).toEqual(low);
  });

  it('selects in a higher tier all it selects in a lower one', async () => {
    const order: readonly Tier[] = ['low', 'medium', 'high', 'critical'];
    for (const id of passages.slice(0, 2_000)) {
      const samples = await Promise.all(order.map((tier) => drawSample(id, tier, defaultPolicy)));
      const selected = samples.map((sample) => sample.selected);
      expect([...selected].sort((a, b) => Number(a) - Number(b))).toEqual(selected);
    }
  });

  it('takes a critical passage always, and says that it was no choice', async () => {
    const samples = await Promise.all(passages.slice(0, 500).map((id) => drawSample(id, 'critical', defaultPolicy)));
    expect(samples.every(({ selected, rate, reason }) => selected && rate === 1 && reason === 'mandatory')).toBe(true);
  });

  it('does not roll again for a new version of the policy', async () => {
    const next: Policy = { ...defaultPolicy, version: '2.0.0', siteTiers: { [site]: 'high' } };
    for (const id of passages.slice(0, 300)) {
      expect(await drawSample(id, 'medium', next)).toEqual(await drawSample(id, 'medium', defaultPolicy));
    }
  });

  it('rolls again under another policy', async () => {
    const other: Policy = { ...defaultPolicy, id: 'other' };
    const some = passages.slice(0, 300);
    const draws = await Promise.all(some.map((id) => drawSample(id, 'medium', other)));
    const before = await Promise.all(some.map((id) => drawSample(id, 'medium', defaultPolicy)));
    expect(draws.filter(({ u }, index) => u === before[index]?.u)).toEqual([]);
  });

  it('keeps the random stratum where a tier’s own rate is below it', async () => {
    const policy: Policy = { ...defaultPolicy, rates: { ...defaultPolicy.rates, low: 0 } };
    const samples = await Promise.all(passages.slice(0, 2_000).map((id) => drawSample(id, 'low', policy)));
    expect(samples.some(({ reason }) => reason === 'random')).toBe(true);
    expect(samples.every(({ rate, selected, reason }) => rate === 0.02 && selected === (reason === 'random'))).toBe(
      true,
    );
  });

  it('keeps the draw that decided', async () => {
    for (const passageId of passages.slice(0, 300)) {
      const { u, reason } = await drawSample(passageId, 'medium', defaultPolicy);
      const stratum = reason === 'random' ? 'random' : 'targeted';
      expect(u).toBe(await hash01({ passageId, policyId: 'default', stratum }));
    }
  });
});
