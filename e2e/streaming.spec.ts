import { expect, type Page } from '@playwright/test';
import { heardText, settledFrame, startReview, test } from './fixtures.ts';
import { type Session, until } from './session.ts';

const address = 'http://chat.localhost/';
const first = 'Your parcel left the warehouse on 30 February 2026 and will be with you soon, we are quite sure of it.';
const second = 'Your parcel left the warehouse on 2 March 2026, and the carrier has promised it for Friday morning.';
const html = `<!doctype html><html lang="en"><title>Chat</title><body style="margin:60px;font:16px sans-serif">
<div data-role="user">Where is it?</div><div id="answer" data-role="assistant">${first}</div></body></html>`;

async function openChat(session: Session): Promise<Page> {
  const page = await session.context.newPage();
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(address);
  await settledFrame(session, page);
  await page.bringToFront();
  return page;
}

const say = (page: Page, text: string): Promise<void> =>
  page.evaluate((words) => {
    const answer = document.getElementById('answer');
    if (answer !== null) answer.textContent = words;
  }, text);

test('an answer that is generated again is the same passage, and its old review says that it is stale', async ({
  session,
}) => {
  const page = await openChat(session);
  await startReview(page);
  await page.keyboard.press('Digit3');
  await page.keyboard.type('The date cannot be.');
  await page.keyboard.press('Enter');
  await heardText(page, 'Rejected');
  await say(page, second);
  await heardText(page, /text has changed since/);
  const passage = (await settledFrame(session, page)).passages[0];
  expect([passage?.text, passage?.verdict]).toEqual([second, undefined]);
});

test('a streaming answer is looked at when it has come to rest, and then with its whole text', async ({ session }) => {
  const page = await openChat(session);
  const words = `${second} ${first}`.split(' ');
  for (let count = 1; count <= words.length; count += 1) {
    await say(page, words.slice(0, count).join(' '));
    await page.waitForTimeout(25);
  }
  const passage = await until('the whole answer', async () =>
    (await settledFrame(session, page)).passages.find(({ text }) => text === words.join(' ')),
  );
  expect(passage.flags.map(({ quote }) => quote)).toContain('30 February 2026');
  expect((await settledFrame(session, page)).pageMutations).toBe(0);
});

test('a passage whose nodes are replaced under the open card keeps its review', async ({ session }) => {
  const page = await openChat(session);
  await startReview(page);
  await page.keyboard.press('KeyN');
  await page.keyboard.type('Asked the carrier.');
  await page.keyboard.press('Enter');
  await heardText(page, 'Asked the carrier.');
  await page.evaluate(() => {
    const answer = document.getElementById('answer');
    answer?.replaceWith(answer.cloneNode(true));
  });
  await page.waitForTimeout(1_500);
  await heardText(page, 'Asked the carrier.');
  await page.keyboard.press('Digit4');
  await heardText(page, 'Escalated');
});
