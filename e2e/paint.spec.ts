import { type Browser, expect, type Page, test } from '@playwright/test';
import type { Mark, Painter } from '../lib/dom/highlights.ts';
import { bundlePage, type IsolatedPage, launchChromium, openIsolated } from './isolated-page.ts';

let browser: Browser;
let domWorld: string;
test.beforeAll(async () => {
  [browser, domWorld] = await Promise.all([launchChromium(), bundlePage('dom-world')]);
});
test.afterAll(() => browser.close());

/** A mark to paint: the words `quote` in the element that the steps through open shadow roots lead to. */
type Wanted = {
  readonly id: string;
  readonly path: readonly string[];
  readonly quote: string;
  readonly severity?: string;
  readonly state?: string;
};

/** What our world keeps between two calls of a test. */
type OurWorld = {
  life: AbortController;
  painter: Painter;
  marksOf: (wanted: readonly Wanted[]) => readonly Mark[];
};

/** A page that counts what happens to its nodes from before our painter is made. */
async function openPage(body: string): Promise<IsolatedPage> {
  const isolated = await openIsolated(browser, domWorld, body);
  await isolated.page.evaluate(watchMutations);
  await isolated.inOurWorld(preparePainter, 0);
  return isolated;
}

function watchMutations(): void {
  const roots: Node[] = [document];
  for (const element of document.querySelectorAll('*')) if (element.shadowRoot !== null) roots.push(element.shadowRoot);
  const seen: string[] = [];
  Object.assign(globalThis, { seenMutations: seen });
  const observer = new MutationObserver((records) => seen.push(...records.map(({ type }) => type)));
  const options = { attributes: true, characterData: true, childList: true, subtree: true };
  for (const root of roots) observer.observe(root, options);
}

function preparePainter(): void {
  const world = globalThis as unknown as OurWorld;
  world.life = new AbortController();
  world.painter = ours.createPainter({ document, signal: world.life.signal });
  world.marksOf = (wanted) =>
    wanted.map(({ id, path, quote, severity = 'major', state = 'open' }) => {
      let root: ParentNode = document;
      for (const selector of path.slice(0, -1)) root = root.querySelector(selector)?.shadowRoot ?? root;
      const element = root.querySelector(path.at(-1) ?? '');
      if (element === null) throw new Error(`no ${path.join(' ')}`);
      const view = ours.createTextView(element);
      const start = view.text.indexOf(quote);
      const range = ours.markRangeOf(view, { start, end: start + quote.length });
      return { id, range, severity, state } as Mark;
    });
}

const paint = ({ inOurWorld }: IsolatedPage, wanted: readonly Wanted[]): Promise<readonly string[]> =>
  inOurWorld((marks) => {
    const world = globalThis as unknown as OurWorld;
    return world.painter.paint('passage', world.marksOf(marks));
  }, wanted);

const mutations = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seenMutations: string[] }).seenMutations);

/** What the page itself sees of the registry: each highlight that is not empty, with the text of its ranges. */
const registered = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights]
        .filter(([, highlight]) => highlight.size > 0)
        .map(([name, highlight]) => [
          name,
          [...highlight].map((range) =>
            range instanceof Range ? range.toString() : `${range.startOffset}-${range.endOffset}`,
          ),
        ]),
    ),
  );

const decoration = (page: Page, path: readonly string[], name: string) =>
  page.evaluate(
    ([steps, highlight]) => {
      let root: ParentNode = document;
      for (const selector of steps.slice(0, -1)) root = root.querySelector(selector)?.shadowRoot ?? root;
      const element = root.querySelector(steps.at(-1) ?? '') as Element;
      const { textDecorationLine, textDecorationStyle, textDecorationColor } = getComputedStyle(
        element,
        `::highlight(${highlight})`,
      );
      return [textDecorationLine, textDecorationStyle, textDecorationColor];
    },
    [path, name] as const,
  );

const text = 'The order total comes to 9,841 pounds, and the deposit has reached us.';

