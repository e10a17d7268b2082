import { type Browser, expect, test } from '@playwright/test';
import { bundlePage, type IsolatedPage, launchChromium, openIsolated } from './isolated-page.ts';

/** The document every editor starts with: three paragraphs, a bold run in the second. */
const paragraphs = [
  'The move finished on 12 March and took 4,812 records along.',
  'Our audit shows that exactly 97 percent of records passed.',
  'Please send questions before Friday.',
] as const;
const bold = 'exactly 97 percent';
const html = `<p>${paragraphs[0]}</p><p>${paragraphs[1].replace(bold, `<b>${bold}</b>`)}</p><p>${paragraphs[2]}</p>`;
const plainText = paragraphs.join('\n');

/** What is replaced by what. */
const edits = {
  'in a word': { quote: '4,812', replacement: '4,821' },
  'across the end of a bold run': { quote: '97 percent of records', replacement: '96 percent of rows' },
  'inside a bold run': { quote: '97', replacement: '96' },
  'a deletion': { quote: 'exactly ', replacement: '' },
  'an insertion': { quote: '', replacement: 'nearly ' },
} as const;

type Edit = { readonly quote: string; readonly replacement: string };

/** An editor: its page, where it is, and how its own model reads. */
type Editor = {
  readonly body: string;
  /** Steps through open shadow roots to the editor's root. */
  readonly path: readonly string[];
  readonly start?: (page: IsolatedPage) => Promise<void>;
  readonly model?: (page: IsolatedPage) => Promise<string>;
  readonly step: string;
};

let browser: Browser;
let domWorld: string;
let proseMirror: string;
test.beforeAll(async () => {
  [browser, domWorld, proseMirror] = await Promise.all([
    launchChromium(),
    bundlePage('dom-world'),
    bundlePage('prosemirror'),
  ]);
});
test.afterAll(() => browser.close());

const outside = '<button id="outside" type="button">Outside</button>';

const editors: Readonly<Record<string, Editor>> = {
  textarea: {
    body: `${outside}<textarea id="t" rows="6" cols="80">${plainText}</textarea>`,
    path: ['#t'],
    step: 'exec-insert-text',
  },
  'plain contenteditable': {
    body: `${outside}<div id="t" contenteditable="true">${html}</div>`,
    path: ['#t'],
    step: 'exec-insert-text',
  },
  'contenteditable in an open shadow root': {
    body: `${outside}<div id="host"><template shadowrootmode="open"><div id="t" contenteditable>${html}</div></template></div>`,
    path: ['#host', '#t'],
    step: 'exec-insert-text',
  },
  ProseMirror: {
    // The style that ProseMirror asks pages for; without it the browser types no-break spaces into the model.
    body: `${outside}<style>.ProseMirror { white-space: pre-wrap }</style><div id="mount"></div>`,
    path: ['.ProseMirror'],
    start: async ({ page }) => {
      await page.addScriptTag({ content: proseMirror });
      await page.evaluate(
        ([runs, boldRun]) =>
          startEditor(
            runs.map((text) => {
              const at = text.indexOf(boldRun);
              if (at < 0) return [{ text, bold: false }];
              const behind = { text: text.slice(at + boldRun.length), bold: false };
              return [{ text: text.slice(0, at), bold: false }, { text: boldRun, bold: true }, behind];
            }),
          ),
        [[...paragraphs], bold] as const,
      );
    },
    model: ({ page }) => page.evaluate(() => editorModel()),
    step: 'exec-insert-text',
  },
};

/** The editor's text as the page has it, no-break spaces as spaces. */
function textOf({ page }: IsolatedPage, { path }: Editor): Promise<string> {
  return page.evaluate((steps) => {
    let root: ParentNode = document;
    for (const selector of steps.slice(0, -1)) root = root.querySelector(selector)?.shadowRoot ?? root;
    const element = root.querySelector<HTMLElement>(steps.at(-1) ?? '');
    const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
    const blocks = isField ? [] : [...(element?.children ?? [])];
    const text = isField ? element.value : blocks.map((block) => block.textContent).join('\n');
    return text.replaceAll('\u00a0', ' ');
  }, path);
}

