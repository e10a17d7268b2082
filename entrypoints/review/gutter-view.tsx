import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { GutterMark } from '../../components/review/GutterMark.tsx';
import { gutterStateOf } from '../../components/review/gutter-state.ts';
import type { Host } from '../../lib/dom/host.ts';
import type { PageModel } from '../../lib/models/page-model.ts';
import type { ReviewModel } from '../../lib/models/review-model.ts';

/** What the marks need of the page. */
export type GutterOptions = {
  readonly host: Host;
  readonly page: PageModel;
  readonly signal: AbortSignal;
  /** The part of a passage that can be seen. */
  readonly visibleRect: (model: ReviewModel) => DOMRect;
};

/** The mark's target in px: it stands in the margin beside the passage, or over its edge where there is no margin. */
const markWidth = 24;

/** Shows one mark beside each passage that is on the screen. */
export function showGutter({ host, page, signal: life, visibleRect }: GutterOptions): { readonly place: () => void } {
  const mount = document.createElement('div');
  mount.className = 'cs-gutter-layer';
  host.root.prepend(mount);
  const moved = signal(0);

  const stop = effect(() => {
    moved.value;
    const total = page.reviews.value.length;
    const marks = page.reviews.value.map((model, at) => {
      const rect = visibleRect(model);
      const state = model.state.value;
      const onScreen = rect.width > 0 && rect.height > 0 && rect.bottom > 0 && rect.top < window.innerHeight;
      if (!onScreen) return null;
      const left = Math.max(0, rect.left - markWidth - 4);
      const top = Math.min(Math.max(rect.top, 4), Math.max(4, rect.bottom - markWidth));
      const mark = gutterStateOf({ ...state, place: { index: at + 1, total }, guardedLate: false });
      return (
        <div key={at} class="cs-gutter-place" style={{ left: `${left}px`, top: `${top}px` }}>
          <GutterMark mark={mark} onOpen={() => page.review(model)} />
        </div>
      );
    });
    render(marks, mount);
  });

  let frame = 0;
  // A page scrolls more often than the screen is drawn.
  const place = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      moved.value += 1;
    });
  };
  life.addEventListener('abort', () => {
    stop();
    cancelAnimationFrame(frame);
    render(null, mount);
    mount.remove();
  });
  return { place };
}
