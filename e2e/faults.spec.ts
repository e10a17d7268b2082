import { expect } from '@playwright/test';
import { heard, heardText, settledFrame, startReview, test } from './fixtures.ts';
import { until } from './session.ts';

test('a page that keeps removing our host is told of in the toolbar, and the page stays whole', async ({
  session,
  openDemo,
}) => {
  const page = await openDemo('crm-note');
  await page.evaluate(() => {
    const ours = [...document.documentElement.children].filter(({ localName }) => localName.startsWith('x-'));
    new MutationObserver(() => {
      for (const child of document.documentElement.children) if (child.localName.startsWith('x-')) child.remove();
    }).observe(document.documentElement, { childList: true });
    for (const child of ours) child.remove();
  });
  const title = await until('the toolbar to say so', async () => {
    const said = await session.toolbarTitle(page);
    return said.includes('keeps removing') ? said : undefined;
  });
  expect(title).toContain('Reviews are not possible here');
  expect((await settledFrame(session, page)).pageMutations).toBe(0);
});

test('an endpoint that is down leaves the review waiting and says so; it goes when the endpoint is back', async ({
  session,
  receiver,
  endpoint,
  openDemo,
  connect,
}) => {
  await connect();
  const before = (await receiver.events()).length;
  endpoint.setBehaviour('down');
  const page = await openDemo('help-desk');
  await startReview(page);
  await page.keyboard.press('Digit1');
  await pressSend(page);
  await heardText(page, 'Waiting to be sent');
  expect(await session.storedReviews('http://help-desk.localhost')).toBe(1);
  endpoint.setBehaviour('pass');
  await session.desk('sync/flush', {});
  await heardText(page, 'Delivered');
  const reviews = (await receiver.events()).slice(before).filter(({ type }) => type.includes('.review.'));
  expect(reviews).toHaveLength(1);
});

test('an endpoint that answers with a web page is told of, and nothing is taken for delivered', async ({
  session,
  endpoint,
  openDemo,
  connect,
}) => {
  await connect();
  endpoint.setBehaviour('html');
  const page = await openDemo('help-desk');
  await startReview(page);
  await page.keyboard.press('Digit1');
  await pressSend(page);
  await heardText(page, 'answered with a web page');
  const { counts } = (await session.desk('sync/state', {})) as { counts: { pending: number; delivered: number } };
  expect(counts.delivered).toBe(0);
  expect(counts.pending).toBeGreaterThan(0);
});

test('a database that refuses loses nothing: the card says what is the matter and keeps the decision', async ({
  session,
  openDemo,
}) => {
  const page = await openDemo('help-desk');
  await startReview(page);
  const worker = session.context.serviceWorkers()[0];
  if (worker === undefined) throw new Error('no worker');
  await worker.evaluate(() => {
    const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
    for (const name of ['add', 'put']) {
      const original = store[name];
      store[`kept-${name}`] = original;
      store[name] = () => {
        throw new DOMException('no space', 'QuotaExceededError');
      };
    }
  });
  await page.keyboard.press('Digit1');
  await heardText(page, /disk|space|storage/i);
  expect(await session.storedReviews('http://help-desk.localhost')).toBe(0);
  await worker.evaluate(() => {
    const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
    for (const name of ['add', 'put']) store[name] = store[`kept-${name}`];
  });
  await page.keyboard.press('Digit1');
  await until('the saved verdict', async () => (await settledFrame(session, page)).passages[0]?.verdict);
  expect(await session.storedReviews('http://help-desk.localhost')).toBe(1);
});

async function pressSend(page: Parameters<typeof heard>[0]): Promise<void> {
  await heardText(page, 'Kept on this machine');
  await until('the focus on Send', async () => {
    await page.keyboard.press('Tab');
    const send = await heard(page, ({ role, name }) => role === 'button' && name === 'Send to Team receiver');
    return send.focused ? true : undefined;
  });
  await page.keyboard.press('Enter');
}
