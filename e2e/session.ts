import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import type { FrameSummary } from '../lib/dom/world.ts';
import { launchWithExtension } from './chromium.ts';

/** A browser with the extension in it, and ways to look at both. */
export type Session = {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Calls a message of the desk contract, as one of our own pages would. */
  readonly desk: (call: string, request: unknown) => Promise<unknown>;
  /** What choosing our entry in the context menu of a selection does; a menu itself can't be driven. */
  readonly reviewSelection: (page: Page) => Promise<void>;
  /** What the toolbar button says on this page. */
  readonly toolbarTitle: (page: Page) => Promise<string>;
  /** Reviews in the extension's IndexedDB of one site. */
  readonly storedReviews: (siteKey: string) => Promise<number>;
  /** What the page part says of each frame of a page it runs in. */
  readonly describe: (page: Page) => Promise<readonly (FrameSummary & { readonly frame: number })[]>;
  readonly close: () => Promise<void>;
};

/** How a session is opened. */
export type SessionOptions = {
  readonly extensionDir: string;
  readonly headless: boolean;
  readonly userDataDir: string;
};

/** Launches Chromium with the extension. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { context, extensionId } = await launchWithExtension(options);
  let deskPage: Page | undefined;
  // Any document of the extension's origin has its API; the manifest is one that needs no interface of its own.
  const openDesk = async (): Promise<Page> => {
    if (deskPage !== undefined && !deskPage.isClosed()) return deskPage;
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    deskPage = page;
    return page;
  };
  // Pages opened before the sentinel is registered get it late, and then its guard is not the first to hear a key.
  await until('the sentinel to be registered', async () =>
    (await (await openDesk()).evaluate(isRegistered)) ? true : undefined,
  );
  return {
    context,
    extensionId,
    desk: async (call, request) => reply(await (await openDesk()).evaluate(sendToBackground, { call, request })),
    describe: async (page) => (await openDesk()).evaluate(askFrames, page.url()),
    reviewSelection: async (page) => (await openDesk()).evaluate(injectAndReview, page.url()),
    toolbarTitle: async (page) => (await openDesk()).evaluate(readToolbar, page.url()),
    storedReviews: async (siteKey) => (await openDesk()).evaluate(countReviews, siteKey),
    close: () => context.close(),
  };
}

type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { code: string; message: string } };

function reply(raw: unknown): unknown {
  const answer = raw as Reply | undefined;
  if (answer?.ok === true) return answer.value;
  throw new Error(
    answer === undefined ? 'the background did not answer' : `${answer.error.code}: ${answer.error.message}`,
  );
}

// The functions below run in a document of the extension.

type ExtensionApi = {
  readonly runtime: { readonly sendMessage: (message: unknown) => Promise<unknown> };
  readonly action: { readonly getTitle: (details: { tabId: number }) => Promise<string> };
  readonly tabs: {
    readonly query: (query: object) => Promise<readonly { id: number; url?: string }[]>;
    readonly sendMessage: (tabId: number, message: unknown) => Promise<unknown>;
  };
  readonly scripting: {
    readonly getRegisteredContentScripts: () => Promise<readonly unknown[]>;
    readonly executeScript: (injection: object) => Promise<readonly { frameId: number; result: unknown }[]>;
  };
};

function sendToBackground(message: unknown): Promise<unknown> {
  return (globalThis as unknown as { readonly chrome: ExtensionApi }).chrome.runtime.sendMessage(message);
}

async function isRegistered(): Promise<boolean> {
  const { scripting } = (globalThis as unknown as { readonly chrome: ExtensionApi }).chrome;
  return (await scripting.getRegisteredContentScripts()).length > 0;
}

async function injectAndReview(url: string): Promise<void> {
  const { tabs, scripting } = (globalThis as unknown as { readonly chrome: ExtensionApi }).chrome;
  const tab = (await tabs.query({})).find((one) => one.url === url);
  if (tab === undefined) throw new Error(`no tab shows ${url}`);
  await scripting.executeScript({ target: { tabId: tab.id }, files: ['/sentinel.js', '/review.js'] });
  await tabs.sendMessage(tab.id, { call: 'review/selection', request: {} });
}

async function readToolbar(url: string): Promise<string> {
  const { tabs, action } = (globalThis as unknown as { readonly chrome: ExtensionApi }).chrome;
  const tab = (await tabs.query({})).find((one) => one.url === url);
  return tab === undefined ? '' : action.getTitle({ tabId: tab.id });
}

function countReviews(siteKey: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('countersign');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const rows = opening.result.transaction('reviews').objectStore('reviews').getAll();
      rows.onerror = () => reject(rows.error);
      rows.onsuccess = () => {
        opening.result.close();
        resolve((rows.result as { siteKey: string }[]).filter((row) => row.siteKey === siteKey).length);
      };
    };
  });
}

async function askFrames(url: string): Promise<(FrameSummary & { frame: number })[]> {
  const { tabs, scripting } = (globalThis as unknown as { readonly chrome: ExtensionApi }).chrome;
  const tab = (await tabs.query({})).find((one) => one.url === url);
  if (tab === undefined) throw new Error(`no tab shows ${url}`);
  const results = await scripting.executeScript({
    target: { tabId: tab.id, allFrames: true },
    func: () => {
      const holder = globalThis as unknown as Record<symbol, { page?: { describe(): unknown } } | undefined>;
      return holder[Symbol.for('countersign.world')]?.page?.describe() ?? null;
    },
  });
  return results.flatMap(({ frameId, result }) =>
    result === null ? [] : [{ ...(result as FrameSummary), frame: frameId }],
  );
}

/** One node of the accessibility tree: what a screen reader is told. */
export type SpokenNode = {
  /** The node's id in the DevTools protocol. */
  readonly backendNodeId: number | undefined;
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly focused: boolean;
  readonly disabled: boolean;
};

/**
 * The accessibility tree of a page, our closed tree included: the way our interface is tested without being opened
 *.
 */
export async function spokenTree(page: Page): Promise<readonly SpokenNode[]> {
  const cdp = await page.context().newCDPSession(page);
  try {
    return await readTree(cdp);
  } finally {
    await cdp.detach();
  }
}

async function readTree(cdp: CDPSession): Promise<readonly SpokenNode[]> {
  await cdp.send('Accessibility.enable');
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, description, properties, backendDOMNodeId }) => {
      const property = (wanted: string): unknown => properties?.find((one) => one.name === wanted)?.value.value;
      return {
        backendNodeId: backendDOMNodeId,
        role: String(role?.value ?? ''),
        name: String(name?.value ?? ''),
        description: String(description?.value ?? ''),
        focused: property('focused') === true,
        disabled: property('disabled') === true,
      };
    });
}

/** The middle of a node on the screen, in CSS px. */
export async function boxOf(
  page: Page,
  { backendNodeId, name }: SpokenNode,
): Promise<{ readonly x: number; readonly y: number }> {
  const cdp = await page.context().newCDPSession(page);
  try {
    if (backendNodeId === undefined) throw new Error(`${name} has no node`);
    const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId });
    const [left = 0, top = 0, right = 0, , , bottom = 0] = model.border;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  } finally {
    await cdp.detach();
  }
}

/** Polls until a value is there; says what was awaited when it never comes. */
export async function until<T>(what: string, look: () => Promise<T | undefined>, timeoutMs = 20_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
