import { refreshView, type TextView } from '../text-view.ts';
import { comparable } from './comparable.ts';

/** How often an editor's text is looked at, in ms. */
const interval = 30;
/** How long a step may take to show: most editors render at once, React within a few frames. */
const untilChanged = 240;
/** How long after an event the page cancelled: it has taken the text and may be slow; a second step would double it. */
const untilChangedIfCancelled = 700;
/** How long a change may take to become what was wanted. */
const untilRight = 400;
/** How long the wanted text has to stay: an editor that refuses an edit reverts it with its next rendering. */
const settling = 90;

/** Waits; rejects with the signal's reason when it aborts. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What a step did to the text. */
export type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'right'; readonly view: TextView }
  | { readonly kind: 'wrong'; readonly view: TextView };

/** Watches a view's text after a step until it is what was wanted and stays so, or until it is not going to be. */
export async function outcomeOf(before: TextView, wanted: string, cancelled: boolean): Promise<Outcome> {
  const changed = await waitFor(before, (text) => text !== before.text, {
    ms: cancelled ? untilChangedIfCancelled : untilChanged,
  });
  if (!changed) return { kind: 'unchanged' };
  if (await waitForText(before, wanted)) {
    await wait(settling);
    const view = refreshView(before);
    if (comparable(view, view.text) === comparable(view, wanted)) return { kind: 'right', view };
  }
  const view = refreshView(before);
  return comparable(view, view.text) === comparable(before, before.text)
    ? { kind: 'unchanged' }
    : { kind: 'wrong', view };
}

/** Waits until a view's text is, as far as it counts, the wanted one; answers whether that came. */
export function waitForText(view: TextView, wanted: string): Promise<boolean> {
  const goal = comparable(view, wanted);
  return waitFor(view, (text) => comparable(view, text) === goal, { ms: untilRight });
}

async function waitFor(view: TextView, holds: (text: string) => boolean, { ms }: { ms: number }): Promise<boolean> {
  for (let waited = 0; ; waited += interval) {
    if (holds(refreshView(view).text)) return true;
    if (waited >= ms) return false;
    await wait(interval);
  }
}
