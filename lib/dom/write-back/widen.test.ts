// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../core/span.ts';
import { createTextView } from '../text-view.ts';
import { widenEdit } from './widen.ts';

function viewOf(html: string) {
  document.body.innerHTML = `<main>${html}</main>`;
  return createTextView(document.querySelector('main') as Element);
}

describe('widenEdit', () => {
  it.each<[name: string, html: string, quote: string, text: string, edit: TextEdit]>([
    ['a replacement is made as it is', 'one two three', 'two', '2', { start: 4, end: 7, text: '2' }],
    ['a deletion takes the next word along', 'one two three', 'two ', '', { start: 4, end: 13, text: 'three' }],
    ['the last word takes the one before', 'one two three', ' three', '', { start: 4, end: 13, text: 'two' }],
    ['not over a line end', '<p>one</p><p>two</p><p>three</p>', 'two', '', { start: 4, end: 7, text: '' }],
    ['not into another formatting', 'one two <b>three</b>', 'two ', '', { start: 0, end: 8, text: 'one ' }],
    ['unless there is no other', 'two <b>three</b>', 'two ', '', { start: 0, end: 9, text: 'three' }],
  ])('%s', (...[, html, quote, text, edit]) => {
    const view = viewOf(html);
    const start = view.text.indexOf(quote);
    expect(widenEdit(view, { start, end: start + quote.length }, text)).toEqual(edit);
  });

  it('an insertion writes a neighbouring word again', () => {
    expect(widenEdit(viewOf('one three'), { start: 4, end: 4 }, 'two ')).toEqual({
      start: 4,
      end: 9,
      text: 'two three',
    });
    expect(widenEdit(viewOf('one'), { start: 3, end: 3 }, ' two')).toEqual({ start: 0, end: 3, text: 'one two' });
  });

  it('makes the same text as the edit it stands for', () => {
    const html = fc
      .array(fc.constantFrom('one', 'two', ' ', '<b>bold</b>', '<p>line</p>', '<br>'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(html, fc.nat(), fc.nat(), fc.constantFrom('', 'x', ' y '), (source, a, b, text) => {
        const view = viewOf(source);
        const [start = 0, end = 0] = [a, b].map((n) => n % (view.text.length + 1)).sort((x, y) => x - y);
        const edit = widenEdit(view, { start, end }, text);
        expect(applyEdits(view.text, [edit])).toBe(applyEdits(view.text, [{ start, end, text }]));
      }),
    );
  });
});
