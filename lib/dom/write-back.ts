import { diffAsEdit, mapSpan, type Span, sliceSpan, type TextEdit } from '../core/span.ts';
import { rangeOf } from './text-position.ts';
import { isTextField, refreshView, type TextView } from './text-view.ts';
import { beforeInputReplacement } from './write-back/before-input-replacement.ts';
import { comparable } from './write-back/comparable.ts';
import { watchComposition } from './write-back/composition.ts';
import { watchEdits } from './write-back/edit-watch.ts';
import { execInsertText } from './write-back/exec-insert-text.ts';
import { type HeldInput, holdInput } from './write-back/hold-input.ts';
import { type Job, prepareJob, type RefusalReason, type WriteBackRequest } from './write-back/job.ts';
import { outcomeOf, wait, waitForText } from './write-back/outcome.ts';
import { pastePlain } from './write-back/paste-plain.ts';
import { selectByPointer } from './write-back/select-by-pointer.ts';
import { type Remembered, remember, restore, selectedSpan, selectSpan } from './write-back/selection.ts';
import type { StepName, UndoWay } from './write-back/signature.ts';
import type { Step, StepTarget } from './write-back/step.ts';
import { undoStep } from './write-back/undo-step.ts';

/**
 * What became of a replacement. `written`: the editor's whole text is the expected one; `undo` takes it back by the
 * editor's own history and answers whether the old text is there again; it does nothing once something else was edited. `refused`: nothing was tried. `failed`: no step
 * changed the text (`no-effect`), or one changed it into something else (`mismatch`); `undone` tells whether the text is
 * as it was before.
 */
export type WriteBackResult =
  | { readonly kind: 'written'; readonly step: StepName; readonly undo: () => Promise<boolean> }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'failed'; readonly reason: 'no-effect' | 'mismatch'; readonly undone: boolean };

const steps: Record<StepName, Step> = {
  'exec-insert-text': execInsertText,
  'before-input-replacement': beforeInputReplacement,
  'paste-plain': pastePlain,
};

/**
 * Time between setting the selection and acting on it, in ms: with less than 100 Slate, whose handler is throttled, puts the
 * text where the caret was before (measured over 19 editors).
 */
const selectionDelay = 150;
/** How often a selection that did not hold is set. */
const selectionTries = 2;

/**
 * Replaces a span of an editor's text the way a person would have, so that the editor's model, its history and the page
 * stay one. The way is chosen by the editor's signature; afterwards the whole text is read back, and what is not exactly
 * the expected text is undone. Focus and selection are put back, the selection shifted by the edit.
 *
 * @throws the signal's reason when it aborts before anything was written.
 */
export async function replaceInEditor(request: WriteBackRequest): Promise<WriteBackResult> {
  const job = prepareJob(request);
  if (typeof job === 'string') return { kind: 'refused', reason: job };
  const life = new AbortController();
  const before = remember(job.view);
  const { isComposing } = watchComposition(windowOf(job), life.signal);
  const held = holdInput(windowOf(job), life.signal);
  try {
    return await attempt(job, { before, held, isComposing });
  } catch (error) {
    putBack(job, before, before.inside);
    throw error;
  } finally {
    life.abort();
  }
}

type Surroundings = {
  readonly before: Remembered;
  readonly held: HeldInput;
  readonly isComposing: () => boolean;
};

