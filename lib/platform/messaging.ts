import { browser } from './browser.ts';

/** What is known of who sent a message; taken from the browser, never from the message. */
export type Sender = {
  /** `page`: a content script of ours; `extension`: one of our own pages. */
  readonly kind: 'page' | 'extension';
  readonly tabId: number | undefined;
  readonly frameId: number;
  /** Address of the frame that sent it. */
  readonly url: string;
  /** Address of the tab's top document. */
  readonly topUrl: string;
};

/**
 * Hears messages of our own extension. A listener answers with a promise, or with `undefined` to leave the message to
 * others. Must be called synchronously at the start of a worker, or the message that woke it is lost.
 */
export function onMessage(listener: (message: unknown, sender: Sender) => Promise<unknown> | undefined): void {
  browser.runtime.onMessage.addListener(((message: unknown, raw: RawSender) => {
    if (raw.id !== browser.runtime.id) return undefined;
    return listener(message, toSender(raw));
  }) as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
}

type RawSender = {
  readonly id?: string;
  readonly url?: string;
  readonly frameId?: number;
  readonly tab?: { readonly id?: number; readonly url?: string };
};

function toSender(raw: RawSender): Sender {
  const url = raw.url ?? '';
  // An extension page opened in a tab has a tab too, so the address decides.
  const ours = url.startsWith(browser.runtime.getURL(''));
  return {
    kind: ours ? 'extension' : 'page',
    tabId: raw.tab?.id,
    frameId: raw.frameId ?? 0,
    url,
    topUrl: raw.tab?.url ?? url,
  };
}

/** Posts a message to the background. */
export function postToBackground(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** Posts a message to our script in one frame of a tab. */
export function postToFrame(tabId: number, frameId: number, message: unknown): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId });
}

/** Posts a message to our scripts in every tab; tabs without one do not hear it, and that is no error. */
export async function postToEveryTab(message: unknown): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.map(({ id }) => (id === undefined ? undefined : browser.tabs.sendMessage(id, message))),
  );
}

/** Whether this context still belongs to a running extension; false in a page after an update or a reload. */
export function isAlive(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    // Reading `runtime` itself throws in some orphaned contexts; that is the answer.
    return false;
  }
}
