import { expect, type Page } from '@playwright/test';
import { settledFrame, startReview, test } from './fixtures.ts';
import { type Session, until } from './session.ts';

/** A page that shows one conversation at a time, as single-page applications do. */
async function openSinglePage(session: Session, body: string): Promise<Page> {
  const page = await session.context.newPage();
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Tickets</title><body style="margin:40px">${body}</body></html>`,
    }),
  );
  await page.goto('http://tickets.localhost/t/1');
  await settledFrame(session, page);
  await page.bringToFront();
  return page;
}

const reply = 'Thank you for your patience, the parcel leaves our house tomorrow.';
const risky = 'Please write to jane.porter@northmail.org or ring +44 20 7946 0958 before noon.';
const message = `<div data-message-author-role="user">Where is it?</div>
<div id="it" data-message-author-role="assistant">${reply}</div>`;

async function approve(session: Session, page: Page): Promise<void> {
  await startReview(page);
  await page.keyboard.press('Digit1');
  await until('the approval', async () => ((await verdictOf(session, page)) === 'approve' ? true : undefined));
  await page.keyboard.press('Escape');
}

const verdictOf = async (session: Session, page: Page): Promise<string | undefined> =>
  (await settledFrame(session, page)).passages[0]?.verdict;

async function passageOf(session: Session, page: Page, text: string) {
  return until('the other text', async () =>
    (await settledFrame(session, page)).passages.find((passage) => passage.text === text),
  );
}

test('another conversation in the same element is another passage', async ({ session }) => {
  const page = await openSinglePage(session, message);
  await approve(session, page);
  await page.evaluate((text) => {
    history.pushState({}, '', '/t/2');
    (document.getElementById('it') as HTMLElement).textContent = text;
  }, risky);
  await passageOf(session, page, risky);
  await startReview(page);
  await page.keyboard.press('Digit3');
  await page.keyboard.type('a reason');
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  expect(await session.storedReviews('http://tickets.localhost')).toBe(2);
});

test('the same words beside another record are judged against that record', async ({ session }) => {
  const filler = `${'The refund was made to the card by the office of the house as the rules say. '.repeat(4)}`;
  const record = (amount: string) => `<dl><dt>Refund</dt><dd>${amount}</dd><dt>Note</dt><dd>${filler}</dd></dl>`;
  const words = 'The refund of $50.00 was made to your card by the office, as the rules of the house say.';
  const turn = `<div data-message-author-role="assistant">${words}</div>`;
  const page = await openSinglePage(session, `<main>${record('$50.00')}${turn}</main>`);
  expect((await settledFrame(session, page)).passages[0]?.flags).toEqual([]);
  await page.evaluate(
    (other) => {
      history.pushState({}, '', '/t/2');
      (document.querySelector('main') as HTMLElement).innerHTML = other;
    },
    `${record('$35.00')}${turn}`,
  );
  await until('the contradiction', async () =>
    (await settledFrame(session, page)).passages[0]?.flags.find(({ quote }) => quote.includes('50')),
  );
});

test('a draft the page has written anew is not covered by what was said of the old one', async ({ session }) => {
  const editor = `<section ai-disclosure="ai-generated"><div id="it" contenteditable="true">${reply}</div></section>`;
  const page = await openSinglePage(session, editor);
  await approve(session, page);
  await page.evaluate((text) => {
    (document.getElementById('it') as HTMLElement).textContent = text;
  }, risky);
  const passage = await passageOf(session, page, risky);
  const flags = await until('its flags', async () => {
    const { flags: found } = (await settledFrame(session, page)).passages[0] ?? passage;
    return found.length > 0 ? found : undefined;
  });
  expect(flags.map(({ quote }) => quote)).toContain('jane.porter@northmail.org');
  expect(await verdictOf(session, page)).toBeUndefined();
});

test('what a person types into a draft is an edit of it, however much it is', async ({ session }) => {
  const editor = `<section ai-disclosure="ai-generated"><div id="it" contenteditable="true">${reply}</div></section>`;
  const page = await openSinglePage(session, editor);
  await page.locator('#it').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('It was sent.');
  await page.waitForTimeout(1_500);
  await startReview(page);
  await page.keyboard.press('Digit1');
  await until('the edit', async () => {
    const { verdict } = (await settledFrame(session, page)).passages[0] ?? {};
    return verdict === 'approve_with_edits' ? true : undefined;
  });
});
