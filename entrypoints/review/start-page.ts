import { effect } from '@preact/signals';
import cardCss from '../../components/card.css?inline';
import controlsCss from '../../components/controls.css?inline';
import gutterCss from '../../components/gutter.css?inline';
import panelsCss from '../../components/panels.css?inline';
import tokensCss from '../../components/tokens.css?inline';
import { selectedPassage } from '../../lib/detect/selected-passage.ts';
import type { SiteAdapter } from '../../lib/detect/site-adapter.ts';
import { watchPassages } from '../../lib/detect/watch-passages.ts';
import { createPainter, type Painter } from '../../lib/dom/highlights.ts';
import { createHost, type Host } from '../../lib/dom/host.ts';
import { watchTyping } from '../../lib/dom/typing-watch.ts';
import { createVisibleRect } from '../../lib/dom/visible-rect.ts';
import type { World } from '../../lib/dom/world.ts';
import { watchComposition } from '../../lib/dom/write-back/composition.ts';
import type { SignalHandlers } from '../../lib/messages/client.ts';
import type { frameCalls } from '../../lib/messages/contract.ts';
import { createPageModel, type PageModel } from '../../lib/models/page-model.ts';
import { deliver } from '../../lib/models/resend.ts';
import { focusCard, showCard } from './card-view.tsx';
import { showGutter } from './gutter-view.tsx';
import { listenToPage } from './page-events.ts';
import { createPassageList, type PassageList } from './passage-list.ts';
import placeCss from './place.css?inline';
import { connect, listen, pause } from './ports.ts';

/** The running page part of one frame. */
export type RunningPage = { readonly list: PassageList; readonly timing: Timing };

/** What finding passages and running rules took so far, in ms. */
export type Timing = { detectMs: number; flagMs: number };

/**
 * Starts the page part in this frame: finds passages, paints their flags, and shows the card. Everything it adds goes with
 * `life`.
 */
export async function startPage(world: World, life: AbortController): Promise<RunningPage> {
  const { signal } = life;
  const { guard } = world;
  // The two are injected together, the sentinel first.
  if (guard === undefined) throw new Error('the page part runs without its sentinel');
  const adapters = (world.adapters ?? []) as readonly SiteAdapter[];
  const client = connect();
  const { taxonomy } = await deliver(() => client('session/start', {}), pause);
  const page = createPageModel(!guard.stoodFirst);
  const host = createHost({
    document,
    styles: [tokensCss, controlsCss, cardCss, panelsCss, gutterCss, placeCss],
    signal,
    onEvicted: () => void client('page/evicted', {}).catch(() => life.abort()),
  });
  world.host = host.element;
  guard.protect({ host: host.element, root: host.root });
  signal.addEventListener('abort', () => guard.protect(undefined));

  const isOurs = (element: Element): boolean => element === host.element;
  const timing: Timing = { detectMs: 0, flagMs: 0 };
  const painter = createPainter({ document, signal });
  const takeKeyboard = (): void => {
    if (page.open.value !== undefined) focusCard(host);
  };
  const { isComposing } = watchComposition(window, signal);
  const { tookTyping } = watchTyping(window, signal);
  const own = { isOurs, takeKeyboard, isComposing, tookTyping, timing };
  const list = createPassageList({ document, taxonomy, client, painter, page, ...own });
  signal.addEventListener('abort', list.dispose);
  const place = showInterface({ host, page, list, painter, signal });
  const search = { document, hostname: location.hostname, adapters, isOurs, signal, timing };
  // Scrolling inside a shadow root is heard there and nowhere else.
  const onRoot = (root: Node) => root.addEventListener('scroll', place, { capture: true, passive: true, signal });
  watchPassages(search, { ...list, onLooked: place, onRoot });
  listenToPage({ painter, list, page, life, place });
  listen(frameHandlers(page, list));
  return { list, timing };
}

type InterfaceOptions = {
  readonly host: Host;
  readonly page: PageModel;
  readonly list: PassageList;
  readonly painter: Painter;
  readonly signal: AbortSignal;
};

/** Shows the card and the gutter marks, and follows the flag under review; answers what to call when the page moved. */
function showInterface({ host, page, list, painter, signal }: InterfaceOptions): () => void {
  const nowhere = new DOMRect();
  const visibleOf = createVisibleRect();
  const visibleRect = (element: Element | undefined) => (element === undefined ? nowhere : visibleOf(element));
  const card = showCard({
    host,
    page,
    signal,
    rectOf: (model) => list.of(model)?.rect() ?? nowhere,
    passageOf: (model) => visibleRect(list.of(model)?.candidate().element),
  });
  const gutter = showGutter({
    host,
    page,
    signal,
    visibleRect: (model) => visibleRect(list.of(model)?.candidate().element),
  });
  const stops = [
    effect(() => host.setShown(page.reviews.value.length > 0)),
    effect(() => {
      const controller = list.of(page.open.value);
      controller?.model.machine.value.activeFlag;
      controller?.reveal();
      painter.setActive(controller?.activeRange());
    }),
  ];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
  });
  return () => {
    card.place();
    gutter.place();
  };
}

function frameHandlers(page: PageModel, list: PassageList): SignalHandlers<typeof frameCalls> {
  return {
    'review/start': () => page.review(),
    'review/selection': () => {
      const candidate = selectedPassage(document);
      if (candidate !== undefined) page.review(list.add(candidate).model);
    },
    'sync/changed': () => void page.open.value?.refreshDeliveries(),
  };
}
