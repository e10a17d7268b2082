import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Command } from '../core/command.ts';
import { MessageError } from '../core/message-error.ts';
import type { Selector } from '../core/review.ts';
import type { ReviewDraft } from '../core/review-draft.ts';
import type { TextEdit } from '../core/span.ts';
import type { Taxonomy } from '../core/taxonomy.ts';
import { withTypedChange } from '../core/typed-change.ts';
import { settleVerdict } from '../core/verdict.ts';
import type { Analysis, FoundPassage, Saved, Submission } from '../messages/contract.ts';
import { deliver } from './resend.ts';
import { type Effect, type Input, isOverride, type Machine, startMachine } from './review-machine.ts';
import type { ReviewState } from './review-state.ts';
import type { Saying } from './saying.ts';
import { shownState } from './shown-state.ts';
import { stepReview } from './step-review.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { submissionOf } from './submission.ts';
import { createWaitingLine } from './waiting-line.ts';

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

/** Commands that look or leave: they never wait for the page's editor, which may hang. */
const passesWriting: ReadonlySet<Command['kind']> = new Set([
  'close',
  'next-passage',
  'previous-passage',
  'show-original',
  'toggle-diff',
  'toggle-why',
  'toggle-help',
] as const);

/**
 * Makes the review of a found passage. It does nothing until {@link ReviewModel.analyse} is called. While the page's editor is
 * written to, commands wait, so that each is taken on the draft the one before it made.
 */
export function createReviewModel(found: FoundPassage, taxonomy: Taxonomy, ports: ReviewPorts): ReviewModel {
  const likelihood = 1 - found.signals.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
  const { text, editable, signals } = found;
  const machine = signal(startMachine({ taxonomy, text, editable, signals, likelihood }));
  const anchored = signal<ReadonlySet<string>>(new Set());
  const stopwatch = once(() => createStopwatch(ports.now()));
  const lastOp: LastOp = { savedId: undefined, failed: undefined, voidId: undefined, keeping: Promise.resolve() };
  const stamps = { newId: ports.newId, now: () => new Date(ports.now()).toISOString() };

  const take = (input: Input): void => {
    const step = stepReview(machine.value, input, stamps);
    machine.value = step.machine;
    for (const effect of step.effects) {
      const done = run(running, effect);
      if (effect.kind === 'write' || effect.kind === 'rewrite') line.holdFor(done);
    }
  };
  const running: Running = { found, machine, ports, take, lastOp, stopwatch };
  const line = createWaitingLine<Command>(take, ({ kind }) => passesWriting.has(kind));

  return {
    found,
    machine,
    state: computed(() => shownState(machine.value, { anchored: anchored.value, word: ports.word })),
    stopwatch,
    dispatch: line.take,
    analyse: () => analyse(running),
    setAnchored: (flagIds) => {
      anchored.value = flagIds;
    },
    notify: (saying) => take({ kind: 'said', tone: 'problem', saying }),
    refreshDeliveries: () => refreshDeliveries(running),
  };
}

/**
 * The operation that was saved last; the one whose outcome is not known, with what it says; the one that takes the saved one
 * back, until it is known to have; and the keeping of the last draft.
 */
type LastOp = {
  savedId: string | undefined;
  failed: { readonly opId: string; readonly content: string } | undefined;
  voidId: string | undefined;
  keeping: Promise<void>;
};

type Running = {
  readonly found: FoundPassage;
  readonly machine: ReadonlySignal<Machine>;
  readonly ports: ReviewPorts;
  readonly take: (input: Input) => void;
  readonly lastOp: LastOp;
  readonly stopwatch: () => Stopwatch;
};

async function analyse({ found, ports, take, lastOp }: Running): Promise<void> {
  try {
    const analysis = await deliver(() => ports.analyse(found), ports.pause);
    lastOp.savedId ??= analysis.review?.opId;
    take({ kind: 'analysed', analysis });
  } catch (error) {
    take({ kind: 'not-analysed', message: ports.word(sayingOf(error)) });
  }
}

