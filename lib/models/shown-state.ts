import { decisionOf, type ReviewDraft, revisedText } from '../core/review-draft.ts';
import { type Machine, proposedVerdict } from './review-machine.ts';
import type { ReviewState } from './review-state.ts';
import type { Saying } from './saying.ts';

/** What is known beside a machine: which flags' words are on the page, and the words for a code. */
export type Beside = { readonly anchored: ReadonlySet<string>; readonly word: (saying: Saying) => string };

/** Everything a card shows of one passage, but for its place on the page. */
export function shownState(machine: Machine, { anchored, word }: Beside): Omit<ReviewState, 'place' | 'guardedLate'> {
  const { analysis, history, notice } = machine;
  const draft = history.present;
  const flags = analysis?.flags ?? [];
  const active = flags[machine.activeFlag];
  const review = analysis?.review;
  return {
    taxonomy: machine.taxonomy,
    mode: machine.mode,
    phase: machine.phase,
    original: machine.text,
    revised: revisedText(machine.text, draft),
    editable: machine.editable,
    signals: machine.signals,
    likelihood: machine.likelihood,
    risk: analysis?.risk ?? { tier: 'low', reasons: [] },
    sample: analysis?.sample,
    flags: flags.map((flag) => ({ flag, decision: decisionOf(draft, flag.id), anchored: anchored.has(flag.id) })),
    activeFlag: machine.activeFlag,
    draft,
    activeIssueId: machine.activeIssueId,
    proposed: proposedVerdict(machine),
    canUndo: history.past.length > 0 || machine.phase.kind === 'saved',
    canRedo: history.future.length > 0,
    checks: {
      ruleset: analysis?.ruleset ?? '',
      abstained: analysis?.abstained ?? [],
      failed: analysis?.failed ?? [],
    },
    showing: machine.showing,
    editing:
      machine.mode.kind === 'edit' && active !== undefined
        ? {
            span: { start: active.start, end: active.end },
            text: editText(draft, active.id) ?? active.suggestions?.[0] ?? active.quote,
          }
        : undefined,
    notice: notice === undefined ? undefined : { kind: notice.kind, text: word(notice.saying) },
    prior: review === undefined ? undefined : { verdict: review.verdict, rev: review.rev, stale: review.stale },
  };
}

function editText(draft: ReviewDraft, flagId: string): string | undefined {
  return draft.edits.find((edit) => edit.flagId === flagId)?.after;
}
