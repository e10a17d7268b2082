import { deskCalls, pageCalls } from '../../lib/messages/contract.ts';
import { createDispatcher } from '../../lib/messages/transport.ts';
import {
  injectPagePart,
  injectSentinelEverywhere,
  onGrantsChanged,
  registerSentinel,
} from '../../lib/platform/injection.ts';
import { onAlarm, onInstalled, onStartup } from '../../lib/platform/lifecycle.ts';
import { onMessage, postToFrame, type Sender } from '../../lib/platform/messaging.ts';
import {
  createSelectionMenu,
  onKeyCommand,
  onSelectionMenu,
  onToolbarClick,
  setBadge,
} from '../../lib/platform/toolbar.ts';
import { createDelivery, flushAlarm, tidyAlarm } from './delivery.ts';
import { createDeskHandlers } from './desk-handlers.ts';
import { withMessageErrors } from './message-errors.ts';
import { createPageHandlers } from './page-handlers.ts';
import { createSafetyCopy } from './safety-copy.ts';
import { createServices } from './services.ts';

/** Starts the worker. Every listener is added before the first await, or the event that woke us would be lost. */
export function startBackground(): void {
  const services = createServices();
  const safetyCopy = createSafetyCopy(services);
  const ready = safetyCopy.restore();
  const delivery = createDelivery(services, safetyCopy);
  const fromPages = createDispatcher(
    pageCalls,
    withMessageErrors(createPageHandlers(services, delivery), ready),
    refusePage,
  );
  const fromDesk = createDispatcher(
    deskCalls,
    withMessageErrors(createDeskHandlers(services, delivery), ready),
    (_call, { kind }) => (kind === 'extension' ? undefined : 'only extension pages may ask this'),
  );
  onMessage((message, sender) => fromPages(message, sender) ?? fromDesk(message, sender));

  onAlarm(flushAlarm, () => void delivery.flush());
  onAlarm(tidyAlarm, () => void delivery.tidy());
  onStartup(() => {
    void registerSentinel();
    void delivery.tidy();
  });
  onGrantsChanged(() => void registerSentinel());
  onInstalled(() => void prepare(delivery.tidy));
  onToolbarClick((tabId) => void startReview(tabId, 0, 'review/start'));
  onKeyCommand((command, tabId) => command === 'start-review' && void startReview(tabId, 0, 'review/start'));
  onSelectionMenu((tabId, frameId) => void startReview(tabId, frameId, 'review/selection'));
  self.addEventListener('online', () => void delivery.flush());
  // A worker that died between a commit and its flush has left something to send.
  void ready.then(delivery.tidy);
}

function refusePage(_call: string, sender: Sender): string | undefined {
  if (sender.kind === 'extension') return 'only pages under review may ask this';
  return sender.tabId === undefined ? 'not a tab' : undefined;
}

async function prepare(tidy: () => Promise<void>): Promise<void> {
  await createSelectionMenu();
  await registerSentinel();
  await injectSentinelEverywhere();
  await tidy();
}

async function startReview(tabId: number, frameId: number, call: 'review/start' | 'review/selection'): Promise<void> {
  try {
    await injectPagePart(tabId, frameId);
    await postToFrame(tabId, frameId, { call, request: {} });
  } catch {
    // Store pages, other extensions and pages a policy blocks let nobody in; the toolbar is where that can be said.
    await setBadge({ text: '!', title: 'This page lets no extension in, so nothing can be reviewed here.', tabId });
  }
}