async function attempt(job: Job, { before, held, isComposing }: Surroundings): Promise<WriteBackResult> {
  const { view, request, signature } = job;
  for (const step of signature.steps) {
    const refusal = await select(job, isComposing);
    if (refusal !== undefined) {
      putBack(job, before, before.inside);
      return { kind: 'refused', reason: refusal };
    }
    const cancelled = held.let(() => steps[step](targetOf(job)));
    const outcome = await outcomeOf(view, request.expected, cancelled);
    if (outcome.kind === 'right') {
      putBack(job, before, shifted(before.inside, { ...request.span, text: request.replacement }));
      const way = wayBack(job, step);
      const { sawEdit } = watchEdits(windowOf(job), request.signal);
      const undo = async () => (way === 'exec' && sawEdit() ? false : takeBack(job, outcome.view, way));
      return { kind: 'written', step, undo };
    }
    if (outcome.kind === 'wrong') {
      const undone = isOurDoing(job, outcome.view) && (await undoOnce(job, held, wayBack(job, step)));
      putBack(job, before, undone ? before.inside : undefined);
      return { kind: 'failed', reason: 'mismatch', undone };
    }
    // The page has taken the event; a second way might come on top of what it does with it later.
    if (cancelled) break;
  }
  putBack(job, before, before.inside);
  return { kind: 'failed', reason: 'no-effect', undone: true };
}

/** Whether a changed text differs where we wrote; what the page changed elsewhere meanwhile is not ours to take back. */
function isOurDoing({ view, edit }: Job, now: TextView): boolean {
  const change = diffAsEdit(view.text, now.text);
  return change !== undefined && change.start <= edit.end && edit.start <= change.end;
}

/** Focuses the editor, selects what is to be replaced, and makes sure of it once the editor has taken notice. */
async function select({ view, edit, element, request, signature }: Job, isComposing: () => boolean) {
  const hold = (ms: number) => wait(ms, request.signal);
  for (let tried = 0; tried < selectionTries; tried += 1) {
    element.focus({ preventScroll: true });
    if (signature.selectByPointer) await selectByPointer(rangeOf(refreshView(view), edit), hold);
    else selectSpan(refreshView(view), edit);
    await hold(selectionDelay);
    if (isComposing() || request.isComposing?.() === true) return 'composing';
    const now = refreshView(view);
    if (now.text !== view.text) return 'quote-changed';
    const selected = selectedSpan(now);
    if (signature.selectByPointer || (selected?.start === edit.start && selected.end === edit.end)) return undefined;
  }
  return 'quote-changed';
}

function targetOf({ view, edit, host, element, signature }: Job): StepTarget {
  const shared = { document: host.ownerDocument, element, text: edit.text };
  if (isTextField(host)) return { ...shared, field: host };
  return signature.selectByPointer ? shared : { ...shared, range: rangeOf(refreshView(view), edit) };
}

function wayBack({ signature }: Job, step: StepName): UndoWay {
  if (signature.undo !== 'by-step') return signature.undo;
  return step === 'exec-insert-text' ? 'exec' : 'keydown';
}

/** Takes a written replacement back, unless the text has changed since: the editor would take back something else. */
async function takeBack(job: Job, written: TextView, way: UndoWay): Promise<boolean> {
  const now = refreshView(written);
  if (comparable(now, now.text) !== comparable(now, written.text)) return false;
  const life = new AbortController();
  const before = remember(now);
  const { start, end, text } = inverse(job);
  try {
    const undone = await undoOnce(job, holdInput(windowOf(job), life.signal), way);
    putBack(job, before, undone ? shifted(before.inside, { start, end, text }) : before.inside);
    return undone;
  } finally {
    life.abort();
  }
}

async function undoOnce({ view, element }: Job, held: HeldInput, way: UndoWay): Promise<boolean> {
  element.focus({ preventScroll: true });
  held.let(() => undoStep(element, way));
  return waitForText(view, view.text);
}

function inverse({ view, request: { span, replacement } }: Job): TextEdit {
  return { start: span.start, end: span.start + replacement.length, text: sliceSpan(view.text, span) };
}

/** Where a selection stands after an edit; one that the edit touched becomes a caret behind the new text. */
function shifted(selection: Span | undefined, edit: TextEdit): Span | undefined {
  const behind = edit.start + edit.text.length;
  return selection && (mapSpan(selection, edit) ?? { start: behind, end: behind });
}

function putBack({ view }: Job, before: Remembered, caret: Span | undefined): void {
  if (view.root.isConnected) restore(refreshView(view), before, caret);
}

function windowOf({ host }: Job): Window {
  return host.ownerDocument.defaultView ?? window;
}
