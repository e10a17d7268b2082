import { expect } from '@playwright/test';
import { killWorker } from './chromium.ts';
import { heardText, settledFrame, startReview, test } from './fixtures.ts';
import { until } from './session.ts';

test('a decision goes from the page to one row at the receiver, though the worker dies before it hears of it', async ({
  session,
  receiver,
  endpoint,
  openDemo,
  connect,
}) => {
  await connect();
  const before = (await receiver.events()).length;
  const page = await openDemo('help-desk');
  await startReview(page);
  await page.keyboard.press('Digit1');
  await heardText(page, 'Kept on this machine');

  // The events reach the receiver and are kept there; the worker is killed while it waits for the answer.
  endpoint.setBehaviour('swallow-answer');
  await until('the focus on Send', async () => {
    await page.keyboard.press('Tab');
    return (await heardText(page, 'Send to Team receiver')).focused ? true : undefined;
  });
  await page.keyboard.press('Enter');
  await until('the batch at the receiver', async () => ((await receiver.events()).length > before ? true : undefined));
  await killWorker(session.context);
  endpoint.setBehaviour('pass');

  // Anything wakes the worker; here a page of ours asks it to send what is left.
  await session.desk('sync/flush', {});
  await heardText(page, 'Delivered');
  const reviews = (await receiver.events())
    .slice(before)
    .filter(({ type }) => type === 'countersign.review.submitted.v1');
  expect(reviews).toHaveLength(1);
  expect(endpoint.batches()).toBeGreaterThan(1);
  expect((await settledFrame(session, page)).pageMutations).toBe(0);
});

test('a verdict survives a worker that is killed while it saves', async ({ session, openDemo }) => {
  const page = await openDemo('help-desk');
  await startReview(page);
  await Promise.all([page.keyboard.press('Digit1'), killWorker(session.context)]);
  await until('the saved verdict', async () => (await settledFrame(session, page)).passages[0]?.verdict);
  expect(await session.storedReviews('http://help-desk.localhost')).toBe(1);
});

test('after a reload the card knows the decision and where it stands', async ({ session, openDemo, connect }) => {
  await connect();
  const page = await openDemo('help-desk');
  await startReview(page);
  await page.keyboard.press('Digit1');
  await heardText(page, 'Kept on this machine');
  await page.reload();
  await until('the decision to be known', async () => (await settledFrame(session, page)).passages[0]?.verdict);
  await startReview(page);
  await page.keyboard.press('PageUp');
  await heardText(page, 'Kept on this machine');
});

test('human messages are never passages', async ({ session, openDemo }) => {
  const page = await openDemo('help-desk');
  const truth = await page.evaluate(() => {
    const { __demo } = globalThis as unknown as { __demo: { truth: readonly { role: string; text: string }[] } };
    return __demo.truth;
  });
  const squeeze = (text: string): string => text.replace(/\s+/g, '');
  const texts = (await settledFrame(session, page)).passages.map(({ text }) => squeeze(text));
  const written = (role: string) => truth.filter((turn) => turn.role === role).map(({ text }) => squeeze(text));
  expect(texts.filter((text) => written('user').includes(text))).toEqual([]);
  expect(texts).toHaveLength(written('assistant').length + written('ai').length);
});
