import { browser } from './browser.ts';

const sentinel = { id: 'sentinel', file: '/sentinel.js' } as const;
const pagePart = '/review.js';

let registering: Promise<unknown> = Promise.resolve();

/**
 * Registers the sentinel on every site the person has granted, and takes it from the others. Called at boot and whenever
 * grants change, since an update wipes dynamic registrations. One at a time: two that overlap would both add the same id,
 * and the one that knows of the newest grant could be the one that is refused.
 */
export function registerSentinel(): Promise<void> {
  const next = registering.then(register);
  registering = next.catch(() => undefined);
  return next;
}

async function register(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [sentinel.id] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [sentinel.id] });
  const matches = origins.filter((origin) => /^(https?|\*):|^<all_urls>$/.test(origin));
  if (matches.length === 0) return;
  const script = {
    id: sentinel.id,
    js: [sentinel.file],
    matches,
    runAt: 'document_start',
    allFrames: true,
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  } as const;
  await browser.scripting.registerContentScripts([{ ...script, js: [...script.js], matches: [...matches] }]);
}

/** Puts the sentinel into tabs that were open before it was registered. Tabs we may not touch are passed over. */
export async function injectSentinelEverywhere(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.map(({ id }) =>
      id === undefined
        ? undefined
        : browser.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: [sentinel.file] }),
    ),
  );
}

/**
 * Puts the page part into one frame, and the sentinel before it, which brings the key guard and the adapters. A second time
 * does nothing, since both look for themselves first.
 */
export async function injectPagePart(tabId: number, frameId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [sentinel.file, pagePart] });
}

/** Calls back whenever site grants were given or taken. */
export function onGrantsChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}
