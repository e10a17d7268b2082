import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Command } from '../core/command.ts';
import type { Selector } from '../core/review.ts';
import { decisionOf, type ReviewDraft, revisedText } from '../core/review-draft.ts';
import type { TextEdit } from '../core/span.ts';
import type { Taxonomy } from '../core/taxonomy.ts';
import { withTypedChange } from '../core/typed-change.ts';
import type { Analysis, FoundPassage, Saved, Submission } from '../messages/contract.ts';
import { MessageError } from '../messages/message-error.ts';
import { deliver } from './resend.ts';
import { type Effect, type Input, type Machine, proposedVerdict, startMachine } from './review-machine.ts';
import type { ReviewState } from './review-state.ts';
import type { Saying } from './saying.ts';
import { stepReview } from './step-review.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { submissionOf } from './submission.ts';

/** What a page editor made of a text change that was asked for. */
export type WriteOutcome = { readonly ok: true } | { readonly ok: false; readonly saying: Saying };

/** What a review needs of the outside; each context hands in its own. */
export type ReviewPorts = {
  readonly analyse: (found: FoundPassage) => Promise<Analysis>;
  readonly keepDraft: (passageId: string, text: string, draft: ReviewDraft) => Promise<unknown>;
  readonly save: (opId: string, submission: Submission) => Promise<Saved>;
  readonly voidReview: (opId: string, passageId: string) => Promise<Saved>;
  readonly changeConsent: (destinationId: string, granted: boolean) => Promise<unknown>;
  readonly deliveries: (opId: string) => Promise<Saved['deliveries']>;
  /** Brings the page's editor from one set of edits to another; only called for editable passages. */
  readonly rewrite: (from: readonly TextEdit[], to: readonly TextEdit[]) => Promise<WriteOutcome>;
  /** The passage's text on the page as it is now; differs from what was analysed where a person typed. */
  readonly currentText: () => string;
  /** W3C selectors of the passage on the page as it is now. */
  readonly selectors: () => readonly Selector[];
  /** The words for a code, where the review itself has to hold them. */
  readonly word: (saying: Saying) => string;
  readonly go: (by: 1 | -1) => void;
  readonly close: () => void;
  readonly newId: () => string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Waits, in ms. */
  readonly pause: (ms: number) => Promise<void>;
};

/** One passage's review: what to show, and the one way to change it. */
export type ReviewModel = {
  readonly found: FoundPassage;
  readonly machine: ReadonlySignal<Machine>;
  readonly state: ReadonlySignal<Omit<ReviewState, 'place' | 'guardedLate'>>;
  readonly stopwatch: () => Stopwatch;
  readonly dispatch: (command: Command) => void;
  /** Runs the rules; also the retry after a failure. */
  readonly analyse: () => Promise<void>;
  /** Tells which flags' words are still on the page. */
  readonly setAnchored: (flagIds: ReadonlySet<string>) => void;
  /** Tells the reviewer something that no step of theirs brought about. */
  readonly notify: (saying: Saying) => void;
  /** Asks again where the saved review stands at each destination. */
  readonly refreshDeliveries: () => Promise<void>;
};

/** Makes the review of a found passage. It does nothing until {@link ReviewModel.analyse} is called. */
export function createReviewModel(found: FoundPassage, taxonomy: Taxonomy, ports: ReviewPorts): ReviewModel {
  const likelihood = 1 - found.signals.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
  const { text, editable, signals } = found;
  const machine = signal(startMachine({ taxonomy, text, editable, signals, likelihood }));
  const anchored = signal<ReadonlySet<string>>(new Set());
  const stopwatch = once(() => createStopwatch(ports.now()));
  const lastOp: LastOp = { savedId: undefined, failed: undefined };
  const stamps = { newId: ports.newId, now: () => new Date(ports.now()).toISOString() };

  const take = (input: Input): void => {
    const step = stepReview(machine.value, input, stamps);
    machine.value = step.machine;
    for (const effect of step.effects) void run({ found, machine, ports, take, lastOp, stopwatch }, effect);
  };

  return {
    found,
    machine,
    state: computed(() => stateOf(machine.value, { anchored: anchored.value, word: ports.word })),
    stopwatch,
    dispatch: take,
    analyse: () => analyse(found, ports, take),
    setAnchored: (flagIds) => {
      anchored.value = flagIds;
    },
    notify: (saying) => take({ kind: 'said', tone: 'problem', saying }),
    refreshDeliveries: async () => {
      if (lastOp.savedId === undefined) return;
      take({ kind: 'deliveries', deliveries: await ports.deliveries(lastOp.savedId) });
    },
  };
}

/** The operation that was saved last, and the one whose outcome is unknown, with what it says. */
type LastOp = { savedId: string | undefined; failed: { readonly opId: string; readonly content: string } | undefined };

type Running = {
  readonly found: FoundPassage;
  readonly machine: ReadonlySignal<Machine>;
  readonly ports: ReviewPorts;
  readonly take: (input: Input) => void;
  readonly lastOp: LastOp;
  readonly stopwatch: () => Stopwatch;
};

