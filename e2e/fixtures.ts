import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { type DemoPage, type DemoServer, startDemoServer } from '../demo/server.ts';
import type { FrameSummary } from '../lib/dom/world.ts';
import { type Receiver, startReceiver } from '../receiver/src/server.ts';
import { testExtensionDir } from '../scripts/build-extension.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { openSession, type Session, type SpokenNode, spokenTree, until } from './session.ts';

/** What every story starts from. */
type WorkerFixtures = {
  readonly demo: DemoServer;
  readonly receiver: Receiver;
};

type StoryFixtures = {
  /** A fresh browser profile with the extension. */
  readonly session: Session;
  /** Stands between the extension and the receiver, and misbehaves when told to. */
  readonly endpoint: FaultyProxy;
  /** Opens a demo page and waits until its passages are analysed. */
  readonly openDemo: (page: DemoPage) => Promise<Page>;
  /** Sets the proxied receiver up as the destination. */
  readonly connect: () => Promise<void>;
};

const token = 'e2e-token';

/** Playwright's `test` with a browser that holds the extension, demo pages, and a receiver behind a proxy. */
export const test = base.extend<StoryFixtures, WorkerFixtures>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured parameter.
    async ({}, use) => {
      const server = await startDemoServer({ port: 0 });
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  receiver: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const tokens = [{ token, reviewerId: 'e2e-reviewer', role: 'reviewer' as const }];
      const receiver = await startReceiver({ port: 0, database: { kind: 'memory' }, tokens });
      await use(receiver);
      await receiver.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  session: async ({}, use) => {
    const userDataDir = await mkdtemp(join(tmpdir(), 'countersign-e2e-'));
    const session = await openSession({ extensionDir: testExtensionDir, headless: true, userDataDir });
    await use(session);
    await session.close();
    await rm(userDataDir, { recursive: true, force: true });
  },
  endpoint: async ({ receiver }, use) => {
    const proxy = await startFaultyProxy(receiver.url);
    await use(proxy);
    await proxy.close();
  },
  openDemo: async ({ session, demo }, use) => {
    await use(async (name) => {
      const page = await session.context.newPage();
      await page.setViewportSize({ width: 1360, height: 900 });
      await page.goto(demo.url(name));
      await settledFrame(session, page);
      await page.bringToFront();
      return page;
    });
  },
  connect: async ({ session, endpoint }, use) => {
    await use(async () => {
      const destination = { id: 'e2e', kind: 'receiver', name: 'Team receiver', url: endpoint.url, enabled: true };
      await session.desk('destinations/save', { destination, token });
    });
  },
});

/** The frame of a page that has passages, once all of them are analysed. */
export function settledFrame(session: Session, page: Page): Promise<FrameSummary> {
  return until('passages that are analysed', async () =>
    (await session.describe(page)).find(({ settled, passages }) => settled && passages.length > 0),
  );
}

/** Opens the card by the chord and waits until it is there and may take decisions. */
export async function startReview(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Shift+KeyR');
  await heard(page, ({ role }) => role === 'dialog');
  // What binds somebody is taken only from a card that has been on the screen.
  await page.waitForTimeout(400);
}

/** Waits until the accessibility tree holds such a node. */
export function heard(page: Page, isIt: (node: SpokenNode) => boolean): Promise<SpokenNode> {
  return until('something on the screen', async () => (await spokenTree(page)).find(isIt));
}

/** Waits until somewhere on the page, our closed tree included, this text is said. */
export function heardText(page: Page, text: string | RegExp): Promise<SpokenNode> {
  const matches = (name: string): boolean => (typeof text === 'string' ? name.includes(text) : text.test(name));
  return heard(page, ({ name }) => matches(name));
}