type Written = { readonly kind: string; readonly step?: string; readonly reason?: string; readonly undone?: boolean };

/** Replaces the quote in our world; a quote that is empty stands before the word "exactly". */
function replace({ inOurWorld }: IsolatedPage, { path }: Editor, edit: Edit): Promise<Written> {
  return inOurWorld(
    async ([steps, { quote, replacement }]) => {
      let root: ParentNode = document;
      for (const selector of steps.slice(0, -1)) root = root.querySelector(selector)?.shadowRoot ?? root;
      const element = root.querySelector(steps.at(-1) ?? '');
      if (element === null) throw new Error('no editor');
      const view = ours.createTextView(element);
      const start = view.text.indexOf(quote === '' ? 'exactly' : quote);
      const span = { start, end: start + quote.length };
      const expected = view.text.slice(0, span.start) + replacement + view.text.slice(span.end);
      const result = await ours.replaceInEditor({ root: element, view, span, replacement, expected });
      Object.assign(globalThis, { lastWrite: result });
      return { ...result, undo: undefined };
    },
    [[...path], edit] as const,
  );
}

function undo({ inOurWorld }: IsolatedPage): Promise<boolean> {
  return inOurWorld(
    () => (globalThis as unknown as { lastWrite: { undo: () => Promise<boolean> } }).lastWrite.undo(),
    0,
  );
}

async function open(editor: Editor): Promise<IsolatedPage> {
  const isolated = await openIsolated(browser, domWorld, editor.body);
  await editor.start?.(isolated);
  return isolated;
}

/** Puts the caret at the editor's end with the person's own means. */
async function clickIntoEnd({ page }: IsolatedPage, { path }: Editor): Promise<void> {
  await page.locator(path.at(-1) ?? '').click({ position: { x: 20, y: 12 } });
  await page.keyboard.press('Control+End');
}

const collapse = (text: string) => text.replace(/ +/g, ' ');

for (const [name, editor] of Object.entries(editors)) {
  test.describe(name, () => {
    for (const [what, edit] of Object.entries(edits)) {
      test(`${what}: the text is right, one undo takes it back, typing goes on`, async () => {
        const isolated = await open(editor);
        const { page } = isolated;
        const at = plainText.indexOf(edit.quote === '' ? 'exactly' : edit.quote);
        const wanted = plainText.slice(0, at) + edit.replacement + plainText.slice(at + edit.quote.length);
        const texts = async () => [
          collapse(await textOf(isolated, editor)),
          collapse((await editor.model?.(isolated)) ?? ''),
        ];
        const both = (text: string) => [collapse(text), editor.model === undefined ? '' : collapse(text)];

        await clickIntoEnd(isolated, editor);
        await page.keyboard.type(' Typed.');
        await page.locator('#outside').focus();
        const typed = `${plainText} Typed.`;
        expect(await texts()).toEqual(both(typed));

        expect(await replace(isolated, editor, edit)).toMatchObject({ kind: 'written', step: editor.step });
        expect(await texts()).toEqual(both(`${wanted} Typed.`));
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('outside');

        await clickIntoEnd(isolated, editor);
        await page.keyboard.press('Control+z');
        expect(await texts()).toEqual(both(typed));

        await clickIntoEnd(isolated, editor);
        await page.keyboard.type(' More.');
        expect(await texts()).toEqual(both(`${typed} More.`));
        await page.close();
      });
    }

    test('the program takes its own edit back, and not what was typed since', async () => {
      const isolated = await open(editor);
      const { page } = isolated;
      await replace(isolated, editor, edits['in a word']);
      expect(await undo(isolated)).toBe(true);
      expect(await textOf(isolated, editor)).toBe(plainText);

      await replace(isolated, editor, edits['in a word']);
      await clickIntoEnd(isolated, editor);
      await page.keyboard.type(' More.');
      expect(await undo(isolated)).toBe(false);
      expect(await textOf(isolated, editor)).toBe(`${plainText.replace('4,812', '4,821')} More.`);
      await page.close();
    });

    test('the caret stands where it stood, shifted by the edit', async () => {
      const isolated = await open(editor);
      const { page } = isolated;
      await clickIntoEnd(isolated, editor);
      for (const _ of 'Friday.') await page.keyboard.press('ArrowLeft');
      await replace(isolated, editor, { quote: '4,812 records', replacement: 'all' });
      await page.keyboard.type('next ');
      expect(await textOf(isolated, editor)).toBe(
        plainText.replace('4,812 records', 'all').replace('Friday', 'next Friday'),
      );
      await page.close();
    });
  });
}

