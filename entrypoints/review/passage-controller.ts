import { effect, untracked } from '@preact/signals';
import { decisionOf, emptyDraft, type ReviewDraft, revisedText } from '../../lib/core/review-draft.ts';
import { diffAsEdit, mapSpan, mapSpanThrough, type Span, type TextEdit } from '../../lib/core/span.ts';
import type { Taxonomy } from '../../lib/core/taxonomy.ts';
import type { Candidate } from '../../lib/detect/find-passages.ts';
import { selectorsOf, viewOf } from '../../lib/detect/read-passage.ts';
import type { Mark, Painter } from '../../lib/dom/highlights.ts';
import { type MarkRange, markRangeOf } from '../../lib/dom/mark-range.ts';
import type { TextView } from '../../lib/dom/text-view.ts';
import type { Client } from '../../lib/messages/client.ts';
import type { FoundPassage, pageCalls } from '../../lib/messages/contract.ts';
import { activeFlagOf, type Machine } from '../../lib/models/review-machine.ts';
import { createReviewModel, type ReviewModel } from '../../lib/models/review-model.ts';
import { createPageWriter } from './page-writer.ts';
import { reviewPorts } from './ports.ts';

/** One passage on the page with its review: keeps the review's spans and the page's nodes together. */
export type PassageController = {
  readonly model: ReviewModel;
  /** The name the painter knows this passage's marks by. */
  readonly paintKey: string;
  readonly candidate: () => Candidate;
  /** The passage's text as it stands on the page now. */
  readonly view: () => TextView;
  /**
   * Takes the passage's nodes as they are now; answers whether the text is still the one under review. In an editor what the
   * person typed is. `elsewhere`: the page shows another address or message than when the review began.
   */
  readonly rebind: (candidate: Candidate, elsewhere: boolean) => boolean;
  /** Where the active flag's words stand on the screen, or the passage where it has none. */
  readonly rect: () => DOMRect;
  /** The active flag's words, where they are on the page. */
  readonly activeRange: () => MarkRange | undefined;
  /** Brings the active flag's words on the screen. */
  readonly reveal: () => void;
  readonly dispose: () => void;
};

/** What a controller is made with. */
export type ControllerOptions = {
  readonly candidate: Candidate;
  readonly view: TextView;
  readonly found: FoundPassage;
  readonly taxonomy: Taxonomy;
  readonly client: Client<typeof pageCalls>;
  readonly painter: Painter;
  /** The name the painter knows this passage's marks by. */
  readonly paintKey: string;
  readonly isOurs: (element: Element) => boolean;
  readonly go: (by: 1 | -1) => void;
  readonly close: () => void;
  /** Brings the keyboard back to our card while it is open. */
  readonly takeKeyboard: () => void;
  /** Whether the person is composing text with an input method. */
  readonly isComposing: () => boolean;
  /** Whether the person wrote in an element since this was last asked. */
  readonly tookTyping: (element: Element) => boolean;
  /** What analyses took is added up here. */
  readonly timing: { flagMs: number };
};

/** Makes the controller of a passage and starts its analysis. */
export function createPassageController(options: ControllerOptions): PassageController {
  const { found, painter, paintKey } = options;
  const place = createPlace(options);
  const model = createModel(options, place);
  const paint = (): void => {
    const marks = marksOf(model.machine.value, options, place.view);
    painter.paint(
      paintKey,
      marks.map(({ mark }) => mark),
    );
    untracked(() => model.setAnchored(anchoredFlags(model.machine.value, marks)));
  };
  const stop = effect(paint);
  const activeRange = (): MarkRange | undefined => activeRangeOf(model.machine.value, found, place.view);
  const rect = (): DOMRect => rectOf(activeRange()) ?? place.candidate.element.getBoundingClientRect();
  void model.analyse();
  return {
    model,
    paintKey,
    candidate: () => place.candidate,
    view: () => place.view,
    rebind(next, elsewhere) {
      const before = place.view.text;
      place.candidate = next;
      const { text } = place.refresh();
      paint();
      if (text === found.text || !next.editable) return text === found.text;
      const typed = options.tookTyping(next.element);
      return typed || isSameDraft(model.machine.value, { before, text, elsewhere });
    },
    rect,
    activeRange,
    reveal: () => reveal(rect(), elementOf(activeRange()) ?? place.candidate.element),
    dispose() {
      stop();
      painter.clear(paintKey);
    },
  };
}

function createModel(options: ControllerOptions, place: Place): ReviewModel {
  const { found, taxonomy, client, go, close, timing, takeKeyboard, isComposing } = options;
  const { rewrite } = createPageWriter({
    original: found.text,
    element: () => place.candidate.element,
    refresh: place.refresh,
    takeKeyboard,
    isComposing,
  });
  const ports = reviewPorts(client, {
    go,
    close,
    timing,
    rewrite,
    currentText: () => place.refresh().text,
    selectors: () => selectorsOf(place.candidate, place.view),
  });
  return createReviewModel(found, taxonomy, ports);
}

