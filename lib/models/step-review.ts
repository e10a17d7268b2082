import { redo, startHistory, undo } from '../core/history.ts';
import type { Issue } from '../core/issue.ts';
import { findIssueType } from '../core/issue-types.ts';
import type { DismissReason } from '../core/review.ts';
import { decisionOf, reduceDraft } from '../core/review-draft.ts';
import { isGrave } from '../core/verdict.ts';
import {
  activeFlagOf,
  commitDraft,
  draftStep,
  flagsOf,
  type Input,
  type Machine,
  moveFlag,
  nextOpenFlag,
  openFlagsOf,
  phaseAfterChange,
  proposedVerdict,
  quiet,
  type Stamps,
  type Step,
  say,
  verdictStep,
} from './review-machine.ts';

/**
 * What a reviewer may do while a verdict is being saved: look around. Whatever changed the draft then would stand on the
 * card and not in the record.
 */
const lookingAround: ReadonlySet<Input['kind']> = new Set([
  'next-flag',
  'previous-flag',
  'go-to-flag',
  'next-passage',
  'previous-passage',
  'toggle-diff',
  'toggle-why',
  'toggle-help',
  'show-original',
  'consent',
  'cancel',
  'close',
] as const);

/** The next machine after a command or an outcome, and what is to be done for it. Pure. */
export function stepReview(machine: Machine, input: Input, stamps: Stamps): Step {
  const outcome = outcomeStep(machine, input);
  if (outcome === undefined && machine.phase.kind === 'saving' && !lookingAround.has(input.kind)) return quiet(machine);
  return (
    outcome ??
    flagStep(machine, input, stamps) ??
    passageStep(machine, input, stamps) ??
    viewStep(machine, input) ??
    quiet(machine)
  );
}

function outcomeStep(machine: Machine, input: Input): Step | undefined {
  switch (input.kind) {
    case 'analysed':
      return analysed(machine, input.analysis);
    case 'not-analysed':
      return quiet(machine, { phase: { kind: 'not-analysed', message: input.message } });
    case 'written': {
      const result = reduceDraft(machine.text, machine.history.present, input.action);
      return result.ok ? advance(commitDraft(machine, result.draft)) : say(machine, { code: result.refusal });
    }
    case 'rewritten':
      return {
        machine: { ...machine, history: input.history, phase: phaseAfterChange(machine), notice: undefined },
        effects: [{ kind: 'keep-draft', draft: input.history.present }],
      };
    case 'not-written':
      return say(machine, input.saying);
    case 'saved':
      return quiet(machine, {
        phase: {
          kind: 'saved',
          verdict: input.verdict,
          rev: input.saved.rev,
          deliveries: input.saved.deliveries,
        },
      });
    case 'save-failed':
      return quiet(machine, { phase: { kind: 'save-failed', verdict: input.verdict, message: input.message } });
    case 'voided':
      return {
        machine: { ...machine, phase: { kind: 'open' }, notice: { kind: 'info', saying: { code: 'voided' } } },
        // Saving the review dropped its kept draft, and what it was made of is work in progress again.
        effects: [{ kind: 'keep-draft', draft: machine.history.present }],
      };
    case 'deliveries':
      return machine.phase.kind === 'saved'
        ? quiet(machine, { phase: { ...machine.phase, deliveries: input.deliveries } })
        : quiet(machine);
    case 'said':
      return say(machine, input.saying, input.tone);
    default:
      return undefined;
  }
}

