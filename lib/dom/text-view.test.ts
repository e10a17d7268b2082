// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { createTextView, refreshView } from './text-view.ts';
import { maxViewLength } from './text-walk.ts';

function pageOf(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector('main') as HTMLElement;
}

function textOf(html: string): string {
  return createTextView(pageOf(html)).text;
}

describe('lines', () => {
  it.each<[name: string, html: string, text: string]>([
    ['paragraphs are lines', '<p>one</p><p>two</p>', 'one\ntwo'],
    ['nested blocks end a line once', '<div><div><p>one</p></div></div><section><p>two</p></section>', 'one\ntwo'],
    ['text beside a block is a line of its own', 'one<div>two</div>three', 'one\ntwo\nthree'],
    ['inline elements do not end a line', '<p>one <b>two</b><i>three</i></p>', 'one twothree'],
    ['br ends a line', 'words<br>test', 'words\ntest'],
    ['a br before the end of its block adds no line', '<p>one<br></p><p>two</p>', 'one\ntwo'],
    ['two br leave an empty line', 'one<br><br>two', 'one\n\ntwo'],
    ['an empty paragraph with a br is an empty line', '<p>one</p><p><br></p><p>two</p>', 'one\n\ntwo'],
    ['an empty block is no line', '<p>one</p><p></p><p>two</p>', 'one\ntwo'],
    ['no line ends at the start and the end', '<p><br>one</p><p><br></p>', 'one'],
    ['list items are lines', '<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>', 'one\ntwo\nthree'],
    ['roles make blocks', '<span role="listitem">one</span><span role="listitem">two</span>', 'one\ntwo'],
    ['custom elements are inline, as the browser draws them', '<x-a>one</x-a><x-b>two</x-b>', 'onetwo'],
  ])('%s', (_name, html, text) => {
    expect(textOf(html)).toBe(text);
  });
});

describe('tables', () => {
  it.each<[name: string, html: string, text: string]>([
    [
      'cells are parted by tabs, rows by line ends',
      '<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>',
      'a\tb\nc\td',
    ],
    [
      'white space of the source between cells is not text',
      '<table>\n <tbody>\n <tr>\n  <td> a </td>\n  <td> b </td>\n </tr>\n</tbody></table>',
      'a\tb',
    ],
    ['empty cells keep their place', '<table><tr><td>a</td><td></td><td>c</td></tr></table>', 'a\t\tc'],
    [
      'a row that ends in an empty cell is a row',
      '<table><tr><td>a</td><td></td></tr><tr><td>b</td></tr></table>',
      'a\nb',
    ],
    [
      'a row that starts with an empty cell',
      '<table><tr><td>a</td></tr><tr><td></td><td>b</td></tr></table>',
      'a\n\tb',
    ],
    [
      'blocks in a cell do not break the row',
      '<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></table>after',
      'a\tb\nc\nafter',
    ],
    [
      'a table made of roles',
      '<div role="table"><div role="row"><div role="cell">a</div><div role="cell">b</div></div></div>',
      'a\tb',
    ],
    [
      'a table in a cell',
      '<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>',
      'a\tb\tc',
    ],
  ])('%s', (_name, html, text) => {
    expect(textOf(html)).toBe(text);
  });
});

describe('white space', () => {
  it.each<[name: string, html: string, text: string]>([
    ['runs collapse to one space', '<p>one  \n\t two</p>', 'one two'],
    ['none at the ends of a line', '<p>  one  </p>\n<p>  two  </p>', 'one\ntwo'],
    ['a space before an inline element swallows one behind it', '<p>one <b> two</b> </p>', 'one two'],
    ['a space in an element of its own counts', '<p>one<b> </b>two</p>', 'one two'],
    ['a space before br goes', 'one <br> two', 'one\ntwo'],
    ['pre keeps all', '<pre>a\n  b</pre>', 'a\n  b'],
    ['a line end that pre keeps is not doubled by its block', '<pre>a\n</pre><p>b</p>', 'a\nb'],
    ['code keeps all', '<p>run <code>a  b</code> now</p>', 'run a  b now'],
    ['style keeps line ends', '<div style="white-space: pre-wrap">one\n\ntwo</div>', 'one\n\ntwo'],
    ['no-break spaces stay', '<p>one\u00a0\u00a0two</p>', 'one\u00a0\u00a0two'],
  ])('%s', (_name, html, text) => {
    expect(textOf(html)).toBe(text);
  });
});

