import type { TextField } from '../text-view.ts';

/** What a step writes into: the focused element and the selected characters that the text replaces. */
export type StepTarget = {
  readonly document: Document;
  /** The element that has the focus and takes the event. */
  readonly element: HTMLElement;
  /** The selected characters; absent in a text control, whose selection is set. */
  readonly range?: Range;
  readonly field?: TextField;
  readonly text: string;
};

/** Does one step; answers whether the page cancelled its event, which proves nothing about the text. */
export type Step = (target: StepTarget) => boolean;