function activeRangeOf(machine: Machine, found: FoundPassage, view: TextView): MarkRange | undefined {
  const flag = activeFlagOf(machine);
  const span = flag === undefined ? undefined : spanOnPage(flag, machine.history.present, { found, view });
  return span === undefined ? undefined : markRangeOf(view, span);
}

/** Where a range stands on the screen; for words in a text control the control is near enough. */
function rectOf(range: MarkRange | undefined): DOMRect | undefined {
  if (range === undefined) return undefined;
  return 'field' in range ? range.field.getBoundingClientRect() : range.getBoundingClientRect();
}

function elementOf(range: MarkRange | undefined): Element | null | undefined {
  if (range === undefined) return undefined;
  return 'field' in range ? range.field : range.startContainer.parentElement;
}

/** Where a passage stands now; its candidate changes when the page replaces its nodes. */
type Place = { candidate: Candidate; view: TextView; readonly refresh: () => TextView };

function createPlace({ candidate, view, isOurs }: ControllerOptions): Place {
  const place: Place = {
    candidate,
    view,
    refresh() {
      place.view = viewOf(place.candidate, isOurs);
      return place.view;
    },
  };
  return place;
}

/** The marks of the flags whose words stand on the page. */
function marksOf(
  { analysis, history }: Machine,
  { found, paintKey }: ControllerOptions,
  view: TextView,
): readonly { readonly flagId: string; readonly mark: Mark }[] {
  return (analysis?.flags ?? []).flatMap((flag) => {
    const decision = decisionOf(history.present, flag.id).kind;
    const span = spanOnPage(flag, history.present, { found, view });
    if (span === undefined || decision === 'dismissed') return [];
    const range = markRangeOf(view, span);
    const state = decision === 'open' ? 'open' : 'accepted';
    return [{ flagId: flag.id, mark: { id: `${paintKey}/${flag.id}`, range, severity: flag.severity, state } }];
  });
}

/** A flag counts as anchored while its words are there, and after they were replaced by its own fix. */
function anchoredFlags({ history }: Machine, marks: readonly { readonly flagId: string }[]): ReadonlySet<string> {
  return new Set([...marks.map(({ flagId }) => flagId), ...Object.keys(history.present.decisions)]);
}

/**
 * Whether an editor's text that nobody typed is still the draft under review. What the page adds to a draft, such as a
 * signature, does not cost unfinished decisions, but a draft that was written anew was never looked at; drafts for two
 * people begin and end alike, so more has to be left where the page went on to something else. Where nothing was decided
 * yet, or all was, every change is another text.
 */
function isSameDraft(
  { text: original, history, phase }: Machine,
  { before, text, elsewhere }: { readonly before: string; readonly text: string; readonly elsewhere: boolean },
): boolean {
  const untouched = before === original && history.present === emptyDraft && phase.kind !== 'saving';
  const least = untouched || phase.kind === 'saved' ? 1 : elsewhere ? 0.9 : 0.5;
  return [before, revisedText(original, history.present)].some((known) => shareLeft(known, text) >= least);
}

/** How much of two texts is their common start and end, from 0 to 1. */
function shareLeft(...texts: readonly [string, string]): number {
  // Editors change spaces into others as they please.
  const [before, after] = texts.map((text) => text.replace(/\s+/g, ' ')) as [string, string];
  const edit = diffAsEdit(before, after);
  if (edit === undefined) return 1;
  return (before.length - (edit.end - edit.start)) / Math.max(before.length, after.length);
}

function reveal({ top, bottom }: DOMRect, element: Element): void {
  if (top >= 0 && bottom <= window.innerHeight) return;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
}

/**
 * Where a span of the original stands on the page. A read-only passage still shows the original. In an editor the accepted
 * edits stand there and whatever the reviewer typed; a span that either touched is nowhere.
 */
function spanOnPage(
  span: Span,
  draft: ReviewDraft,
  { found, view }: { readonly found: FoundPassage; readonly view: TextView },
): Span | undefined {
  if (!found.editable)
    return view.text.slice(span.start, span.end) === found.text.slice(span.start, span.end) ? span : undefined;
  const edits: TextEdit[] = draft.edits.map(({ start, end, after }) => ({ start, end, text: after }));
  const moved = mapSpanThrough(span, edits);
  const typed = diffAsEdit(revisedText(found.text, draft), view.text);
  return moved === undefined || typed === undefined ? moved : mapSpan(moved, typed);
}
