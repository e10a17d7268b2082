import type { Painter } from '../../lib/dom/highlights.ts';
import type { PageModel } from '../../lib/models/page-model.ts';
import { isAlive } from '../../lib/platform/messaging.ts';
import type { PassageList } from './passage-list.ts';

/** What the page's own events act on. */
export type PageEventOptions = {
  readonly painter: Painter;
  readonly list: PassageList;
  readonly page: PageModel;
  readonly life: AbortController;
  /** The page moved: our boxes follow. */
  readonly place: () => void;
};

/**
 * Listens to the page: a click on a flag or the session chord opens the card, scrolling moves it, coming back asks where
 * saved reviews stand. Nothing of the page's is prevented but our own chord.
 */
export function listenToPage({ painter, list, page, life, place }: PageEventOptions): void {
  const { signal } = life;
  document.addEventListener(
    'click',
    ({ isTrusted, clientX, clientY }) => {
      if (!isTrusted || document.getSelection()?.isCollapsed === false) return;
      const [paintKey, flagId] = painter.hitTest(clientX, clientY)?.split('/') ?? [];
      const controller = paintKey === undefined ? undefined : list.find(paintKey);
      if (controller === undefined || flagId === undefined || !stillOurs(page, life)) return;
      controller.model.dispatch({ kind: 'go-to-flag', flagId });
      page.review(controller.model);
    },
    { capture: true, signal },
  );
  // The browser hears the chord as a command too where it could assign it; starting a session twice is starting it once.
  window.addEventListener(
    'keydown',
    (event) => {
      if (
        !event.isTrusted ||
        event.code !== 'KeyR' ||
        !event.altKey ||
        !event.shiftKey ||
        event.ctrlKey ||
        event.metaKey
      )
        return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (stillOurs(page, life)) page.review();
    },
    { capture: true, signal },
  );
  window.addEventListener('resize', place, { passive: true, signal });
  window.addEventListener('focus', () => stillOurs(page, life) && void page.open.value?.refreshDeliveries(), {
    signal,
  });
  document.addEventListener(
    'visibilitychange',
    () => page.open.value?.stopwatch().setAway(document.hidden, Date.now()),
    { signal },
  );
}

/** After an update this script is orphaned: it says so where the card is open, and takes itself off the page elsewhere. */
function stillOurs(page: PageModel, life: AbortController): boolean {
  if (isAlive()) return true;
  const open = page.open.value;
  if (open === undefined) life.abort();
  else open.notify({ code: 'message-failed', error: 'orphaned', detail: '' });
  return false;
}
