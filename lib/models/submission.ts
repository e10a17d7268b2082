import type { Selector } from '../core/review.ts';
import { type ReviewDraft, revisedText } from '../core/review-draft.ts';
import type { FoundPassage, Submission } from '../messages/contract.ts';
import type { Effect, Machine } from './review-machine.ts';
import type { Spent } from './stopwatch.ts';

/** What a submission is made of. */
export type SubmissionParts = {
  readonly found: FoundPassage;
  readonly machine: Machine;
  /** What is submitted: the present draft, with what was typed into the page's editor. */
  readonly draft: ReviewDraft;
  readonly effect: Extract<Effect, { kind: 'save' }>;
  readonly timing: { readonly spent: Spent; readonly now: number };
  readonly selectors: readonly Selector[];
};

/**
 * The decision as it goes to the background.
 *
 * @throws RangeError when the passage has not been analysed; the machine never asks to save one.
 */
export function submissionOf({ found, machine, draft, effect, timing, selectors }: SubmissionParts): Submission {
  const { analysis } = machine;
  if (analysis === undefined) throw new RangeError('a passage is submitted before it was analysed');
  const { spent, now } = timing;
  return {
    found,
    selectors: [...selectors],
    ...(draft.edits.length > 0 ? { revised: revisedText(machine.text, draft) } : {}),
    verdict: effect.verdict,
    ...(effect.reason === undefined ? {} : { reason: effect.reason }),
    override: effect.override,
    draft: { decisions: draft.decisions, edits: [...draft.edits], issues: [...draft.issues], note: draft.note },
    flags: analysis.flags,
    notRun: [...analysis.abstained, ...analysis.failed],
    risk: analysis.risk,
    manual: !analysis.sample.selected,
    timing: {
      openedAt: new Date(now - spent.activeMs - spent.idleMs - spent.awayMs).toISOString(),
      submittedAt: new Date(now).toISOString(),
      activeMs: Math.round(spent.activeMs),
      idleMs: Math.round(spent.idleMs),
      awayMs: Math.round(spent.awayMs),
    },
  };
}
