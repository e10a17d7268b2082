import { expect } from '@playwright/test';
import { settledFrame, startReview, test } from './fixtures.ts';
import { spokenTree, until } from './session.ts';

const editorText = (page: Parameters<typeof startReview>[0]): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as { __demo: { editorText(): string } }).__demo.editorText());

test('an accepted fix is written into the page’s editor, and undo in the card takes it out again', async ({
  session,
  openDemo,
}) => {
  const page = await openDemo('crm-note');
  const original = await editorText(page);
  const flags = (await settledFrame(session, page)).passages[0]?.flags ?? [];
  const fixable = flags.findIndex(({ rule }) => rule === 'number-source');
  expect(fixable).toBeGreaterThanOrEqual(0);
  const quote = flags[fixable]?.quote ?? '';
  await startReview(page);
  for (let step = 0; step < fixable; step += 1) await page.keyboard.press('KeyJ');
  await page.keyboard.press('Enter');
  await until('the fix in the editor', async () => ((await editorText(page)).includes(quote) ? undefined : true));
  await until('the edit in the review', async () =>
    (await settledFrame(session, page)).passages[0]?.edits === 1 ? true : undefined,
  );
  await page.keyboard.press('KeyZ');
  await until('the original in the editor', async () => ((await editorText(page)) === original ? true : undefined));
  expect((await settledFrame(session, page)).pageMutations).toBe(0);
});

test('keys pressed right after an accepted fix reach the card and never the editor', async ({ session, openDemo }) => {
  const page = await openDemo('crm-note');
  const original = await editorText(page);
  await startReview(page);
  await page.keyboard.press('Enter');
  await until('the fix in the editor', async () => ((await editorText(page)) === original ? undefined : true));
  const fixed = await until('the edit in the review', async () =>
    (await settledFrame(session, page)).passages[0]?.edits === 1 ? editorText(page) : undefined,
  );
  for (const key of ['KeyJ', 'KeyX', 'Digit2']) await page.keyboard.press(key);
  await until('the dismissed flag', async () => {
    const passage = (await settledFrame(session, page)).passages[0];
    return passage !== undefined && passage.openFlags === passage.flags.length - 2 ? true : undefined;
  });
  expect(await editorText(page)).toBe(fixed);
});

test('one Ctrl+Z in the page’s editor takes an accepted fix out again', async ({ session, openDemo }) => {
  const page = await openDemo('crm-note');
  const original = await editorText(page);
  const flags = (await settledFrame(session, page)).passages[0]?.flags ?? [];
  const fixable = flags.findIndex(({ rule }) => rule === 'number-source');
  await startReview(page);
  for (let step = 0; step < fixable; step += 1) await page.keyboard.press('KeyJ');
  await page.keyboard.press('Enter');
  await until('the fix in the editor', async () => ((await editorText(page)) === original ? undefined : true));
  // Keys are held back until the fix is verified and the card has the keyboard again.
  await until('the edit in the review', async () =>
    (await settledFrame(session, page)).passages[0]?.edits === 1 ? true : undefined,
  );
  await page.keyboard.press('Escape');
  await until('the card to close', async () =>
    (await spokenTree(page)).some(({ role }) => role === 'dialog') ? undefined : true,
  );
  await page.locator('.ProseMirror').focus();
  await page.keyboard.press('Control+KeyZ');
  await until('the original in the editor', async () => ((await editorText(page)) === original ? true : undefined));
});
