// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, sliceSpan } from '../core/span.ts';
import { type Bias, domPosition, rangeOf, spanOfRange, textPosition } from './text-position.ts';
import { createTextView, type TextView } from './text-view.ts';

function viewOf(html: string): TextView {
  document.body.innerHTML = `<i>outside</i><main>${html}</main><i>outside</i>`;
  return createTextView(find('main'));
}

function find(selector: string): Element {
  return document.querySelector(selector) as Element;
}

// Text: "one two six", line end at 11, "ten" at [12, 15).
const page = '<p>one <b>two</b> six</p><div id="two">  ten<button>Copy</button></div>';

describe('textPosition', () => {
  it.each<[name: string, at: () => [Node, number], bias: Bias, offset: number]>([
    ['in a text node', () => [find('b').firstChild as Text, 1], 'forward', 5],
    ['in an element before its first child', () => [find('p'), 0], 'forward', 0],
    ['in an element behind its last child', () => [find('p'), 3], 'backward', 11],
    ['between blocks, forward', () => [find('main'), 1], 'forward', 12],
    ['between blocks, backward', () => [find('main'), 1], 'backward', 11],
    ['in white space that is not drawn, forward', () => [find('#two').firstChild as Text, 1], 'forward', 12],
    ['in white space that is not drawn, backward', () => [find('#two').firstChild as Text, 1], 'backward', 11],
    ['in a node that is left out', () => [find('button').firstChild as Text, 2], 'forward', 15],
  ])('%s', (...[, at, bias, offset]) => {
    const view = viewOf(page);
    const [node, index] = at();
    expect(view.text).toBe('one two six\nten');
    expect(textPosition(view, { node, offset: index }, bias)).toBe(offset);
  });

  it('knows no place outside the root', () => {
    const view = viewOf('one');
    expect(textPosition(view, { node: document.body, offset: 0 })).toBeUndefined();
    expect(textPosition(view, { node: document.body, offset: 2 })).toBeUndefined();
  });

  it('counts in a field by the field itself', () => {
    const field = document.createElement('textarea');
    field.value = 'one two';
    const view = createTextView(field);
    expect(textPosition(view, { node: field, offset: 4 })).toBe(4);
    expect(domPosition(view, 4)).toEqual({ node: field, offset: 4 });
    expect(() => rangeOf(view, { start: 0, end: 3 })).toThrow(TypeError);
  });
});

describe('domPosition', () => {
  it.each<[name: string, offset: number, bias: Bias, data: string, inNode: number]>([
    ['at a line end, backward', 11, 'backward', ' six', 4],
    ['at a line end, forward', 11, 'forward', '  ten', 2],
    ['at a line start, backward', 12, 'backward', ' six', 4],
    ['between inline nodes, backward', 4, 'backward', 'one ', 4],
    ['between inline nodes, forward', 4, 'forward', 'two', 0],
    ['at the start', 0, 'backward', 'one ', 0],
    ['at the end', 15, 'forward', '  ten', 5],
  ])('%s', (...[, offset, bias, data, inNode]) => {
    const point = domPosition(viewOf(page), offset, bias);
    expect([(point.node as Text).data, point.offset]).toEqual([data, inNode]);
  });

  it('gives the root of a view without text', () => {
    const view = viewOf('');
    expect(domPosition(view, 0)).toEqual({ node: view.root, offset: 0 });
    expect(rangeOf(view, { start: 0, end: 0 }).collapsed).toBe(true);
  });

  it('refuses an offset outside the text', () => {
    expect(() => domPosition(viewOf('one'), 4)).toThrow(RangeError);
    expect(() => rangeOf(viewOf('one'), { start: 0, end: 4 })).toThrow(RangeError);
  });
});