async function run(running: Running, effect: Effect): Promise<void> {
  const { ports, lastOp } = running;
  switch (effect.kind) {
    case 'go':
      return ports.go(effect.by);
    case 'close':
      return ports.close();
    case 'write':
      return write(running, [effect.from, effect.to], { kind: 'written', action: effect.action });
    case 'rewrite':
      return write(running, [effect.from, effect.to.present], { kind: 'rewritten', history: effect.to });
    case 'keep-draft':
      // One after the other, or a resent draft could overtake a newer one.
      lastOp.keeping = lastOp.keeping.then(() => keepDraft(running, effect.draft));
      return lastOp.keeping;
    case 'consent':
      return changeConsent(running, effect);
    case 'save':
      return save(running, effect);
    case 'analyse':
      return analyse(running);
    case 'void':
      return voidReview(running);
  }
}

async function write(
  { ports, take }: Running,
  [from, to]: readonly [ReviewDraft, ReviewDraft],
  done: Input,
): Promise<void> {
  try {
    const outcome = await ports.rewrite(editsOf(from), editsOf(to));
    take(outcome.ok ? done : { kind: 'not-written', saying: outcome.saying });
  } catch (error) {
    take({ kind: 'not-written', saying: sayingOf(error) });
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
  const { ports, take, lastOp } = running;
  try {
    const { submission, content } = decided(running, effect);
    // The same decision after a failure is the same operation: if the first try was committed after all, this changes nothing.
    const opId = lastOp.failed?.content === content ? lastOp.failed.opId : ports.newId();
    lastOp.failed = { opId, content };
    // A draft that arrives behind its review would look like unfinished work.
    await lastOp.keeping;
    const saved = await deliver(() => ports.save(opId, submission), ports.pause);
    lastOp.savedId = opId;
    lastOp.failed = undefined;
    lastOp.voidId = undefined;
    take({ kind: 'saved', verdict: submission.verdict, saved });
  } catch (error) {
    take({ kind: 'save-failed', verdict: effect.verdict, message: ports.word(sayingOf(error)) });
  }
}

/** What is handed in for a decision, and what makes two decisions the same one. */
function decided(
  running: Running,
  effect: Extract<Effect, { kind: 'save' }>,
): { readonly submission: Submission; readonly content: string } {
  const { found, machine: at, ports, stopwatch } = running;
  const machine = at.value;
  const timing = { spent: stopwatch().read(ports.now()), now: ports.now() };
  const draft = typedDraft(running);
  // Typing in the page's editor may have made the first edit, or taken the last one back.
  const verdict = settleVerdict(effect.verdict, draft.edits.length);
  const settled = { ...effect, verdict, override: isOverride(machine, draft, verdict) };
  const selectors = ports.selectors();
  const typed = machine.editable ? ports.currentText() : undefined;
  return {
    submission: submissionOf({ found, machine, draft, effect: settled, timing, selectors }),
    content: JSON.stringify([effect, machine.history.present, typed]),
  };
}

/** The present draft with what was typed into the page's editor since. */
function typedDraft({ machine, ports }: Running): ReviewDraft {
  const { text, editable, history } = machine.value;
  if (!editable) return history.present;
  const at = new Date(ports.now()).toISOString();
  return withTypedChange(text, history.present, { current: ports.currentText(), editId: ports.newId(), at });
}

async function voidReview({ machine, ports, take, lastOp }: Running): Promise<void> {
  const { analysis } = machine.value;
  if (analysis === undefined) return;
  lastOp.voidId ??= ports.newId();
  const opId = lastOp.voidId;
  try {
    await deliver(() => ports.voidReview(opId, analysis.passageId), ports.pause);
    lastOp.voidId = undefined;
    take({ kind: 'voided' });
  } catch (error) {
    take({ kind: 'said', tone: 'problem', saying: sayingOf(error) });
  }
}

async function changeConsent(running: Running, effect: Extract<Effect, { kind: 'consent' }>): Promise<void> {
  const { ports, take } = running;
  try {
    await deliver(() => ports.changeConsent(effect.destinationId, effect.granted), ports.pause);
  } catch (error) {
    return take({ kind: 'said', tone: 'problem', saying: sayingOf(error) });
  }
  await refreshDeliveries(running);
}

async function refreshDeliveries({ ports, take, lastOp }: Running): Promise<void> {
  const { savedId } = lastOp;
  if (savedId === undefined) return;
  try {
    const deliveries = await deliver(() => ports.deliveries(savedId), ports.pause);
    // Another decision may have been saved meanwhile; this answer is not about it.
    if (lastOp.savedId === savedId) take({ kind: 'deliveries', deliveries });
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