test('marks are registered by severity and state, with the right words, and no node is touched', async () => {
  const isolated = await openPage(
    `<p id="p">The order <b>total comes</b> to 9,841 pounds, and the deposit has reached us.</p>`,
  );
  const unpainted = await paint(isolated, [
    { id: 'a', path: ['#p'], quote: 'total comes to 9,841', severity: 'critical' },
    { id: 'b', path: ['#p'], quote: 'pounds', severity: 'major' },
    { id: 'c', path: ['#p'], quote: 'deposit', severity: 'minor' },
    { id: 'd', path: ['#p'], quote: 'has', severity: 'neutral' },
    { id: 'e', path: ['#p'], quote: 'reached', severity: 'critical', state: 'accepted' },
    { id: 'f', path: ['#p'], quote: 'us', severity: 'critical', state: 'dismissed' },
  ]);
  expect(unpainted).toEqual([]);
  expect(await registered(isolated.page)).toEqual({
    'cs-1': ['us'],
    'cs-2': ['has'],
    'cs-3': ['deposit'],
    'cs-4': ['pounds'],
    'cs-5': ['total comes to 9,841'],
    'cs-6': ['reached'],
  });
  expect(await decoration(isolated.page, ['#p'], 'cs-5')).toEqual(['underline', 'double', 'rgb(179, 38, 30)']);
  expect(await decoration(isolated.page, ['#p'], 'cs-4')).toEqual(['underline', 'wavy', 'rgb(143, 80, 0)']);
  expect((await decoration(isolated.page, ['#p'], 'cs-6'))[0]).toBe('line-through');
  expect(await mutations(isolated.page)).toEqual([]);
  await isolated.page.close();
});

test('text in a shadow root is painted by a sheet of its own', async () => {
  const isolated = await openPage(
    `<div id="host"><template shadowrootmode="open"><p id="p">${text}</p></template></div>`,
  );
  await paint(isolated, [{ id: 'a', path: ['#host', '#p'], quote: '9,841 pounds' }]);
  expect(await registered(isolated.page)).toEqual({ 'cs-4': ['9,841 pounds'] });
  expect(await decoration(isolated.page, ['#host', '#p'], 'cs-4')).toEqual(['underline', 'wavy', 'rgb(143, 80, 0)']);
  expect(
    await isolated.page.evaluate(() => document.querySelector('#host')?.shadowRoot?.adoptedStyleSheets.length),
  ).toBe(1);
  expect(await mutations(isolated.page)).toEqual([]);
  await isolated.page.close();
});

test('text in a textarea is painted and follows typing', async () => {
  const isolated = await openPage(`<textarea id="t" cols="90">${text}</textarea>`);
  expect(await paint(isolated, [{ id: 'a', path: ['#t'], quote: '9,841' }])).toEqual([]);
  expect(await registered(isolated.page)).toEqual({ 'cs-4': ['25-30'] });
  await isolated.page.locator('#t').focus();
  await isolated.page.keyboard.press('Control+Home');
  await isolated.page.keyboard.type('So: ');
  expect(await registered(isolated.page)).toEqual({ 'cs-4': ['29-34'] });
  await paint(isolated, [{ id: 'a', path: ['#t'], quote: '9,841' }]);
  expect(await registered(isolated.page)).toEqual({ 'cs-4': ['29-34'] });
  await isolated.page.close();
});

test('what cannot be painted is told', async () => {
  const isolated = await openPage(`<p id="p">${text}</p>`);
  const unpainted = await isolated.inOurWorld(
    (wanted) => {
      const world = globalThis as unknown as OurWorld;
      const marks = world.marksOf(wanted);
      document.querySelector('#p')?.remove();
      return world.painter.paint('passage', marks);
    },
    [{ id: 'a', path: ['#p'], quote: 'order' }],
  );
  expect(unpainted).toEqual(['a']);
  await isolated.page.close();
});

