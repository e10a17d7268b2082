import * as z from 'zod/mini';
import { hash01 } from './sampling.ts';
import { type Severity, severityRank } from './severity.ts';

/** Risk levels from least to most. */
export const tierSchema = z.enum(['low', 'medium', 'high', 'critical']);

/** See {@link tierSchema}. */
export type Tier = z.infer<typeof tierSchema>;

const tiers = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Tier[];

const rate = z.number().check(z.minimum(0), z.maximum(1));

/** Rules from evidence to tier and review rate, in their first form. */
export const policySchema = z.object({
  /** Constant over versions, because sampling is drawn from it. */
  id: z.string(),
  version: z.string(),
  /** The share of each tier's passages that are put before a reviewer. */
  rates: z.object({ low: rate, medium: rate, high: rate, critical: rate }),
  /** The share drawn at random whatever the tier, which keeps estimates unbiased. */
  randomStratum: rate,
  /** Least tier of a site, by site key: a site rule may raise a tier and never lower it. */
  siteTiers: z.record(z.string(), tierSchema),
});

/** See {@link policySchema}. */
export type Policy = z.infer<typeof policySchema>;

/** The policy an install starts with: rates and random stratum of `docs/contracts.md`, Sampling and tier. */
export const defaultPolicy: Policy = {
  id: 'default',
  version: '1.0.0',
  rates: { low: 0.1, medium: 0.25, high: 0.75, critical: 1 },
  randomStratum: 0.02,
  siteTiers: {},
};

/** What a tier is read from. `openFlags` are the flags nobody has dismissed. */
export type RiskGrounds = {
  readonly siteKey: string;
  readonly openFlags: readonly { readonly severity: Severity; readonly rule: string }[];
  /** Whether the passage cites something: a citation can be wrong in ways no rule sees. */
  readonly hasCitation: boolean;
};

/** A tier with the reasons for it, in words for a person. */
export type Risk = { readonly tier: Tier; readonly reasons: readonly string[] };

const tierBySeverity: Record<Severity, Tier> = { neutral: 'low', minor: 'medium', major: 'high', critical: 'critical' };

/** The tier of a passage and why (`docs/contracts.md`, Sampling and tier): the gravest open flag, a citation, or the site's own floor. */
export function assessRisk(grounds: RiskGrounds, policy: Policy): Risk {
  const candidates: { tier: Tier; reason: string }[] = [];
  const gravest = [...grounds.openFlags].sort((a, b) => severityRank(b.severity) - severityRank(a.severity))[0];
  if (gravest !== undefined) {
    candidates.push({
      tier: tierBySeverity[gravest.severity],
      reason: `open ${gravest.severity} flag: ${gravest.rule}`,
    });
  }
  if (grounds.hasCitation) candidates.push({ tier: 'medium', reason: 'cites a source' });
  const siteTier = policy.siteTiers[grounds.siteKey];
  if (siteTier !== undefined) candidates.push({ tier: siteTier, reason: `site rule: at least ${siteTier}` });
  const rank = (tier: Tier): number => tiers.indexOf(tier);
  const top = candidates.reduce((most, { tier }) => Math.max(most, rank(tier)), 0);
  const reasons = candidates.filter(({ tier }) => rank(tier) === top).map(({ reason }) => reason);
  return { tier: tiers[top] ?? 'low', reasons: reasons.length > 0 ? reasons : ['nothing risky found'] };
}

/** Whether a passage is put before a reviewer, and how that came about. */
export const sampleSchema = z.object({
  selected: z.boolean(),
  /** The probability with which a passage like this one is selected: the propensity estimates are weighted by. */
  rate,
  /** The draw that decided, in [0, 1). */
  u: rate,
  reason: z.enum(['random', 'targeted', 'mandatory', 'manual', 'sampled-out']),
});

/** See {@link sampleSchema}. */
export type Sample = z.infer<typeof sampleSchema>;

/**
 * Draws a passage for review. Rate 1 is mandatory. Otherwise the random stratum is drawn first and the rest of the rate
 * from what it left, so that both together select exactly `rate` of the passages; the same passage never re-rolls.
 */
export async function drawSample(passageId: string, tier: Tier, policy: Policy): Promise<Sample> {
  const tierRate = Math.max(policy.rates[tier], policy.randomStratum);
  const u = await hash01({ passageId, policyId: policy.id, stratum: 'random' });
  if (tierRate >= 1) return { selected: true, rate: 1, u, reason: 'mandatory' };
  if (u < policy.randomStratum) return { selected: true, rate: tierRate, u, reason: 'random' };
  const targeted = await hash01({ passageId, policyId: policy.id, stratum: 'targeted' });
  const rest = (tierRate - policy.randomStratum) / (1 - policy.randomStratum);
  const selected = targeted < rest;
  return { selected, rate: tierRate, u: targeted, reason: selected ? 'targeted' : 'sampled-out' };
}
