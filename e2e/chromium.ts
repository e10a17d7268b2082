import { access, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Worker } from '@playwright/test';
import { findOrInstallChromium } from '../scripts/setup-browser.ts';

/**
 * How Chromium is started beside `--headless` and `--load-extension`.
 *
 * No sandbox, because root cannot have one, and the pages opened are ours; no services of its own, because on a machine
 * without network each of them fails again and again.
 */
export const launchArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What to launch, and where. */
export type LaunchOptions = {
  /** Folder of the unpacked extension, the one with `manifest.json`. */
  readonly extensionDir: string;
  readonly headless: boolean;
  /** Profile folder; made when it is not there, used as it is when it holds a profile. */
  readonly userDataDir: string;
};

/** A running Chromium with the extension in it. */
export type LaunchedBrowser = {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** The extension's service worker: the one that runs, or else the next one that is started. */
  readonly worker: () => Promise<Worker>;
};

const workerTimeoutMs = 20_000;

/** Developer mode is what lets an unpacked extension come back after `runtime.reload()`. */
async function seedProfile(userDataDir: string): Promise<void> {
  const preferences = join(userDataDir, 'Default/Preferences');
  const exists = await access(preferences).then(
    () => true,
    () => false,
  );
  if (exists) return;
  await mkdir(join(userDataDir, 'Default'), { recursive: true });
  await writeFile(preferences, JSON.stringify({ extensions: { ui: { developer_mode: true } } }));
}

function launchContext({ extensionDir, headless, userDataDir }: LaunchOptions, executablePath: string) {
  const args = [
    ...launchArguments,
    ...(headless ? ['--headless=new'] : []),
    `--disable-extensions-except=${extensionDir}`,
    `--load-extension=${extensionDir}`,
  ];
  // Playwright's own headless mode adds flags that change how pages look; ours is the one a person has, without a window.
  return chromium.launchPersistentContext(userDataDir, { executablePath, headless: false, args });
}

async function waitForWorker(context: BrowserContext, extensionId?: string): Promise<Worker> {
  const isOurs = (worker: Worker): boolean => {
    const { protocol, host } = new URL(worker.url());
    return protocol === 'chrome-extension:' && (extensionId === undefined || host === extensionId);
  };
  const running = context.serviceWorkers().find(isOurs);
  return running ?? context.waitForEvent('serviceworker', { predicate: isOurs, timeout: workerTimeoutMs });
}

/**
 * Starts Chromium with one unpacked extension and resolves once its service worker runs.
 *
 * @throws when no browser can be had, or when the worker does not start within 20 s: the extension did not load then, and
 * the browser is closed again.
 */
export async function launchWithExtension(options: LaunchOptions): Promise<LaunchedBrowser> {
  const extensionDir = resolve(options.extensionDir);
  await access(join(extensionDir, 'manifest.json')).catch((cause: unknown) => {
    throw new Error(`There is no extension in ${extensionDir}; build it first`, { cause });
  });
  await seedProfile(options.userDataDir);
  const context = await launchContext({ ...options, extensionDir }, await findOrInstallChromium());
  try {
    const { host: extensionId } = new URL((await waitForWorker(context)).url());
    return { context, extensionId, worker: () => waitForWorker(context, extensionId) };
  } catch (cause) {
    await context.close();
    throw new Error(`The service worker of the extension in ${extensionDir} did not start`, { cause });
  }
}

/**
 * Ends the extension's service worker, as the browser does to an idle one; gives whether one was running.
 *
 * Playwright keeps a worker alive as long as it watches it, so a worker that is to die has to be closed as a target.
 */
export async function killWorker(context: BrowserContext): Promise<boolean> {
  const page = context.pages()[0] ?? (await context.newPage());
  const cdp = await context.newCDPSession(page);
  try {
    const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'service_worker' }] });
    const workers = targetInfos.filter(({ url }) => url.startsWith('chrome-extension://'));
    const closed = workers.map(({ targetId }) => cdp.send('Target.closeTarget', { targetId }));
    return (await Promise.all(closed)).some(({ success }) => success);
  } finally {
    await cdp.detach();
  }
}
