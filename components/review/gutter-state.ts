import type { Tier } from '../../lib/core/policy.ts';
import type { Verdict } from '../../lib/core/verdict.ts';
import type { ReviewState } from '../../lib/models/review-state.ts';

/** What a passage's mark on the page shows. `index` is the passage's place on the page, from 1. */
export type GutterState = { readonly index: number } & (
  | { readonly kind: 'analysing' }
  | { readonly kind: 'not-analysed' }
  | {
      readonly kind: 'open';
      readonly tier: Tier;
      readonly openFlags: number;
      /** Checks that did not run: a mark must not look clean when something was not looked at. */
      readonly failedChecks: number;
      /** Whether the passage was drawn for review; the others are marked quietly. */
      readonly sampled: boolean;
    }
  | { readonly kind: 'reviewed'; readonly verdict: Verdict }
  /** Reviewed before, and the text has changed since. */
  | { readonly kind: 'stale' }
);

/** The mark that goes with a review. A verdict being saved or not saved is not yet a review. */
export function gutterStateOf(state: ReviewState): GutterState {
  const { phase, prior, risk, sample, flags, checks } = state;
  const { index } = state.place;
  if (phase.kind === 'analysing' || phase.kind === 'not-analysed') return { index, kind: phase.kind };
  if (phase.kind === 'saved') return { index, kind: 'reviewed', verdict: phase.verdict };
  if (prior?.stale === true) return { index, kind: 'stale' };
  return {
    index,
    kind: 'open',
    tier: risk.tier,
    openFlags: flags.filter(({ decision }) => decision.kind === 'open').length,
    failedChecks: checks.failed.length,
    sampled: sample?.selected ?? true,
  };
}