function analysed(machine: Machine, analysis: NonNullable<Machine['analysis']>): Step {
  const { review } = analysis;
  // What was noted while the rules ran is newer than what was kept, and could not be kept before the passage had its id.
  const noted = machine.history.past.length > 0;
  // A kept draft is newer than the review: saving drops it.
  const unfinished = noted || analysis.draft !== undefined;
  const reviewed = review !== undefined && review.state === 'final' && !review.stale && !unfinished;
  const history = noted ? machine.history : startHistory(analysis.draft ?? machine.history.present);
  return {
    machine: {
      ...machine,
      analysis,
      history,
      activeFlag: analysis.flags.length > 0 ? 0 : -1,
      phase: reviewed
        ? { kind: 'saved', verdict: review.verdict, rev: review.rev, deliveries: review.deliveries }
        : { kind: 'open' },
    },
    effects: noted ? [{ kind: 'keep-draft', draft: history.present }] : [],
  };
}

function flagStep(machine: Machine, input: Input, stamps: Stamps): Step | undefined {
  const flag = activeFlagOf(machine);
  switch (input.kind) {
    case 'accept': {
      // Enter is what a person presses at "Try again" too.
      if (machine.phase.kind === 'not-analysed') return analyseAgain(machine);
      if (flag === undefined) return say(machine, { code: 'no-flag' });
      const { suggestion } = input;
      return advance(
        draftStep(machine, { kind: 'accept', flag, suggestion, editId: stamps.newId(), at: stamps.now() }),
      );
    }
    case 'dismiss-as':
      if (flag === undefined) return say(machine, { code: 'no-flag' });
      return dismiss(machine, { flagId: flag.id, reason: input.reason });
    case 'edit-done':
      if (flag === undefined) return say(machine, { code: 'no-flag' });
      return advance(
        draftStep(machine, {
          kind: 'edit',
          span: flag,
          after: input.text,
          editId: stamps.newId(),
          at: stamps.now(),
          flag,
        }),
      );
    default:
      return undefined;
  }
}

function passageStep(machine: Machine, input: Input, stamps: Stamps): Step | undefined {
  switch (input.kind) {
    case 'note-done':
      return draftStep(machine, { kind: 'note', note: input.text });
    case 'label':
      return label(machine, input.type, stamps);
    case 'unlabel':
      return draftStep(machine, { kind: 'unlabel', issueId: input.issueId });
    case 'severity':
      if (machine.activeIssueId === undefined) return say(machine, { code: 'no-issue' });
      return draftStep(machine, { kind: 'severity', issueId: machine.activeIssueId, severity: input.severity });
    case 'verdict':
      return verdictStep(machine, input.verdict);
    case 'reason-done':
      return machine.mode.kind === 'reason' ? verdictStep(machine, machine.mode.verdict, input.text) : quiet(machine);
    case 'submit-proposed':
      return submitProposed(machine);
    case 'undo':
      return undoStep(machine);
    case 'redo':
      return redoStep(machine);
    default:
      return undefined;
  }
}

function viewStep(machine: Machine, input: Input): Step | undefined {
  switch (input.kind) {
    case 'next-flag':
      return moveFlag(machine, 1);
    case 'previous-flag':
      return moveFlag(machine, -1);
    case 'go-to-flag': {
      const index = flagsOf(machine).findIndex(({ id }) => id === input.flagId);
      return index < 0 ? quiet(machine) : quiet(machine, { activeFlag: index, mode: { kind: 'browse' } });
    }
    case 'next-passage':
      return { machine, effects: [{ kind: 'go', by: 1 }] };
    case 'previous-passage':
      return { machine, effects: [{ kind: 'go', by: -1 }] };
    case 'dismiss':
    case 'edit':
      if (activeFlagOf(machine) === undefined) return say(machine, { code: 'no-flag' });
      return quiet(machine, { mode: { kind: input.kind }, notice: undefined });
    case 'note':
      return quiet(machine, { mode: { kind: 'note' }, notice: undefined });
    case 'label-class':
      return quiet(machine, { mode: { kind: 'label', classKey: input.key }, notice: undefined });
    case 'toggle-diff':
      return show(machine, { diff: !machine.showing.diff });
    case 'show-original':
      return show(machine, { original: input.on });
    case 'toggle-why':
      return show(machine, { why: !machine.showing.why });
    case 'toggle-help':
      return show(machine, { help: !machine.showing.help });
    case 'retry':
      return machine.phase.kind === 'not-analysed' ? analyseAgain(machine) : quiet(machine);
    case 'consent':
      return { machine, effects: [input] };
    case 'cancel':
      return quiet(machine, { mode: { kind: 'browse' }, notice: undefined });
    case 'close':
      return machine.showing.help ? show(machine, { help: false }) : { machine, effects: [{ kind: 'close' }] };
    default:
      return undefined;
  }
}

