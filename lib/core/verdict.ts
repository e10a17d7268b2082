import { findIssueType } from './issue-types.ts';
import { type Severity, severityRank } from './severity.ts';
import type { Taxonomy } from './taxonomy.ts';

/** Verdicts in the order of the keys 1 2 3 4. */
export const verdicts = ['approve', 'approve_with_edits', 'reject', 'escalate'] as const;

/** What a reviewer says of a passage as a whole. */
export type Verdict = (typeof verdicts)[number];

/** What a verdict is proposed from. `openFlags` are the severities of flags nobody has decided on. */
export type VerdictGrounds = {
  readonly issues: readonly { readonly type: string; readonly severity: Severity }[];
  readonly editCount: number;
  readonly openFlags: readonly Severity[];
};

/**
 * The verdict the card proposes, or `undefined` where the reviewer has to look first (`docs/contracts.md`, Verdict and keys):
 * a critical or escalating issue proposes escalate, any edit approve_with_edits, an open major or critical flag nothing,
 * and everything else approve.
 */
export function proposeVerdict(grounds: VerdictGrounds, taxonomy: Taxonomy): Verdict | undefined {
  const escalates = grounds.issues.some(
    (issue) => issue.severity === 'critical' || findIssueType(taxonomy, issue.type)?.escalate === true,
  );
  if (escalates) return 'escalate';
  if (grounds.editCount > 0) return 'approve_with_edits';
  if (grounds.openFlags.some(isGrave)) return undefined;
  return 'approve';
}

/** Whether a flag of this severity must be decided, or approved over with a reason: major and critical. */
export function isGrave(severity: Severity): boolean {
  return severityRank(severity) >= severityRank('major');
}

/** The verdict a pressed key means: approving with edits present is approve_with_edits, and without any it is approve. */
export function settleVerdict(pressed: Verdict, editCount: number): Verdict {
  if (pressed === 'approve' && editCount > 0) return 'approve_with_edits';
  if (pressed === 'approve_with_edits' && editCount === 0) return 'approve';
  return pressed;
}