describe('what is not read', () => {
  it.each<[name: string, html: string, text: string]>([
    ['scripts and styles', 'a<script>x</script><style>x</style><noscript>x</noscript><template>x</template>b', 'ab'],
    ['hidden elements', 'a<span hidden>x</span><span aria-hidden="true">x</span>b', 'ab'],
    ['elements whose own style hides them', 'a<span style="color: red; display:none">x</span>b', 'ab'],
    ['a formula in another notation', '<math><mi>x</mi><annotation encoding="text/plain">ex</annotation></math>', 'x'],
    ['aria-hidden=false is visible', 'a<span aria-hidden="false">x</span>b', 'axb'],
    [
      'a formula is read once, as drawn',
      '<span class="katex"><span class="katex-mathml">x2</span><span class="katex-html" aria-hidden="true">x²</span></span>',
      'x²',
    ],
    [
      'buttons and inputs',
      'a<button>Copy</button><span role="button">Copy</span><input value="x"><select><option>x</select>b',
      'ab',
    ],
    [
      'speaker labels',
      '<h6 class="sr-only">ChatGPT said:</h6><p>a</p><span class="cdk-visually-hidden">You said</span>',
      'a',
    ],
    [
      'visually hidden text that is no speaker label is read',
      '<span class="sr-only">a note for all</span>',
      'a note for all',
    ],
    ['a visible label that ends in a colon is read', '<b>Note:</b>', 'Note:'],
    ['pictures', 'a<svg><title>x</title><text>x</text></svg>b', 'ab'],
    ['comments', 'a<!-- x -->b', 'ab'],
  ])('%s', (_name, html, text) => {
    expect(textOf(html)).toBe(text);
  });

  it('leaves out what the caller excludes', () => {
    const root = pageOf('<p>one <i class="ours">x</i>two</p>');
    expect(createTextView(root, { exclude: (element) => element.matches('.ours') }).text).toBe('one two');
  });
});

describe('shadow trees', () => {
  it('reads an open shadow root in place of the children, and slotted nodes where their slot stands', () => {
    const root = pageOf('<p>before</p><x-card><b slot="title">title</b>body<i slot="none">nowhere</i></x-card>');
    const shadow = (root.querySelector('x-card') as Element).attachShadow({ mode: 'open' });
    shadow.innerHTML =
      '<div>own <slot name="title"></slot></div><div><slot></slot></div><slot name="empty">fallback</slot>';
    expect(createTextView(root).text).toBe('before\nown title\nbody\nfallback');
  });

  it('reads a closed root that the caller can open', () => {
    const root = pageOf('<x-card>light</x-card>');
    const shadow = (root.firstElementChild as Element).attachShadow({ mode: 'closed' });
    shadow.innerHTML = '<p>inside</p>';
    const shadowRootOf = (element: Element) => (element === shadow.host ? shadow : null);
    expect(createTextView(root).text).toBe('light');
    expect(createTextView(root, { shadowRootOf }).text).toBe('inside');
  });

  it('takes a shadow root as its root', () => {
    const shadow = pageOf('').attachShadow({ mode: 'open' });
    shadow.innerHTML = '<p>one</p><p>two</p>';
    expect(createTextView(shadow).text).toBe('one\ntwo');
  });
});

describe('fields', () => {
  it('reads the value of a textarea as it is', () => {
    const field = document.createElement('textarea');
    field.value = '  one\n\n two ';
    const view = createTextView(field);
    expect(view.kind).toBe('field');
    expect(view.text).toBe('  one\n\n two ');
  });

  it('never reads a password', () => {
    const field = document.createElement('input');
    field.type = 'password';
    field.value = 'secret';
    expect(createTextView(field).text).toBe('');
  });
});

describe('code units', () => {
  it.each<[source: string, text: string]>([
    ['a\uD800b', 'a\uFFFDb'],
    ['a\0b', 'a\uFFFDb'],
    ['😀', '😀'],
  ])('keeps the length of %j', (source, text) => {
    const root = pageOf('');
    root.append(document.createTextNode(source));
    expect(createTextView(root).text).toBe(text);
  });

  it('joins a surrogate pair that two nodes hold', () => {
    const root = pageOf('');
    root.append(document.createTextNode('\uD83D'), document.createTextNode('\uDE00'));
    expect(createTextView(root).text).toBe('😀');
  });

  it('stops at its greatest length and says so', () => {
    const root = pageOf('<p>start</p><p></p><p>end</p>');
    (root.children[1] as Element).textContent = 'x'.repeat(maxViewLength);
    const view = createTextView(root);
    expect(view.truncated).toBe(true);
    expect(view.text.length).toBe(maxViewLength);
    expect(view.text.startsWith('start\nxxx')).toBe(true);
  });
});

it('makes a fresh picture when asked, and none by itself', () => {
  const root = pageOf('one');
  const view = createTextView(root);
  root.textContent = 'two';
  expect(view.text).toBe('one');
  expect(refreshView(view).text).toBe('two');
});
