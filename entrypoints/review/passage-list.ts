import type { Taxonomy } from '../../lib/core/taxonomy.ts';
import type { Candidate } from '../../lib/detect/find-passages.ts';
import { foundPassage, viewOf } from '../../lib/detect/read-passage.ts';
import { compareInPage } from '../../lib/detect/roots.ts';
import type { PassageListener } from '../../lib/detect/watch-passages.ts';
import type { Painter } from '../../lib/dom/highlights.ts';
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
  let made = 0;

  const publish = (): void => {
    const away = gone.filter(({ model }) => model === page.open.value);
    page.setReviews(inPageOrder([...present.values(), ...away]).map(({ model }) => model));
  };
  const put = (candidate: Candidate, previous?: FoundPassage): PassageController => {
    const { text } = viewOf(candidate, isOurs);
    const at = gone.findIndex(({ view }) => view().text === text);
    const [returned] = at < 0 ? [] : gone.splice(at, 1);
    returned?.rebind(candidate);
    const controller =
      returned ?? create(options, { candidate, previous, others: [...present.values()], paintKey: `p${made++}` });
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
      if (controller?.rebind(candidate) === true) return;
      // A message that was generated again is another text: its old decisions stay with the old words.
      const wasOpen = controller !== undefined && page.open.value === controller.model;
      controller?.dispose();
      const next = put(candidate, controller?.model.found);
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
    dispose() {
      for (const controller of [...present.values(), ...gone]) controller.dispose();
    },
  };
}

type Arrival = {
  readonly candidate: Candidate;
  /** The passage as it was before its text was generated again; it keeps its identity. */
  readonly previous: FoundPassage | undefined;
  readonly others: readonly PassageController[];
  readonly paintKey: string;
};

function create(options: ListOptions, { candidate, previous, others, paintKey }: Arrival): PassageController {
  const view = viewOf(candidate, options.isOurs);
  const isTwin = (other: PassageController): boolean => other.model.found.text === view.text;
  const before = others.filter((other) => compareInPage(other.candidate().element, candidate.element) < 0);
  const around = {
    document: options.document,
    all: [candidate, ...others.map((other) => other.candidate())],
    occurrence: before.filter(isTwin).length,
  };
  const now = foundPassage(candidate, view, around);
  const found =
    previous === undefined ? now : { ...now, firstText: previous.firstText, occurrence: previous.occurrence };
  const { go, close } = options.page;
  return createPassageController({ ...options, candidate, view, found, paintKey, go, close });
}

function inPageOrder(controllers: readonly PassageController[]): readonly PassageController[] {
  return [...controllers].sort((a, b) => compareInPage(a.candidate().element, b.candidate().element));
}