test.describe('nothing is written', () => {
  const refused = (reason: string) => ({ kind: 'refused', reason });
  const cases: readonly (readonly [string, string, Edit, Record<string, unknown>])[] = [
    [
      'into a read-only field',
      '<textarea id="t" readonly>one two</textarea>',
      { quote: 'two', replacement: '2' },
      refused('readonly'),
    ],
    [
      'into a disabled field',
      '<fieldset disabled><input id="t" value="one two"></fieldset>',
      { quote: 'two', replacement: '2' },
      refused('readonly'),
    ],
    ['into a message', '<p id="t">one two</p>', { quote: 'two', replacement: '2' }, refused('not-editable')],
    [
      'over two paragraphs',
      '<div id="t" contenteditable><p>one</p><p>two</p></div>',
      { quote: 'one\ntwo', replacement: '2' },
      refused('multi-line'),
    ],
    [
      'with a line end',
      '<div id="t" contenteditable><p>one two</p></div>',
      { quote: 'two', replacement: 'a\nb' },
      refused('multi-line'),
    ],
    [
      'with a line end into one line',
      '<input id="t" value="one two">',
      { quote: 'two', replacement: 'a\nb' },
      refused('multi-line'),
    ],
  ];
  for (const [name, body, edit, result] of cases) {
    test(name, async () => {
      const isolated = await openIsolated(browser, domWorld, body);
      const before = await isolated.page.content();
      expect(await replace(isolated, { body, path: ['#t'], step: '' }, edit)).toMatchObject(result);
      expect(await isolated.page.content()).toBe(before);
      await isolated.page.close();
    });
  }

  test('when the page no longer says what was read', async () => {
    const isolated = await openIsolated(browser, domWorld, '<textarea id="t">one two</textarea>');
    const result = await isolated.inOurWorld(async () => {
      const root = document.querySelector('textarea') as HTMLTextAreaElement;
      const view = ours.createTextView(root);
      root.value = 'two one';
      const request = { root, view, span: { start: 4, end: 7 }, replacement: '2', expected: 'one 2' };
      return { ...(await ours.replaceInEditor(request)), value: root.value };
    }, 0);
    expect(result).toMatchObject({ kind: 'refused', reason: 'quote-changed', value: 'two one' });
    await isolated.page.close();
  });

  test('while text is being composed', async () => {
    const isolated = await openIsolated(browser, domWorld, '<textarea id="t">one two</textarea>');
    const result = await isolated.inOurWorld(async () => {
      const root = document.querySelector('textarea') as HTMLTextAreaElement;
      const view = ours.createTextView(root);
      const request = { root, view, span: { start: 4, end: 7 }, replacement: '2', expected: 'one 2' };
      const result = await ours.replaceInEditor({ ...request, isComposing: () => true });
      return { ...result, value: root.value };
    }, 0);
    expect(result).toMatchObject({ kind: 'refused', reason: 'composing', value: 'one two' });
    await isolated.page.close();
  });

  test('after the caller gave up', async () => {
    const isolated = await openIsolated(browser, domWorld, '<textarea id="t">one two</textarea>');
    const value = await isolated.inOurWorld(async () => {
      const root = document.querySelector('textarea') as HTMLTextAreaElement;
      const view = ours.createTextView(root);
      const life = new AbortController();
      const request = { root, view, span: { start: 4, end: 7 }, replacement: '2', expected: 'one 2' };
      const written = ours.replaceInEditor({ ...request, signal: life.signal });
      life.abort();
      return `${await written.catch((error: Error) => error.name)} ${root.value}`;
    }, 0);
    expect(value).toBe('AbortError one two');
    await isolated.page.close();
  });
});

