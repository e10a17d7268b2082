import { expect, type Page } from '@playwright/test';
import { heard, heardText, settledFrame, startReview, test } from './fixtures.ts';
import { boxOf, type Session, type SpokenNode, spokenTree, until } from './session.ts';

const address = 'http://hostile.localhost/';

/** A page with one assistant message that has something to fix, and a script that hears all it can. */
const html = `<!doctype html><html lang="en"><title>Hostile</title><body style="margin:40px;font:16px sans-serif">
<script>
  window.heard = [];
  for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste', 'copy'])
    window.addEventListener(type, (event) => window.heard.push(event.key ?? event.data ?? type), true);
</script>
<div data-message-author-role="user">When does it arrive?</div>
<div data-message-author-role="assistant">Please write to jane.porter@northmail.org or ring +44 20 7946 0958, and send [Insert order number] along with it so that we can look it up for you.</div>
</body></html>`;

async function openHostile(session: Session): Promise<Page> {
  const page = await session.context.newPage();
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(address);
  await settledFrame(session, page);
  await page.bringToFront();
  return page;
}

const heardKeys = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);

test('what is typed into the card never reaches the page', async ({ session }) => {
  const page = await openHostile(session);
  await startReview(page);
  await page.evaluate(() => {
    (globalThis as unknown as { heard: string[] }).heard = [];
  });
  await page.keyboard.press('KeyN');
  await page.keyboard.type('a private note');
  await page.keyboard.press('Enter');
  await heardText(page, 'a private note');
  expect(await heardKeys(page)).toEqual([]);
});

test('a page that takes our element into a tree of its own hears no keys either', async ({ session }) => {
  const page = await openHostile(session);
  await page.evaluate(() => {
    const trap = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    const host = [...document.documentElement.children].find(({ localName }) => localName.startsWith('x-'));
    if (host !== undefined) trap.append(host);
    // What the page adds makes our host be shown again, wherever it stands.
    const more = document.createElement('div');
    more.setAttribute('data-message-author-role', 'assistant');
    more.textContent = 'One more answer, which has nothing in it to look at.';
    document.body.append(more);
  });
  await page.waitForTimeout(1_500);
  await startReview(page);
  await page.evaluate(() => {
    (globalThis as unknown as { heard: string[] }).heard = [];
  });
  await page.keyboard.press('KeyN');
  await page.keyboard.type('a private note');
  await page.keyboard.press('Enter');
  await heardText(page, 'a private note');
  expect(await heardKeys(page)).toEqual([]);
});

test('keys a page makes up open nothing and decide nothing', async ({ session }) => {
  const page = await openHostile(session);
  await page.evaluate(() => {
    const chord = { code: 'KeyR', key: 'R', altKey: true, shiftKey: true, bubbles: true, composed: true };
    window.dispatchEvent(new KeyboardEvent('keydown', chord));
  });
  await page.waitForTimeout(300);
  expect((await spokenTree(page)).filter(({ role }) => role === 'dialog')).toEqual([]);
  await startReview(page);
  await page.evaluate(() => {
    const host = [...document.documentElement.children].find(({ localName }) => localName.startsWith('x-'));
    for (const code of ['Enter', 'Digit1', 'Digit3']) {
      const key = { code, key: code.replace('Digit', ''), bubbles: true, composed: true };
      host?.dispatchEvent(new KeyboardEvent('keydown', key));
    }
  });
  await page.waitForTimeout(300);
  const passage = (await settledFrame(session, page)).passages[0];
  expect([passage?.edits, passage?.verdict, passage?.openFlags]).toEqual([0, undefined, passage?.flags.length]);
});

const isReject = ({ role, name }: SpokenNode): boolean => role === 'button' && name.startsWith('Reject');
/** Rejecting without an issue or a note asks why. */
const isReason = ({ role, name }: SpokenNode): boolean => role === 'textbox' && /why|reason/i.test(name);

test('a click is taken from a card that can be seen, and not from one the page has covered', async ({ session }) => {
  const page = await openHostile(session);
  await startReview(page);
  await page.waitForTimeout(700);
  const cover = await page.evaluateHandle(() => {
    const element = document.createElement('div');
    element.popover = 'manual';
    element.style.cssText = 'inset:0;width:100vw;height:100vh;background:white;border:0;pointer-events:none';
    document.body.append(element);
    element.showPopover();
    return element;
  });
  await page.waitForTimeout(400);
  const reject = await boxOf(page, await heard(page, isReject));
  await page.mouse.click(reject.x, reject.y);
  await page.waitForTimeout(400);
  expect((await settledFrame(session, page)).passages[0]?.verdict).toBeUndefined();
  expect((await spokenTree(page)).some(isReason)).toBe(false);

  await cover.evaluate((element) => element.remove());
  await page.waitForTimeout(900);
  const again = await boxOf(page, await heard(page, isReject));
  await page.mouse.click(again.x, again.y);
  await heard(page, isReason);
});

test('selected text of an ordinary page can be reviewed', async ({ session }) => {
  const page = await session.context.newPage();
  const words = 'The board has confirmed that the new tariff starts on 31 April 2026 for everybody.';
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><body><p>Before.</p><p id="it">${words}</p></body></html>`,
    }),
  );
  await page.goto(address);
  await page.bringToFront();
  await page.evaluate(() => {
    document.getSelection()?.selectAllChildren(document.getElementById('it') as HTMLElement);
  });
  await session.reviewSelection(page);
  const frame = await settledFrame(session, page);
  expect(frame.passages.map(({ text }) => text)).toEqual([words]);
  expect(frame.passages[0]?.flags.map(({ quote }) => quote)).toContain('31 April 2026');
  await until('the card', async () => (await spokenTree(page)).find(({ role }) => role === 'dialog'));
});
