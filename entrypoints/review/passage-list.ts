import type { Taxonomy } from '../../lib/core/taxonomy.ts';
import type { Candidate } from '../../lib/detect/find-passages.ts';
import { foundPassage, viewOf } from '../../lib/detect/read-passage.ts';
import { compareInPage } from '../../lib/detect/roots.ts';
import type { PassageListener } from '../../lib/detect/watch-passages.ts';
import type { Painter } from '../../lib/dom/highlights.ts';
import type { TextView } from '../../lib/dom/text-view.ts';
import type { Client } from '../../lib/messages/client.ts';
import type { FoundPassage, pageCalls } from '../../lib/messages/contract.ts';
import type { PageModel } from '../../lib/models/page-model.ts';
import type { ReviewModel } from '../../lib/models/review-model.ts';
import { createPassageController, type PassageController } from './passage-controller.ts';

/** The page's passages with their controllers, kept up to date by what the watcher tells. */
export type PassageList = PassageListener & {
  readonly all: () => readonly PassageController[];
  /** Adds a passage the reviewer pointed at and answers its controller. */
  readonly add: (candidate: Candidate) => PassageController;
  /** The controller of a review, also of one whose passage has left the page. */
  readonly of: (model: ReviewModel | undefined) => PassageController | undefined;
  readonly find: (paintKey: string) => PassageController | undefined;
  readonly dispose: () => void;
};

/** What the list is made with. */
export type ListOptions = {
  readonly document: Document;
  readonly taxonomy: Taxonomy;
  readonly client: Client<typeof pageCalls>;
  readonly painter: Painter;
  readonly page: PageModel;
  readonly isOurs: (element: Element) => boolean;
  /** Brings the keyboard back to our card while it is open. */
  readonly takeKeyboard: () => void;
  /** Whether the person is composing text with an input method. */
  readonly isComposing: () => boolean;
  /** Whether the person wrote in an element since this was last asked. */
  readonly tookTyping: (element: Element) => boolean;
  /** What analyses took is added up here. */
  readonly timing: { flagMs: number };
};

/** Most passages that left the page and may come back, as virtualised lists make them do. */
const maximumGone = 200;

/** Makes an empty list. */
export function createPassageList(options: ListOptions): PassageList {
  const { page, isOurs } = options;
  const present = new Map<Element, PassageController>();
  const gone: PassageController[] = [];
  const addresses = new WeakMap<PassageController, string>();
  let made = 0;

  const publish = onceATask(() => {
    const away = gone.filter(({ model }) => model === page.open.value);
    page.setReviews(inPageOrder([...present.values(), ...away]).map(({ model }) => model));
  });
  const put = (candidate: Candidate, previous?: FoundPassage): PassageController => {
    const arrival = arrive(options, { candidate, previous, others: [...present.values()] });
    const returned = takeReturned(gone, arrival);
    returned?.rebind(candidate, false);
    const controller = returned ?? create(options, { ...arrival, candidate, paintKey: `p${made++}` });
    addresses.set(controller, location.href);
    present.set(candidate.element, controller);
    publish();
    return controller;
  };

  return {
    all: () => inPageOrder([...present.values()]),
    of: (model) => [...present.values(), ...gone].find((controller) => controller.model === model),
    find: (paintKey) => [...present.values()].find((controller) => controller.paintKey === paintKey),
    add: (candidate) => present.get(candidate.element) ?? put(candidate),
    onSettled(candidate) {
      if (viewOf(candidate, isOurs).text.trim() !== '' && !present.has(candidate.element)) put(candidate);
    },
    onChanged(candidate) {
      const controller = present.get(candidate.element);
      const elsewhere = controller !== undefined && addresses.get(controller) !== location.href;
      if (controller?.rebind(candidate, elsewhere) === true) return;
      // A message that was generated again is another text, and what another address shows there is another passage.
      const wasOpen = controller !== undefined && page.open.value === controller.model;
      controller?.dispose();
      const next = put(candidate, elsewhere ? undefined : controller?.model.found);
      if (wasOpen) page.review(next.model);
    },
    onGone(element) {
      const controller = present.get(element);
      if (controller === undefined) return;
      present.delete(element);
      gone.push(controller);
      for (const forgotten of gone.splice(0, Math.max(0, gone.length - maximumGone))) forgotten.dispose();
      publish();
    },
    dispose: () => [...present.values(), ...gone].forEach(({ dispose }) => void dispose()),
  };
}

/** Runs once for all calls of a task: a long conversation arrives as a thousand passages at once. */
function onceATask(run: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      run();
    });
  };
}

type Arrival = {
  readonly candidate: Candidate;
  /** The passage as it was before its text was generated again; it keeps its identity. */
  readonly previous: FoundPassage | undefined;
  readonly others: readonly PassageController[];
};

type Arrived = { readonly view: TextView; readonly found: FoundPassage };

function arrive(options: ListOptions, { candidate, previous, others }: Arrival): Arrived {
  const view = viewOf(candidate, options.isOurs);
  const twins = others.filter((other) => other.model.found.text === view.text);
  const before = twins.filter((other) => compareInPage(other.candidate().element, candidate.element) < 0);
  const around = {
    document: options.document,
    all: [candidate, ...others.map((other) => other.candidate())],
    occurrence: before.length,
  };
  const now = foundPassage(candidate, view, around);
  if (previous?.conversationId !== now.conversationId || previous.messageId !== now.messageId)
    return { view, found: now };
  return { view, found: { ...now, firstText: previous.firstText, occurrence: previous.occurrence } };
}

/** Takes the passage that has come back out of those that are gone. */
function takeReturned(gone: PassageController[], { view: { text }, found }: Arrived): PassageController | undefined {
  const at = gone.findIndex(({ view, model }) => view().text === text && isSamePlace(model.found, found));
  return at < 0 ? undefined : gone.splice(at, 1)[0];
}

/** Whether two findings of the same words are one passage: a canned answer stands in many conversations. */
function isSamePlace(a: FoundPassage, b: FoundPassage): boolean {
  const placeOf = ({ conversationId, messageId, context }: FoundPassage) =>
    JSON.stringify([conversationId, messageId, context.records]);
  return placeOf(a) === placeOf(b);
}

function create(
  options: ListOptions,
  arrived: Arrived & { readonly candidate: Candidate; readonly paintKey: string },
): PassageController {
  const { go, close } = options.page;
  return createPassageController({ ...options, ...arrived, go, close });
}

function inPageOrder(controllers: readonly PassageController[]): readonly PassageController[] {
  return [...controllers].sort((a, b) => compareInPage(a.candidate().element, b.candidate().element));
}
