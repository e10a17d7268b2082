import { assignableTypes, findIssueType, hotkeysOf } from '../../lib/core/issue-types.ts';
import type { ReviewState } from '../../lib/models/review-state.ts';
import { wording } from '../wording.ts';
import { activeRow, categoryName } from './flag-names.ts';

/** What was last said, and of which state. */
export type Announced = { readonly state: ReviewState; readonly text: string };

/**
 * What to announce now. A decision moves the card on to the next flag, so what became of the one just left is said first;
 * An issue that was labelled, graded or removed is said alone: the flag is still the same.
 * Where nothing worth saying changed the text stays, and a live region stays silent.
 */
export function announceNext(last: Announced | undefined, state: ReviewState): Announced {
  if (last?.state === state) return last;
  const now = announcement(state);
  if (last === undefined) return { state, text: now };
  const decided = decidedSince(last.state, state);
  if (decided !== undefined) return { state, text: `${decided}. ${now}`.trim() };
  const labelled = labelledSince(last.state, state);
  if (labelled !== undefined) return { state, text: `${labelled}.` };
  return { state, text: announcement(last.state) === now ? last.text : now };
}

function decidedSince(before: ReviewState, after: ReviewState): string | undefined {
  const changed = after.flags.find(({ flag, decision }, index) => {
    const earlier = before.flags[index];
    return earlier?.flag.id === flag.id && earlier.decision.kind !== decision.kind && decision.kind !== 'open';
  });
  // The active flag says itself what became of it.
  if (changed === undefined || changed.flag.id === activeRow(after)?.flag.id) return undefined;
  return wording.decision[changed.decision.kind];
}

function labelledSince(before: ReviewState, after: ReviewState): string | undefined {
  const earlier = new Map(before.draft.issues.map((issue) => [issue.id, issue]));
  const later = new Set(after.draft.issues.map(({ id }) => id));
  const touched = after.draft.issues.find(({ id, severity }) => earlier.get(id)?.severity !== severity);
  if (touched !== undefined) return wording.label.given(touched.nameAtTime, touched.severity);
  const removed = before.draft.issues.find(({ id }) => !later.has(id));
  return removed === undefined ? undefined : wording.label.removed(removed.nameAtTime);
}

/**
 * What a screen reader is told when this state is reached: the active flag with what became of it, what a mode waits for,
 * or how saving went. The live region speaks only when this text changes. Empty where a focused field speaks for itself
 * and where an alert on the card already does.
 */
export function announcement(state: ReviewState): string {
  const { phase, mode } = state;
  if (phase.kind === 'analysing') return wording.phase.analysing;
  if (phase.kind === 'saving') return wording.phase.saving(phase.verdict);
  if (phase.kind === 'saved') return wording.phase.saved(phase.verdict);
  if (phase.kind !== 'open') return '';
  if (mode.kind === 'dismiss') return [wording.action.why, ...dismissChoices()].join(' ');
  if (mode.kind === 'label') return labelChoices(state, mode.classKey);
  return mode.kind === 'browse' ? flagLine(state) : '';
}

function dismissChoices(): readonly string[] {
  return Object.values(wording.dismissReason).map((name, index) => `${index + 1} ${name}.`);
}

function labelChoices({ taxonomy }: ReviewState, classKey: string): string {
  const types = assignableTypes(taxonomy).filter((type) => hotkeysOf(taxonomy, type)[0] === classKey);
  const parent = findIssueType(taxonomy, types[0]?.parent ?? '');
  const choices = types.map((type) => `${type.hotkey} ${type.name}.`);
  return [wording.label.pick(parent?.name ?? classKey), ...choices].join(' ');
}

function flagLine(state: ReviewState): string {
  const row = activeRow(state);
  if (row === undefined) return state.checks.failed.length === 0 ? wording.checks.clean : wording.checks.partly;
  const category = categoryName(state.taxonomy, row.flag.category);
  const place = wording.flag.position(state.activeFlag + 1, state.flags.length);
  const line = wording.flag.announce(place, category, row.flag.severity);
  // Who decides by ear needs to hear what is wrong; what was decided needs no more than that.
  return `${line} ${row.decision.kind === 'open' ? row.flag.message : `${wording.decision[row.decision.kind]}.`}`;
}
