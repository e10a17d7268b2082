import type { Edit } from './review.ts';
import { type ReviewDraft, revisedText } from './review-draft.ts';
import { diffAsEdit } from './span.ts';

/** The text that stands in the editor now, and the id and time of the edit the typing becomes. */
export type TypedChange = { readonly current: string; readonly editId: string; readonly at: string };

/**
 * The draft with whatever a person typed into the page's own editor as one more human edit, so that its edits turn the
 * original into exactly `current`. A change that touches earlier edits swallows them: their flags count as edited by it,
 * or are open again where the original words were typed back. The same draft where nothing was typed.
 */
export function withTypedChange(
  original: string,
  draft: ReviewDraft,
  { current, editId, at }: TypedChange,
): ReviewDraft {
  const typed = diffAsEdit(revisedText(original, draft), current);
  if (typed === undefined) return draft;
  const placed = draft.edits.map((edit, index) => ({ edit, start: edit.start + shiftBefore(draft.edits, index) }));
  const touched = placed.filter((one) => one.start <= typed.end && typed.start <= endOf(one));
  // In the revised text: from the first thing changed to the last, by typing or by a swallowed edit.
  const from = Math.min(typed.start, ...touched.map(({ start }) => start));
  const to = Math.max(typed.end, ...touched.map(endOf));
  // A deletion at either end has no length there that would tell on which side of it the change stands, so it goes too.
  const swallowed = placed.filter(
    (one) => touched.includes(one) || (isDeletion(one) && from <= one.start && one.start <= to),
  );
  const gone = new Set(swallowed.map(({ edit: { id } }) => id));
  const kept = placed.filter(({ edit }) => !gone.has(edit.id));
  const start = from - shiftAt(kept, from);
  const end = to - shiftAt(kept, to) - swallowed.reduce((shift, { edit }) => shift + growthOf(edit), 0);
  const grown = typed.text.length - (typed.end - typed.start);
  const edit: Edit = {
    id: editId,
    start,
    end,
    before: original.slice(start, end),
    after: current.slice(from, to + grown),
    by: 'human',
    at,
  };
  const others = draft.edits.filter(({ id }) => !gone.has(id));
  if (edit.before === edit.after) return { ...draft, edits: others, decisions: repoint(draft, gone, undefined) };
  const edits = [...others, edit].sort((a, b) => a.start - b.start);
  return { ...draft, edits, decisions: repoint(draft, gone, editId) };
}

type Placed = { readonly edit: Edit; readonly start: number };

function endOf({ edit, start }: Placed): number {
  return start + edit.after.length;
}

function isDeletion({ edit }: Placed): boolean {
  return edit.after === '';
}

function growthOf({ start, end, after }: Edit): number {
  return after.length - (end - start);
}

/** How far the edits before this one move it. */
function shiftBefore(edits: readonly Edit[], index: number): number {
  return edits.slice(0, index).reduce((shift, edit) => shift + growthOf(edit), 0);
}

/** How far an offset of the revised text stands from its place in the original, by the edits before it. */
function shiftAt(placed: readonly Placed[], offset: number): number {
  const before = placed.filter((one) => endOf(one) <= offset);
  return before.reduce((shift, { edit }) => shift + growthOf(edit), 0);
}

function repoint(draft: ReviewDraft, gone: ReadonlySet<string>, editId: string | undefined): ReviewDraft['decisions'] {
  const entries = Object.entries(draft.decisions).flatMap(([flagId, decision]) => {
    const orphaned = (decision.kind === 'accepted' || decision.kind === 'edited') && gone.has(decision.editId);
    if (!orphaned) return [[flagId, decision] as const];
    return editId === undefined ? [] : [[flagId, { kind: 'edited', editId } as const] as const];
  });
  return Object.fromEntries(entries);
}
