import type { Command, Mode } from '../core/command.ts';
import type { RaisedFlag } from '../core/flag.ts';
import { type History, record, startHistory } from '../core/history.ts';
import { findIssueType } from '../core/issue-types.ts';
import type { Signal } from '../core/passage.ts';
import { type DraftAction, decisionOf, emptyDraft, type ReviewDraft, reduceDraft } from '../core/review-draft.ts';
import type { Taxonomy } from '../core/taxonomy.ts';
import { isGrave, proposeVerdict, settleVerdict, type Verdict } from '../core/verdict.ts';
import type { Analysis, Saved } from '../messages/contract.ts';
import type { ReviewPhase, ReviewState } from './review-state.ts';
import type { Saying } from './saying.ts';

/** Everything known of one passage's review. A value; {@link stepReview} makes the next one. */
export type Machine = {
  readonly taxonomy: Taxonomy;
  readonly text: string;
  readonly editable: boolean;
  readonly signals: readonly Signal[];
  readonly likelihood: number;
  readonly analysis: Analysis | undefined;
  readonly history: History<ReviewDraft>;
  readonly mode: Mode;
  readonly phase: ReviewPhase;
  readonly activeFlag: number;
  readonly activeIssueId: string | undefined;
  readonly showing: ReviewState['showing'];
  readonly notice: { readonly kind: 'info' | 'problem'; readonly saying: Saying } | undefined;
};

/** What the outside did since: the background's answers and the page editor's. */
export type Outcome =
  | { readonly kind: 'analysed'; readonly analysis: Analysis }
  | { readonly kind: 'not-analysed'; readonly message: string }
  | { readonly kind: 'written'; readonly action: DraftAction }
  | { readonly kind: 'rewritten'; readonly history: History<ReviewDraft> }
  | { readonly kind: 'not-written'; readonly saying: Saying }
  | { readonly kind: 'saved'; readonly verdict: Verdict; readonly saved: Saved }
  | { readonly kind: 'save-failed'; readonly verdict: Verdict; readonly message: string }
  | { readonly kind: 'voided' }
  | { readonly kind: 'deliveries'; readonly deliveries: Saved['deliveries'] }
  | { readonly kind: 'said'; readonly tone: 'info' | 'problem'; readonly saying: Saying };

/** What has to be done outside for a step; the model does it and reports an {@link Outcome}. */
export type Effect =
  | { readonly kind: 'write'; readonly from: ReviewDraft; readonly to: ReviewDraft; readonly action: DraftAction }
  | { readonly kind: 'rewrite'; readonly from: ReviewDraft; readonly to: History<ReviewDraft> }
  | { readonly kind: 'keep-draft'; readonly draft: ReviewDraft }
  | {
      readonly kind: 'save';
      readonly verdict: Verdict;
      readonly reason: string | undefined;
      readonly override: boolean;
    }
  | { readonly kind: 'analyse' }
  | { readonly kind: 'void' }
  | { readonly kind: 'consent'; readonly destinationId: string; readonly granted: boolean }
  | { readonly kind: 'go'; readonly by: 1 | -1 }
  | { readonly kind: 'close' };

/** A machine and what is to be done for it. */
export type Step = { readonly machine: Machine; readonly effects: readonly Effect[] };

/** What makes ids and times, handed in so that a step stays a pure function. */
export type Stamps = { readonly newId: () => string; readonly now: () => string };

/** A passage at its first sight, before the background has answered. */
export function startMachine(
  found: Pick<Machine, 'taxonomy' | 'text' | 'editable' | 'signals' | 'likelihood'>,
): Machine {
  return {
    ...found,
    analysis: undefined,
    history: startHistory(emptyDraft),
    mode: { kind: 'browse' },
    phase: { kind: 'analysing' },
    activeFlag: -1,
    activeIssueId: undefined,
    showing: { diff: false, original: false, why: false, help: false },
    notice: undefined,
  };
}

/** The flags of a passage in reading order. */
export function flagsOf(machine: Machine): readonly RaisedFlag[] {
  return machine.analysis?.flags ?? [];
}

/** The flag commands speak of, or `undefined` where there is none. */
export function activeFlagOf(machine: Machine): RaisedFlag | undefined {
  return flagsOf(machine)[machine.activeFlag];
}

/** Flags nobody has decided on yet, in the present draft or another one of this passage. */
export function openFlagsOf(machine: Machine, draft: ReviewDraft = machine.history.present): readonly RaisedFlag[] {
  return flagsOf(machine).filter((flag) => decisionOf(draft, flag.id).kind === 'open');
}

/** Whether this verdict on this draft approves over an open major or critical flag. */
export function isOverride(machine: Machine, draft: ReviewDraft, verdict: Verdict): boolean {
  return approves(verdict) && openFlagsOf(machine, draft).some(({ severity }) => isGrave(severity));
}