test('the page may clear the registry and replace its sheets: both come back, the page keeps its own', async () => {
  const isolated = await openPage(`<p id="p">${text}</p>`);
  const { page } = isolated;
  await paint(isolated, [{ id: 'a', path: ['#p'], quote: '9,841' }]);
  await page.evaluate(() => {
    CSS.highlights.clear();
    document.adoptedStyleSheets = [new CSSStyleSheet()];
    CSS.highlights.set('page', new Highlight(new Range()));
  });
  expect(await registered(page)).toEqual({ page: [''] });
  await isolated.inOurWorld(() => (globalThis as unknown as OurWorld).painter.check(), 0);
  expect(await registered(page)).toEqual({ page: [''], 'cs-4': ['9,841'] });
  expect(await decoration(page, ['#p'], 'cs-4')).toEqual(['underline', 'wavy', 'rgb(143, 80, 0)']);
  await isolated.inOurWorld(() => (globalThis as unknown as OurWorld).life.abort(), 0);
  expect(await page.evaluate(() => [[...CSS.highlights.keys()], document.adoptedStyleSheets.length])).toEqual([
    ['page'],
    1,
  ]);
  expect(await mutations(page)).toEqual([]);
  await page.close();
});

test('names that the page uses are left to it', async () => {
  const isolated = await openIsolated(browser, domWorld, `<p id="p">${text}</p>`);
  await isolated.page.evaluate(() => CSS.highlights.set('cs-3', new Highlight()));
  await isolated.inOurWorld(preparePainter, 0);
  await paint(isolated, [{ id: 'a', path: ['#p'], quote: '9,841' }]);
  expect(await registered(isolated.page)).toEqual({ 'cs1-4': ['9,841'] });
  await isolated.page.close();
});

test('a page whose policy forbids styles is painted', async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'none'">`;
  const isolated = await openIsolated(browser, domWorld, `<p id="p">${text}</p>`);
  await isolated.page.setContent(`<!doctype html>${policy}<p id="p">${text}</p>`);
  await isolated.inOurWorld(preparePainter, 0);
  await isolated.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<style>#p { text-align: right }</style>');
  });
  expect(await isolated.page.locator('#p').evaluate((element) => getComputedStyle(element).textAlign)).toBe('start');
  await paint(isolated, [{ id: 'a', path: ['#p'], quote: '9,841' }]);
  expect((await decoration(isolated.page, ['#p'], 'cs-4'))[1]).toBe('wavy');
  await isolated.page.close();
});

test('of a thousand marks only those near the viewport are registered, wherever the reader scrolls', async () => {
  const paragraphs = Array.from({ length: 500 }, (_, n) => `<p>Paragraph ${n} holds word${n} and thing${n}.</p>`);
  const isolated = await openPage(`<main>${paragraphs.join('')}</main>`);
  const { page } = isolated;
  const wanted = Array.from({ length: 1000 }, (_, n) => ({
    id: String(n),
    path: ['main'],
    quote: n % 2 === 0 ? `word${n / 2} ` : `thing${(n - 1) / 2}.`,
  }));
  await paint(isolated, wanted);
  const near = async () => (await registered(page))['cs-4'] ?? [];
  expect((await near()).includes('word0 ')).toBe(true);
  expect((await near()).length).toBeLessThanOrEqual(200);

  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(async () => (await near()).includes('thing499.')).toBe(true);
  expect((await near()).includes('word0 ')).toBe(false);
  expect((await near()).length).toBeLessThanOrEqual(200);
  expect(await mutations(page)).toEqual([]);
  await page.close();
});

test('a scroller inside a shadow root is followed', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => `<p>Line ${n}.</p>`).join('');
  const scroller = `<div id="s" style="height:300px;overflow:auto">${lines}</div>`;
  const isolated = await openPage(`<div id="host"><template shadowrootmode="open">${scroller}</template></div>`);
  const { page } = isolated;
  await paint(isolated, [
    { id: 'a', path: ['#host', '#s'], quote: 'Line 1.' },
    { id: 'b', path: ['#host', '#s'], quote: 'Line 399.' },
  ]);
  expect(await registered(page)).toEqual({ 'cs-4': ['Line 1.'] });
  await page.evaluate(() => document.querySelector('#host')?.shadowRoot?.querySelector('#s')?.scrollTo(0, 1e6));
  await expect.poll(() => registered(page)).toEqual({ 'cs-4': ['Line 399.'] });
  await page.close();
});