test.describe('an editor that does something else', () => {
  test('its change is taken back and reported', async () => {
    const body = '<div id="t" contenteditable data-editor="strange"><p>one two three</p></div>';
    const isolated = await openIsolated(browser, domWorld, body);
    await isolated.page.evaluate(() => {
      const root = document.querySelector('#t') as HTMLElement;
      root.addEventListener('beforeinput', (event) => {
        if (event.inputType !== 'insertReplacementText') return;
        event.preventDefault();
        document.execCommand('insertText', false, 'SHOUTED');
      });
      root.addEventListener('keydown', (event) => {
        if (event.ctrlKey && event.key === 'z' && !event.isTrusted) document.execCommand('undo');
      });
    });
    const edit = { quote: 'two', replacement: '2' };
    const result = await replace(isolated, { body, path: ['#t'], step: '' }, edit);
    expect(result).toMatchObject({ kind: 'failed', reason: 'mismatch', undone: true });
    expect(await isolated.page.locator('#t').textContent()).toBe('one two three');
    await isolated.page.close();
  });

  test('one that swallows the event is left alone', async () => {
    const body = '<div id="t" contenteditable data-editor="deaf"><p>one two three</p></div>';
    const isolated = await openIsolated(browser, domWorld, body);
    await isolated.page.evaluate(() =>
      document.querySelector('#t')?.addEventListener('beforeinput', (event) => event.preventDefault()),
    );
    const result = await replace(isolated, { body, path: ['#t'], step: '' }, { quote: 'two', replacement: '2' });
    expect(result).toMatchObject({ kind: 'failed', reason: 'no-effect', undone: true });
    expect(await isolated.page.locator('#t').textContent()).toBe('one two three');
    await isolated.page.close();
  });

  test('one that hears nothing but typing is reached by the last step', async () => {
    const body = '<div id="t" contenteditable data-editor="unknown"><p>one two three</p></div>';
    const isolated = await openIsolated(browser, domWorld, body);
    const result = await replace(isolated, { body, path: ['#t'], step: '' }, { quote: 'two', replacement: '2' });
    expect(result).toMatchObject({ kind: 'written', step: 'exec-insert-text' });
    expect(await isolated.page.locator('#t').textContent()).toBe('one 2 three');
    await isolated.page.close();
  });
});

test('a key that lands while the words are selected does not replace them', async () => {
  const body = '<div id="t" contenteditable><p>one two three</p></div>';
  const isolated = await openIsolated(browser, domWorld, body);
  await isolated.page.locator('#t').focus();
  const [result] = await Promise.all([
    replace(isolated, { body, path: ['#t'], step: '' }, { quote: 'two', replacement: '2' }),
    isolated.page.keyboard.type('jjjj', { delay: 20 }),
  ]);
  expect(result).toMatchObject({ kind: 'written' });
  expect(await isolated.page.locator('#t').textContent()).toMatch(/^j*one 2 three$/);
  await isolated.page.close();
});

test('taking an edit back leaves what was typed elsewhere alone', async () => {
  const body = '<textarea id="t">one two</textarea><textarea id="other">more</textarea>';
  const isolated = await openIsolated(browser, domWorld, body);
  const { page } = isolated;
  await replace(isolated, { body, path: ['#t'], step: '' }, { quote: 'two', replacement: '2' });
  await page.locator('#other').focus();
  await page.keyboard.type('X');
  expect(await undo(isolated)).toBe(false);
  const texts = await page.evaluate(() => [...document.querySelectorAll('textarea')].map(({ value }) => value));
  expect(texts).toEqual(['one 2', 'Xmore']);
  await page.close();
});