/** The verdict the card proposes now; see {@link proposeVerdict}. Nothing is proposed before the rules have run. */
export function proposedVerdict(machine: Machine): Verdict | undefined {
  if (machine.analysis === undefined) return undefined;
  const draft = machine.history.present;
  const openFlags = openFlagsOf(machine).map(({ severity }) => severity);
  return proposeVerdict({ issues: draft.issues, editCount: draft.edits.length, openFlags }, machine.taxonomy);
}

/** The machine unchanged but for some fields, with nothing to do outside. */
export function quiet(machine: Machine, change: Partial<Machine> = {}): Step {
  return { machine: { ...machine, ...change }, effects: [] };
}

/** The machine with a message for the reviewer and nothing else changed. */
export function say(machine: Machine, saying: Saying, kind: 'info' | 'problem' = 'problem'): Step {
  return quiet(machine, { notice: { kind, saying } });
}

/**
 * Takes one step on the draft. On an editable passage a step that changes the text is written to the page's editor first
 * and committed when that is verified; everywhere else it is committed at once.
 */
export function draftStep(machine: Machine, action: DraftAction): Step {
  const result = reduceDraft(machine.text, machine.history.present, action);
  if (!result.ok) return say(machine, { code: result.refusal });
  if (machine.editable && 'editId' in action) {
    return { machine, effects: [{ kind: 'write', from: machine.history.present, to: result.draft, action }] };
  }
  return commitDraft(machine, result.draft);
}

/**
 * The phase after a change of the draft. A decided review is open again; one that is still being analysed, that could not
 * be, or that is being saved stays so: a passage must not look checked before it was.
 */
export function phaseAfterChange({ phase }: Machine): ReviewPhase {
  return phase.kind === 'saved' || phase.kind === 'save-failed' ? { kind: 'open' } : phase;
}

/** Makes a draft the present one: undoable, kept on the machine, and a saved review open again. */
export function commitDraft(machine: Machine, draft: ReviewDraft): Step {
  return {
    machine: {
      ...machine,
      history: record(machine.history, draft),
      mode: { kind: 'browse' },
      phase: phaseAfterChange(machine),
      notice: undefined,
    },
    effects: [{ kind: 'keep-draft', draft }],
  };
}

/**
 * Submits a verdict, or asks for the reason first: approving over an open major or critical flag needs one (`docs/contracts.md`,
 * Verdict and keys), and so do rejecting and escalating where no issue and no note says why. An issue whose type says nothing without
 * a note asks for the note. A reason without words is none.
 */
export function verdictStep(machine: Machine, pressed: Verdict, given = ''): Step {
  if (machine.phase.kind === 'saving') return quiet(machine);
  if (machine.analysis === undefined) return say(machine, { code: 'not-analysed-yet' });
  const draft = machine.history.present;
  if (lacksNote(machine)) {
    return quiet(machine, { mode: { kind: 'note' }, notice: { kind: 'problem', saying: { code: 'note-needed' } } });
  }
  const reason = given.trim() === '' ? undefined : given;
  const verdict = settleVerdict(pressed, draft.edits.length);
  const override = isOverride(machine, draft, verdict);
  const unexplained = !approves(verdict) && draft.issues.length === 0 && draft.note === '';
  if ((override || unexplained) && reason === undefined) {
    return quiet(machine, { mode: { kind: 'reason', verdict }, notice: undefined });
  }
  return {
    machine: { ...machine, mode: { kind: 'browse' }, phase: { kind: 'saving', verdict }, notice: undefined },
    effects: [{ kind: 'save', verdict, reason, override }],
  };
}

function approves(verdict: Verdict): boolean {
  return verdict === 'approve' || verdict === 'approve_with_edits';
}

function lacksNote({ history, taxonomy }: Machine): boolean {
  const { issues, note } = history.present;
  return note === '' && issues.some(({ type, note: own }) => own === undefined && needsNote(taxonomy, type));
}

function needsNote(taxonomy: Taxonomy, type: string): boolean {
  return findIssueType(taxonomy, type)?.needsNote === true;
}

/** Moves the active flag by one, stopping at the ends. */
export function moveFlag(machine: Machine, by: 1 | -1): Step {
  const count = flagsOf(machine).length;
  if (count === 0) return quiet(machine);
  const next = Math.min(count - 1, Math.max(0, machine.activeFlag + by));
  return quiet(machine, { activeFlag: next, mode: { kind: 'browse' }, notice: undefined });
}

/** The next open flag behind the active one, round the end; the active one where none is open. */
export function nextOpenFlag(machine: Machine): number {
  const flags = flagsOf(machine);
  const order = flags.map((_, index) => (machine.activeFlag + 1 + index) % flags.length);
  const isOpen = (index: number): boolean => {
    const flag = flags[index];
    return flag !== undefined && decisionOf(machine.history.present, flag.id).kind === 'open';
  };
  return order.find(isOpen) ?? machine.activeFlag;
}

/** What can be sent to a machine. */
export type Input = Command | Outcome;