test('a point finds the gravest mark there, in the page, in a shadow root and in a textarea', async () => {
  const isolated = await openPage(`<p id="p">${text}</p>
    <div id="host"><template shadowrootmode="open"><p id="s">${text}</p></template></div>
    <textarea id="t" cols="90">${text}</textarea>`);
  await paint(isolated, [
    { id: 'wide', path: ['#p'], quote: 'total comes to 9,841 pounds', severity: 'minor' },
    { id: 'grave', path: ['#p'], quote: '9,841', severity: 'critical' },
    { id: 'shadow', path: ['#host', '#s'], quote: '9,841' },
    { id: 'field', path: ['#t'], quote: '9,841' },
  ]);
  const hits = await isolated.inOurWorld(() => {
    const { painter, marksOf } = globalThis as unknown as OurWorld;
    const at = (path: readonly string[], quote: string) => {
      const [mark] = marksOf([{ id: '', path, quote }]);
      const range = mark?.range;
      if (range === undefined) throw new Error('no range');
      const boxes =
        'field' in range
          ? (range.field as unknown as { createValueRange: (a: number, b: number) => Range })
              .createValueRange(range.start, range.end)
              .getClientRects()
          : range.getClientRects();
      const box = boxes[0] ?? new DOMRect();
      return painter.hitTest(box.left + box.width / 2, box.top + box.height / 2);
    };
    const places: [string[], string][] = [
      [['#p'], '9,841'],
      [['#p'], 'pounds'],
      [['#host', '#s'], '9,841'],
      [['#t'], '9,841'],
      [['#p'], 'reached'],
    ];
    return places.map(([path, quote]) => at(path, quote) ?? 'none');
  }, 0);
  expect(hits).toEqual(['grave', 'wide', 'shadow', 'field', 'none']);
  await isolated.page.close();
});

test('the flag under review gets a background, and gives it back', async () => {
  const isolated = await openPage(`<p id="p">${text}</p>`);
  const setActive = (quote: string) =>
    isolated.inOurWorld((words) => {
      const { painter, marksOf } = globalThis as unknown as OurWorld;
      painter.setActive(words === '' ? undefined : marksOf([{ id: '', path: ['#p'], quote: words }])[0]?.range);
      painter.check();
    }, quote);
  await setActive('deposit');
  expect(await registered(isolated.page)).toEqual({ 'cs-7': ['deposit'] });
  await setActive('order');
  expect(await registered(isolated.page)).toEqual({ 'cs-7': ['order'] });
  await setActive('');
  expect(await registered(isolated.page)).toEqual({});
  await isolated.page.close();
});

test('colours suit what is painted behind the text, and the system where it forces its own', async () => {
  const isolated = await openPage(`<div style="background:#1e1e1e;color:#ddd"><p id="p">${text}</p></div>`);
  await paint(isolated, [{ id: 'a', path: ['#p'], quote: '9,841', severity: 'critical' }]);
  expect(await decoration(isolated.page, ['#p'], 'cs-5')).toEqual(['underline', 'double', 'rgb(255, 143, 134)']);
  await isolated.page.emulateMedia({ forcedColors: 'active' });
  const forced = await decoration(isolated.page, ['#p'], 'cs-5');
  const canvasText = await isolated.page.evaluate(() => {
    const probe = document.createElement('i');
    probe.style.color = 'CanvasText';
    document.body.append(probe);
    return getComputedStyle(probe).color;
  });
  expect(forced).toEqual(['underline', 'double', canvasText]);
  await isolated.page.close();
});
