import { findIssueType } from '../../lib/core/issue-types.ts';
import { decisionOf } from '../../lib/core/review-draft.ts';
import type { Taxonomy } from '../../lib/core/taxonomy.ts';
import { isGrave } from '../../lib/core/verdict.ts';
import type { FlagRow, ReviewState } from '../../lib/models/review-state.ts';
import { wording } from '../wording.ts';

/** The name of an issue type, or its id where this taxonomy does not know it. */
export function categoryName(taxonomy: Taxonomy, id: string): string {
  return findIssueType(taxonomy, id)?.name ?? wording.card.unknownType(id);
}

/** The flag the card is at, or `undefined` where there is none. */
export function activeRow(state: ReviewState): FlagRow | undefined {
  return state.flags[state.activeFlag];
}

/** How many flags that must be looked at before approving are still open. */
export function openGrave(state: ReviewState): number {
  return state.flags.filter(({ flag, decision }) => decision.kind === 'open' && isGrave(flag.severity)).length;
}

/** When a decision was made, in ms since the epoch; `undefined` for dismissals, whose time the draft does not keep. */
export function decidedAt(state: ReviewState, row: FlagRow): number | undefined {
  const decision = decisionOf(state.draft, row.flag.id);
  if (decision.kind !== 'accepted' && decision.kind !== 'edited') return undefined;
  const edit = state.draft.edits.find(({ id }) => id === decision.editId);
  return edit === undefined ? undefined : Date.parse(edit.at);
}