describe('ranges', () => {
  it('a span of separators only is an empty range', () => {
    const range = rangeOf(viewOf(page), { start: 11, end: 12 });
    expect(range.collapsed).toBe(true);
  });

  it('a caret stays in the line it stands in', () => {
    const view = viewOf(page);
    for (const offset of [0, 4, 11, 12, 15]) {
      expect(spanOfRange(view, rangeOf(view, { start: offset, end: offset }))).toEqual({ start: offset, end: offset });
    }
  });

  it('ends with the shadow tree it starts in', () => {
    document.body.innerHTML = '<main>one <x-a></x-a></main>';
    find('x-a').attachShadow({ mode: 'open' }).innerHTML = 'two';
    const view = createTextView(find('main'));
    expect(rangeOf(view, { start: 1, end: 6 }).toString()).toBe('ne ');
    expect(rangeOf(view, { start: 5, end: 7 }).toString()).toBe('wo');
  });

  it.each<[name: string, from: () => [Node, number], to: () => [Node, number], span: Span | undefined]>([
    [
      'is clipped at the start',
      () => [document.body, 0],
      () => [find('b').firstChild as Text, 1],
      { start: 0, end: 5 },
    ],
    ['is clipped at the end', () => [find('b').firstChild as Text, 1], () => [document.body, 3], { start: 5, end: 15 }],
    ['covers all', () => [document.body, 0], () => [document.body, 3], { start: 0, end: 15 }],
    ['ends before the root', () => [document.body, 0], () => [find('i').firstChild as Text, 3], undefined],
    ['starts behind the root', () => [document.body, 2], () => [document.body, 3], undefined],
  ])('a range of the page %s', (...[, from, to, span]) => {
    const view = viewOf(page);
    const range = document.createRange();
    range.setStart(...from());
    range.setEnd(...to());
    expect(spanOfRange(view, range)).toEqual(span);
  });
});

type Tree = string | { readonly tag: string; readonly children: readonly Tree[] };

const words = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', ' ', '\n', '\t', '.', 'é', '😀', '\uD800', '\0', '\u00a0'),
  maxLength: 8,
});
const tags = fc.constantFrom('p', 'div', 'span', 'b', 'ul', 'li', 'table', 'tr', 'td', 'pre', 'code', 'button', 'br');
const { tree } = fc.letrec<{ tree: Tree; node: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, words, tie('node')),
  node: fc.record({ tag: tags, children: fc.array(tie('tree'), { maxLength: 4 }) }),
}));

function build(node: Tree): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const element = document.createElement(node.tag);
  if (node.tag !== 'br') element.append(...node.children.map(build));
  return element;
}

function rootOf(children: readonly Tree[]): HTMLElement {
  const root = document.createElement('main');
  root.append(...children.map(build));
  document.body.replaceChildren(root);
  return root;
}

const separators = (view: TextView) => {
  const inSegment = new Set<number>();
  view.starts.forEach((start, segment) => {
    for (let offset = start; offset < (view.ends[segment] ?? 0); offset += 1) inSegment.add(offset);
  });
  return inSegment;
};

/** The characters of a text that are drawn, without the white space that differs between a text and a DOM range. */
const drawn = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD').replace(/\s/g, '');

describe('the way to the DOM and back', () => {
  it('is the identity for every span that starts and ends with a character of the page', () => {
    const place = fc.nat(1000);
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), place, place, (children, a, b) => {
        const view = createTextView(rootOf(children));
        const characters = [...separators(view)];
        fc.pre(characters.length > 0);
        const [from = 0, to = 0] = [a, b].map((n) => characters[n % characters.length] ?? 0).sort((x, y) => x - y);
        const span = { start: from, end: to + 1 };
        expect(spanOfRange(view, rangeOf(view, span))).toEqual(span);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives ranges that hold the characters of their span', () => {
    const noButtons = (element: Element) => element.querySelector('button') === null;
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), fc.nat(1000), fc.nat(1000), (children, a, b) => {
        const root = rootOf(children);
        fc.pre(noButtons(root));
        const view = createTextView(root);
        const start = Math.min(a, b) % (view.text.length + 1);
        const end = Math.max(start, Math.max(a, b) % (view.text.length + 1));
        const range = rangeOf(view, { start, end });
        // A pair of surrogates that the span's edge or a node's edge cuts reads differently alone.
        fc.pre(!/[\uD800-\uDFFF]/.test(range.toString().replace(/😀/gu, '')));
        expect(drawn(range.toString())).toBe(drawn(sliceSpan(view.text, { start, end })));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives a text whose lines have no white space at their ends that the page does not keep', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), (children) => {
        const root = rootOf(children);
        fc.pre(root.querySelector('pre, code') === null);
        const { text } = createTextView(root);
        expect(text).not.toMatch(/^[ \n\t]|[ \t\n]$| \n|\n |[ ]{2}/);
      }),
      { numRuns: 1000 },
    );
  });
});
