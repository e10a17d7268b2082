import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { killWorker, launchWithExtension } from './chromium.ts';

/** The least an extension can be: a worker that tells one life of itself from the next. */
const files = {
  'manifest.json': JSON.stringify({
    manifest_version: 3,
    name: 'least',
    version: '1',
    background: { service_worker: 'worker.js' },
  }),
  'worker.js': `const life = crypto.randomUUID();
chrome.runtime.onMessage.addListener((message, sender, answer) => answer(life));
`,
};

type Extension = {
  readonly chrome: { readonly runtime: { readonly sendMessage: (message: string) => Promise<string> } };
};

const askForLife = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as Extension).chrome.runtime.sendMessage('?'));

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-launch-'));
  await mkdir(join(folder, 'extension'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'extension', name), text);
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

const options = () => ({
  extensionDir: join(folder, 'extension'),
  headless: true,
  userDataDir: join(folder, 'profile'),
});

test('the extension runs, its worker can be killed, and it comes back with the next message', async () => {
  const { context, extensionId, worker } = await launchWithExtension(options());
  try {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    const first = await askForLife(page);
    expect(await (await worker()).evaluate('life')).toBe(first);
    expect(await killWorker(context)).toBe(true);
    await expect.poll(() => killWorker(context), { message: 'nothing is left to kill' }).toBe(false);
    expect(await askForLife(page)).not.toBe(first);
  } finally {
    await context.close();
  }
});

test('the extension comes back after it reloaded itself, and after the browser was started again', async () => {
  for (const start of [1, 2]) {
    const { context, extensionId, worker } = await launchWithExtension(options());
    try {
      const old = await worker();
      const gone = old.waitForEvent('close');
      // The worker ends while it is asked, so there is no answer to wait for.
      void old.evaluate('chrome.runtime.reload()').catch(() => undefined);
      await gone;
      const page = await context.newPage();
      await expect(() => page.goto(`chrome-extension://${extensionId}/manifest.json`)).toPass({ timeout: 15_000 });
      expect(await askForLife(page), `start ${start}`).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      await context.close();
    }
  }
});

test('a folder without an extension is refused before a browser is started', async () => {
  await expect(launchWithExtension({ ...options(), extensionDir: folder })).rejects.toThrow('build it first');
});
