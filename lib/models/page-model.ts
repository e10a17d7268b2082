import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ReviewModel } from './review-model.ts';
import type { ReviewState } from './review-state.ts';

/** The passages of one page and which of them is under review. */
export type PageModel = {
  /** In document order. */
  readonly reviews: ReadonlySignal<readonly ReviewModel[]>;
  /** The passage the card shows, or `undefined` while it is closed. */
  readonly open: ReadonlySignal<ReviewModel | undefined>;
  /** What the card shows. */
  readonly card: ReadonlySignal<ReviewState | undefined>;
  readonly setReviews: (reviews: readonly ReviewModel[]) => void;
  /** Opens the card on a review, or on the first one that is not decided where none is named. */
  readonly review: (model?: ReviewModel) => void;
  /** Moves the card to the next or previous passage; past the first and the last it stays. */
  readonly go: (by: 1 | -1) => void;
  readonly close: () => void;
};

/** A page without passages. `guardedLate`: our key guard came after scripts of the page. */
export function createPageModel(guardedLate: boolean): PageModel {
  const reviews = signal<readonly ReviewModel[]>([]);
  const open = signal<ReviewModel | undefined>(undefined);
  return {
    reviews,
    open,
    card: computed(() => {
      const model = open.value;
      if (model === undefined) return undefined;
      const index = reviews.value.indexOf(model) + 1;
      return { ...model.state.value, place: { index, total: reviews.value.length }, guardedLate };
    }),
    setReviews(next) {
      reviews.value = next;
      if (open.value !== undefined && !next.includes(open.value)) open.value = undefined;
    },
    review(model) {
      open.value = model ?? open.value ?? reviews.value.find(isUndecided) ?? reviews.value[0];
      open.value?.stopwatch();
    },
    go(by) {
      const at = open.value === undefined ? -1 : reviews.value.indexOf(open.value);
      const next = reviews.value[at + by];
      if (next === undefined) return;
      open.value = next;
      next.stopwatch();
    },
    close() {
      open.value = undefined;
    },
  };
}

function isUndecided(model: ReviewModel): boolean {
  const { phase } = model.machine.value;
  return phase.kind !== 'saved' && phase.kind !== 'saving';
}
