import type { RaisedFlag } from './flag.ts';
import type { Issue } from './issue.ts';
import type { Decision, DismissReason, Edit } from './review.ts';
import type { Severity } from './severity.ts';
import { applyEdits, type Span, sliceSpan, spansOverlap } from './span.ts';

/** What a reviewer has decided on a passage so far. Edits never overlap; all spans speak of the original text. */
export type ReviewDraft = {
  /** By flag id; a flag that is absent is open. */
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly edits: readonly Edit[];
  readonly issues: readonly Issue[];
  readonly note: string;
};

/** The draft of a passage nobody has looked at. */
export const emptyDraft: ReviewDraft = { decisions: {}, edits: [], issues: [], note: '' };

/** One step of a reviewer. Ids and times are made by the caller, so that a step is a value and replays the same. */
export type DraftAction =
  | {
      readonly kind: 'accept';
      readonly flag: RaisedFlag;
      readonly suggestion: number;
      readonly editId: string;
      readonly at: string;
    }
  | {
      readonly kind: 'edit';
      readonly span: Span;
      readonly after: string;
      readonly editId: string;
      readonly at: string;
      readonly flag?: RaisedFlag;
    }
  | { readonly kind: 'dismiss'; readonly flagId: string; readonly reason: DismissReason }
  | { readonly kind: 'reopen'; readonly flagId: string }
  | { readonly kind: 'label'; readonly issue: Issue }
  | { readonly kind: 'unlabel'; readonly issueId: string }
  | { readonly kind: 'severity'; readonly issueId: string; readonly severity: Severity }
  | { readonly kind: 'note'; readonly note: string };

/** Why a step was refused. The draft is then unchanged. */
export type DraftRefusal = 'no-suggestion' | 'overlaps-edit' | 'nothing-changed' | 'no-such-issue' | 'outside-text';

/** The draft after a step, or why there is none. */
export type DraftResult =
  | { readonly ok: true; readonly draft: ReviewDraft }
  | { readonly ok: false; readonly refusal: DraftRefusal };

/** The draft after one step on a passage with this original text. Pure: the same inputs give the same result. */
export function reduceDraft(original: string, draft: ReviewDraft, action: DraftAction): DraftResult {
  switch (action.kind) {
    case 'accept':
      return accept(original, draft, action);
    case 'edit':
      return edit(original, draft, action);
    case 'dismiss':
      return decide(withoutEditOf(draft, action.flagId), action.flagId, { kind: 'dismissed', reason: action.reason });
    case 'reopen':
      return decide(withoutEditOf(draft, action.flagId), action.flagId, { kind: 'open' });
    case 'label':
      return done({ ...draft, issues: [...draft.issues.filter(({ id }) => id !== action.issue.id), action.issue] });
    case 'unlabel':
      return changeIssues(draft, action.issueId, () => undefined);
    case 'severity':
      return changeIssues(draft, action.issueId, (issue) => ({ ...issue, severity: action.severity }));
    case 'note':
      return done({ ...draft, note: action.note });
  }
}

/** The text after all edits of a draft. */
export function revisedText(original: string, draft: ReviewDraft): string {
  return applyEdits(
    original,
    draft.edits.map(({ start, end, after }) => ({ start, end, text: after })),
  );
}

/** What became of a flag in this draft. */
export function decisionOf(draft: ReviewDraft, flagId: string): Decision {
  const decision = Object.hasOwn(draft.decisions, flagId) ? draft.decisions[flagId] : undefined;
  return decision ?? { kind: 'open' };
}

type Accept = Extract<DraftAction, { kind: 'accept' }>;
type EditAction = Extract<DraftAction, { kind: 'edit' }>;

function accept(original: string, draft: ReviewDraft, { flag, suggestion, editId, at }: Accept): DraftResult {
  const after = flag.suggestions?.[suggestion];
  if (after === undefined) return { ok: false, refusal: 'no-suggestion' };
  const base = withoutEditOf(draft, flag.id);
  const added = addEdit(original, base, {
    id: editId,
    start: flag.start,
    end: flag.end,
    after,
    by: 'suggestion',
    flagId: flag.id,
    at,
  });
  return added.ok ? decide(added.draft, flag.id, { kind: 'accepted', editId, suggestion }) : added;
}

function edit(original: string, draft: ReviewDraft, { span, after, editId, at, flag }: EditAction): DraftResult {
  const base = flag === undefined ? draft : withoutEditOf(draft, flag.id);
  const link = flag === undefined ? {} : { flagId: flag.id };
  const added = addEdit(original, base, {
    id: editId,
    start: span.start,
    end: span.end,
    after,
    by: 'human',
    at,
    ...link,
  });
  if (!added.ok || flag === undefined) return added;
  return decide(added.draft, flag.id, { kind: 'edited', editId });
}

function addEdit(original: string, draft: ReviewDraft, edit: Omit<Edit, 'before'>): DraftResult {
  if (!isWithin(original, edit)) return { ok: false, refusal: 'outside-text' };
  const before = sliceSpan(original, edit);
  if (before === edit.after) return { ok: false, refusal: 'nothing-changed' };
  const collides = draft.edits.some((other) => spansOverlap(other, edit) || samePlace(other, edit));
  if (collides) return { ok: false, refusal: 'overlaps-edit' };
  const edits = [...draft.edits, { ...edit, before }].sort((a, b) => a.start - b.start);
  return done({ ...draft, edits });
}

function isWithin(text: string, { start, end }: Span): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
}

// Two insertions at one place have no order, so the second is refused like an overlap.
function samePlace(a: Span, b: Span): boolean {
  return a.start === b.start && (a.end === b.end || a.start === a.end || b.start === b.end);
}

function withoutEditOf(draft: ReviewDraft, flagId: string): ReviewDraft {
  const decision = decisionOf(draft, flagId);
  if (decision.kind !== 'accepted' && decision.kind !== 'edited') return draft;
  return { ...draft, edits: draft.edits.filter(({ id }) => id !== decision.editId) };
}

function decide(draft: ReviewDraft, flagId: string, decision: Decision): DraftResult {
  const { [flagId]: _previous, ...others } = draft.decisions;
  return done({ ...draft, decisions: decision.kind === 'open' ? others : { ...others, [flagId]: decision } });
}

function changeIssues(draft: ReviewDraft, issueId: string, change: (issue: Issue) => Issue | undefined): DraftResult {
  if (!draft.issues.some(({ id }) => id === issueId)) return { ok: false, refusal: 'no-such-issue' };
  const issues = draft.issues.flatMap((issue) => (issue.id === issueId ? (change(issue) ?? []) : issue));
  return done({ ...draft, issues });
}

function done(draft: ReviewDraft): DraftResult {
  return { ok: true, draft };
}