function show(machine: Machine, change: Partial<Machine['showing']>): Step {
  return quiet(machine, { showing: { ...machine.showing, ...change } });
}

/** After a decision the next open flag becomes the active one, so that Enter, Enter, Enter works through a passage. */
function advance(step: Step): Step {
  if (step.effects.every(({ kind }) => kind !== 'keep-draft')) return step;
  return { ...step, machine: { ...step.machine, activeFlag: nextOpenFlag(step.machine) } };
}

function dismiss(machine: Machine, what: { readonly flagId: string; readonly reason: DismissReason }): Step {
  const decided = decisionOf(machine.history.present, what.flagId).kind;
  if (machine.editable && (decided === 'accepted' || decided === 'edited'))
    return say(machine, { code: 'overlaps-edit' });
  return advance(draftStep(machine, { kind: 'dismiss', ...what }));
}

function label(machine: Machine, typeId: string, stamps: Stamps): Step {
  const type = findIssueType(machine.taxonomy, typeId);
  if (type === undefined) return say(machine, { code: 'no-such-issue' });
  const flag = activeFlagOf(machine);
  const issue: Issue = {
    id: stamps.newId(),
    taxonomy: machine.taxonomy.id,
    version: machine.taxonomy.version,
    type: type.id,
    nameAtTime: type.name,
    severity: type.defaultSeverity,
    ...(flag === undefined ? {} : { flagId: flag.id, span: { start: flag.start, end: flag.end, quote: flag.quote } }),
  };
  const step = draftStep(machine, { kind: 'label', issue });
  const mode = type.needsNote === true ? ({ kind: 'note' } as const) : step.machine.mode;
  return { ...step, machine: { ...step.machine, activeIssueId: issue.id, mode } };
}

function submitProposed(machine: Machine): Step {
  if (machine.analysis === undefined) return say(machine, { code: 'not-analysed-yet' });
  const proposed = proposedVerdict(machine);
  if (proposed === undefined) {
    const openGrave = openFlagsOf(machine).filter(({ severity }) => isGrave(severity)).length;
    return say(machine, { code: 'no-proposal', openGrave });
  }
  const step = verdictStep(machine, proposed);
  const saves = step.effects.some(({ kind }) => kind === 'save');
  return saves ? { ...step, effects: [...step.effects, { kind: 'go', by: 1 }] } : step;
}

function undoStep(machine: Machine): Step {
  if (machine.phase.kind === 'saved') return { machine, effects: [{ kind: 'void' }] };
  if (machine.history.past.length === 0) return say(machine, { code: 'nothing-to-undo' }, 'info');
  return rewind(machine, undo(machine.history));
}

function redoStep(machine: Machine): Step {
  if (machine.history.future.length === 0) return say(machine, { code: 'nothing-to-redo' }, 'info');
  return rewind(machine, redo(machine.history));
}

function rewind(machine: Machine, to: Machine['history']): Step {
  if (machine.editable) return { machine, effects: [{ kind: 'rewrite', from: machine.history.present, to }] };
  return {
    machine: {
      ...machine,
      history: to,
      mode: { kind: 'browse' },
      phase: phaseAfterChange(machine),
      notice: undefined,
    },
    effects: [{ kind: 'keep-draft', draft: to.present }],
  };
}

function analyseAgain(machine: Machine): Step {
  return { machine: { ...machine, phase: { kind: 'analysing' } }, effects: [{ kind: 'analyse' }] };
}
