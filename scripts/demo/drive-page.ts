import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { DemoPage, DemoServer } from '../../demo/server.ts';
import { type Session, spokenTree, until } from '../../e2e/session.ts';
import { siteKeyOf } from '../../lib/core/ids.ts';
import type { FrameSummary, PassageSummary } from '../../lib/dom/world.ts';
import type { Receiver } from '../../receiver/src/server.ts';
import type { PageReport } from './report.ts';

/** What driving a page needs. */
export type Drive = {
  readonly session: Session;
  readonly server: DemoServer;
  readonly receiver: Receiver;
  readonly page: DemoPage;
  /** Folder for screenshots. */
  readonly screenshots: string;
};

/** Opens a demo page and reviews every passage on it by keyboard alone, as a person would. */
export async function drivePage(drive: Drive): Promise<PageReport> {
  const { session, server } = drive;
  const tab = await session.context.newPage();
  await tab.setViewportSize({ width: 1360, height: 900 });
  await tab.goto(server.url(drive.page));
  await tab.bringToFront();
  const first = await until('passages that are analysed', async () => settledFrame(await session.describe(tab)));
  await shoot(drive, tab, 'flags');
  await tab.keyboard.press('Alt+Shift+KeyR');
  for (const [index, passage] of first.passages.entries()) await reviewPassage(drive, tab, { index, passage });
  await shoot(drive, tab, 'done');
  const reviews = await until('every review at the receiver', () => deliveredReviews(drive, first.passages.length));
  const last = await until('the page as it is now', async () => settledFrame(await session.describe(tab)));
  const human = await tab.evaluate(humanTexts);
  const stored = await session.storedReviews(siteKeyOf(server.url(drive.page)));
  const report = reportOf(drive.page, { first, last, human, reviews, stored });
  await tab.close();
  return report;
}

function settledFrame(frames: readonly FrameSummary[]): FrameSummary | undefined {
  return frames.find(({ settled, passages }) => settled && passages.length > 0);
}

/** A screenshot in light and in dark. */
async function shoot({ page, screenshots }: Drive, tab: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await tab.emulateMedia({ colorScheme });
    // Colours change over 80 ms.
    await tab.waitForTimeout(200);
    await tab.screenshot({ path: join(screenshots, `${page}-${name}-${colorScheme}.png`) });
  }
}

type Turn = { readonly index: number; readonly passage: PassageSummary };

/** Decides every flag of the passage the card shows, labels the first one, and submits the proposed verdict. */
async function reviewPassage(drive: Drive, tab: Page, { index, passage }: Turn): Promise<void> {
  const now = async (): Promise<PassageSummary | undefined> =>
    settledFrame(await drive.session.describe(tab))?.passages[index];
  await until(`the card of passage ${index + 1}`, async () => {
    const dialog = (await spokenTree(tab)).find(({ role }) => role === 'dialog');
    return dialog?.name.includes(`passage ${index + 1} `) === true ? dialog : undefined;
  });
  // What binds somebody is taken only from a card that could be seen; a person would be reading now.
  await tab.waitForTimeout(400);
  if (passage.flags.length > 0) {
    await shoot(drive, tab, `card-${index + 1}`);
    await type(tab, ['KeyF', 'Digit1', 'KeyN']);
    await tab.keyboard.type('Checked against the record.');
    await tab.keyboard.press('Enter');
  }
  for (let left = passage.flags.length; left > 0; left = (await now())?.openFlags ?? 0) {
    await tab.keyboard.press('Enter');
    if (await within(3_000, async () => ((await now())?.openFlags ?? left) < left)) continue;
    await type(tab, ['KeyX', 'Digit2']);
    if (!(await within(3_000, async () => ((await now())?.openFlags ?? left) < left))) break;
  }
  if (passage.flags.length > 0) await shoot(drive, tab, `decided-${index + 1}`);
  await submit(tab, async () => (await now())?.verdict !== undefined);
  if (index === 0) await consent(tab);
}

/** Submits the proposed verdict; again where a busy machine had not shown the card yet and the gate said so. */
async function submit(tab: Page, isSaved: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await tab.keyboard.press('Control+Enter');
    if (await within(4_000, isSaved)) return;
  }
  throw new Error('the proposed verdict was not saved');
}

/** Agrees, by keyboard, that reviews of this site may go to the receiver. */
async function consent(tab: Page): Promise<void> {
  // The card has gone on to the next passage; the question stands on the one before.
  await tab.keyboard.press('PageUp');
  await until('the question of consent', async () => {
    await tab.keyboard.press('Tab');
    return (await spokenTree(tab)).find(
      ({ role, name, focused }) => role === 'button' && focused && name.startsWith('Send'),
    );
  });
  await tab.keyboard.press('Enter');
  await tab.waitForTimeout(200);
  await tab.keyboard.press('PageDown');
}

async function type(tab: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await tab.keyboard.press(key);
}

async function within(ms: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  return false;
}

type DeliveredReview = {
  readonly passage: { readonly siteKey: string };
  readonly verdict: string;
  readonly edits: readonly unknown[];
};

/** This page's reviews at the receiver, once there are enough of them. */
async function deliveredReviews(
  { receiver, server, page }: Drive,
  wanted: number,
): Promise<readonly DeliveredReview[] | undefined> {
  const siteKey = siteKeyOf(server.url(page));
  const events = await receiver.events();
  const reviews = events
    .filter(({ type }) => type.startsWith('countersign.review.'))
    .map(({ body }) => (body as { data: { payload: DeliveredReview } }).data.payload)
    .filter(({ passage }) => passage.siteKey === siteKey);
  return reviews.length >= wanted ? reviews : undefined;
}

function humanTexts(): readonly string[] {
  const demo = (globalThis as unknown as { __demo?: { truth?: readonly { role: string; text: string }[] } }).__demo;
  return (demo?.truth ?? []).filter(({ role }) => role === 'user').map(({ text }) => text);
}

type Facts = {
  readonly first: FrameSummary;
  readonly last: FrameSummary;
  readonly human: readonly string[];
  readonly reviews: readonly DeliveredReview[];
  readonly stored: number;
};

function reportOf(page: DemoPage, { first, last, human, reviews, stored }: Facts): PageReport {
  const flags: Record<string, number> = {};
  for (const { category } of first.passages.flatMap((passage) => passage.flags))
    flags[category] = (flags[category] ?? 0) + 1;
  const squeeze = (text: string): string => text.replace(/\s+/g, '');
  const humanWritten = new Set(human.map(squeeze));
  return {
    page,
    passages: first.passages.length,
    humanPassages: first.passages.filter(({ text }) => humanWritten.has(squeeze(text))).length,
    flags,
    edits: reviews.reduce((sum, { edits }) => sum + edits.length, 0),
    verdict: reviews.at(-1)?.verdict ?? '',
    stored,
    delivered: reviews.length,
    pageMutations: last.pageMutations,
  };
}