async function analyse(found: FoundPassage, ports: ReviewPorts, take: (input: Input) => void): Promise<void> {
  try {
    const analysis = await deliver(() => ports.analyse(found), ports.pause);
    take({ kind: 'analysed', analysis });
  } catch (error) {
    take({ kind: 'not-analysed', message: ports.word(sayingOf(error)) });
  }
}

async function run(running: Running, effect: Effect): Promise<void> {
  const { ports, take, machine } = running;
  switch (effect.kind) {
    case 'go':
      return ports.go(effect.by);
    case 'close':
      return ports.close();
    case 'write': {
      const before = editsOf(machine.value.history.present);
      const { start, end, after } = effect.edit;
      const outcome = await ports.rewrite(before, [...before, { start, end, text: after }]);
      return take(
        outcome.ok ? { kind: 'written', action: effect.action } : { kind: 'not-written', saying: outcome.saying },
      );
    }
    case 'rewrite': {
      const outcome = await ports.rewrite(editsOf(effect.from), editsOf(effect.to.present));
      return take(
        outcome.ok ? { kind: 'rewritten', history: effect.to } : { kind: 'not-written', saying: outcome.saying },
      );
    }
    case 'keep-draft':
      return keepDraft(running, effect.draft);
    case 'consent':
      return changeConsent(running, effect);
    case 'save':
      return save(running, effect);
    case 'analyse':
      return analyse(running.found, ports, take);
    case 'void':
      return voidReview(running);
  }
}

async function keepDraft({ machine, ports, take }: Running, draft: ReviewDraft): Promise<void> {
  const { analysis, text } = machine.value;
  if (analysis === undefined) return;
  try {
    await deliver(() => ports.keepDraft(analysis.passageId, text, draft), ports.pause);
  } catch (error) {
    take({ kind: 'said', tone: 'problem', saying: sayingOf(error) });
  }
}

async function save(running: Running, effect: Extract<Effect, { kind: 'save' }>): Promise<void> {
  const { found, machine, ports, take, lastOp, stopwatch } = running;
  const timing = { spent: stopwatch().read(ports.now()), now: ports.now() };
  const draft = typedDraft(running);
  const submission = submissionOf({
    found,
    machine: machine.value,
    draft,
    effect,
    timing,
    selectors: ports.selectors(),
  });
  // The same decision after a failure is the same operation: if the first try was committed after all, this changes nothing.
  const content = JSON.stringify([effect, draft]);
  const opId = lastOp.failed?.content === content ? lastOp.failed.opId : ports.newId();
  try {
    const saved = await deliver(() => ports.save(opId, submission), ports.pause);
    lastOp.savedId = opId;
    lastOp.failed = undefined;
    take({ kind: 'saved', verdict: effect.verdict, saved });
  } catch (error) {
    lastOp.failed = { opId, content };
    take({ kind: 'save-failed', verdict: effect.verdict, message: ports.word(sayingOf(error)) });
  }
}

/** The present draft with what was typed into the page's editor since. */
function typedDraft({ machine, ports }: Running): ReviewDraft {
  const { text, editable, history } = machine.value;
  if (!editable) return history.present;
  const at = new Date(ports.now()).toISOString();
  return withTypedChange(text, history.present, { current: ports.currentText(), editId: ports.newId(), at });
}

async function voidReview({ machine, ports, take }: Running): Promise<void> {
  const { analysis } = machine.value;
  if (analysis === undefined) return;
  const opId = ports.newId();
  try {
    await deliver(() => ports.voidReview(opId, analysis.passageId), ports.pause);
    take({ kind: 'voided' });
  } catch (error) {
    take({ kind: 'said', tone: 'problem', saying: sayingOf(error) });
  }
}

async function changeConsent(running: Running, effect: Extract<Effect, { kind: 'consent' }>): Promise<void> {
  const { ports, take, lastOp } = running;
  try {
    await deliver(() => ports.changeConsent(effect.destinationId, effect.granted), ports.pause);
    if (lastOp.savedId === undefined) return;
    take({ kind: 'deliveries', deliveries: await ports.deliveries(lastOp.savedId) });
  } catch (error) {
    take({ kind: 'said', tone: 'problem', saying: sayingOf(error) });
  }
}

function sayingOf(error: unknown): Saying {
  const code = error instanceof MessageError ? error.code : 'internal';
  return { code: 'message-failed', error: code, detail: error instanceof Error ? error.message : String(error) };
}

function editsOf(draft: ReviewDraft): readonly TextEdit[] {
  return draft.edits.map(({ start, end, after }) => ({ start, end, text: after }));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type Beside = { readonly anchored: ReadonlySet<string>; readonly word: (saying: Saying) => string };

function stateOf(machine: Machine, { anchored, word }: Beside): Omit<ReviewState, 'place' | 'guardedLate'> {
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
