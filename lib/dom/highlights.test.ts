// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPainter, type Mark, type Painter } from './highlights.ts';
import { rangeOf } from './text-position.ts';
import { createTextView } from './text-view.ts';

class FakeHighlight extends Set<AbstractRange> {
  priority = 0;
}

let registry: Map<string, FakeHighlight>;
let life: AbortController;
let painter: Painter;

beforeEach(() => {
  Object.assign(window, { Highlight: FakeHighlight });
  document.adoptedStyleSheets = [];
  document.body.innerHTML = '<p id="p">one two three</p><textarea id="t">one two</textarea>';
  registry = new Map();
  life = new AbortController();
  painter = createPainter({ document, signal: life.signal, registry: registry as unknown as HighlightRegistry });
});
afterEach(() => life.abort());

function markOf(quote: string, more: Partial<Mark> = {}): Mark {
  const view = createTextView(document.querySelector('#p') as Element);
  const start = view.text.indexOf(quote);
  const range = rangeOf(view, { start, end: start + quote.length });
  return { id: quote, range, severity: 'major', state: 'open', ...more };
}

const painted = () =>
  Object.fromEntries(
    [...registry].filter(([, { size }]) => size > 0).map(([name, ranges]) => [name, [...ranges].map(String)]),
  );

describe('paint', () => {
  it('replaces the marks of its key and no others', () => {
    painter.paint('a', [markOf('one')]);
    painter.paint('b', [markOf('two')]);
    painter.paint('a', [markOf('three', { severity: 'critical' })]);
    expect(painted()).toEqual({ 'cs-4': ['two'], 'cs-5': ['three'] });
    painter.clear('b');
    expect(painted()).toEqual({ 'cs-5': ['three'] });
  });

  it('leaves the ranges alone when nothing changed', () => {
    painter.paint('a', [markOf('one')]);
    const [before] = registry.get('cs-4') ?? [];
    painter.paint('a', [markOf('one')]);
    expect([...(registry.get('cs-4') ?? [])]).toEqual([before]);
    expect([...(registry.get('cs-4') ?? [])][0]).toBe(before);
  });

  it.each<[name: string, mark: () => Mark]>([
    [
      'a text control without value ranges',
      () =>
        markOf('one', {
          range: { field: document.querySelector('textarea') as HTMLTextAreaElement, start: 0, end: 3 },
        }),
    ],
    ['an empty range', () => markOf('')],
    [
      'nodes that left the page',
      () => {
        const mark = markOf('one');
        document.querySelector('#p')?.remove();
        return mark;
      },
    ],
  ])('tells of %s', (_name, mark) => {
    const wanted = { ...mark(), id: 'x' };
    expect(painter.paint('a', [wanted])).toEqual(['x']);
    expect(painted()).toEqual({});
  });

  it('paints again what was out of the page once it is back', () => {
    const paragraph = document.querySelector('#p') as Element;
    const mark = markOf('one');
    paragraph.remove();
    expect(painter.paint('a', [mark])).toEqual(['one']);
    document.body.append(paragraph);
    expect(painter.paint('a', [markOf('one')])).toEqual([]);
    expect(painted()).toEqual({ 'cs-4': ['one'] });
  });
});

describe('hitTest without the browser’s own', () => {
  it('finds the gravest mark at a point, of equals the shortest', () => {
    const marks = [
      markOf('one two', { id: 'long' }),
      markOf('two', { id: 'short' }),
      markOf('two three', { id: 'mild', severity: 'minor' }),
    ];
    for (const { range } of marks) {
      Object.assign(range, { getClientRects: () => [new DOMRect(10, 10, 50, 20)] });
    }
    painter.paint('a', marks);
    expect(painter.hitTest(20, 15)).toBe('short');
    expect(painter.hitTest(20, 90)).toBeUndefined();
  });
});

describe('the end', () => {
  it('takes everything away, for good', () => {
    painter.paint('a', [markOf('one')]);
    painter.setActive(markOf('two').range);
    life.abort();
    expect([...registry.keys()]).toEqual([]);
    expect(document.adoptedStyleSheets).toHaveLength(0);
    expect(painter.paint('a', [markOf('one')])).toEqual(['one']);
    painter.check();
    expect([...registry.keys()]).toEqual([]);
  });

  it('a browser without highlights paints nothing and says so', () => {
    const bare = createPainter({ document, signal: life.signal });
    expect(bare.paint('a', [markOf('one')])).toEqual(['one']);
  });
});
