// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { Candidate } from './find-passages.ts';
import { selectedPassage } from './selected-passage.ts';
import { showPage, the } from './testing/page.ts';

/** Selects from the start of one element to the end of another, and answers the passage that is meant. */
function select(html: string, from: string, to = from): Candidate | undefined {
  showPage(html);
  const range = document.createRange();
  range.setStart(the(from), 0);
  range.setEnd(the(to), the(to).childNodes.length);
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  return selectedPassage(document);
}

afterEach(() => {
  document.getSelection()?.removeAllRanges();
});

describe('selectedPassage', () => {
  it('is certain, since the reviewer said so', () => {
    const candidate = select('<p id="a">Three days.</p>', '#a');
    expect(candidate?.signals).toEqual([{ kind: 'reviewer', detail: 'you selected this text', weight: 1 }]);
    expect(candidate).toMatchObject({ adapter: undefined, editable: false, root: document });
  });

  it.each<[name: string, html: string, from: string, to: string, block: string]>([
    ['the paragraph around some of its words', '<main><p>a <b id="x">few words</b> c</p></main>', '#x', '#x', 'p'],
    ['the list item', '<ul><li>one <i id="x">item</i></li><li>two</li></ul>', '#x', '#x', 'li'],
    ['the table cell', '<table><tbody><tr><td><span id="x">a cell</span></td></tr></tbody></table>', '#x', '#x', 'td'],
    [
      'what holds two paragraphs',
      '<main><article><p id="x">one</p><p id="y">two</p></article></main>',
      '#x',
      '#y',
      'article',
    ],
    ['the page, where nothing smaller holds both', '<p id="x">one</p><p id="y">two</p>', '#x', '#y', 'body'],
  ])('is the smallest block that holds the selection: %s', (_name, html, from, to, block) => {
    expect(select(html, from, to)?.element).toBe(the(block));
  });

  it.each([
    '<div contenteditable="true"><p id="x">Dear all</p></div>',
    '<div contenteditable=""><p id="x">Dear all</p></div>',
    '<div contenteditable="plaintext-only"><p id="x">Dear all</p></div>',
  ])('is the whole editor, and can be written to: %s', (html) => {
    const candidate = select(html, '#x');
    expect(candidate?.element).toBe(the('[contenteditable]'));
    expect(candidate?.editable).toBe(true);
  });

  it('is the text control in which words are selected, whose text no document selection holds', () => {
    showPage('<div><label>Reply</label><textarea>Dear all, three days.</textarea></div>');
    const field = the<HTMLTextAreaElement>('textarea');
    field.focus();
    field.setSelectionRange(0, 8);
    const candidate = selectedPassage(document);
    expect(candidate?.element).toBe(field);
    expect(candidate?.editable).toBe(true);
    field.setSelectionRange(3, 3);
    expect(selectedPassage(document)).toBeUndefined();
  });

  it.each<[name: string, html: string]>([
    ['nothing', '<p><b id="x"></b></p>'],
    ['white space', '<p><b id="x">   \n </b></p>'],
    ['a slip of the mouse', '<p>w<b id="x">or</b>d</p>'],
  ])('is none where %s is selected', (_name, html) => {
    expect(select(html, '#x')).toBeUndefined();
  });

  it('is none where nothing was ever selected', () => {
    showPage('<p>Three days.</p>');
    document.getSelection()?.removeAllRanges();
    expect(selectedPassage(document)).toBeUndefined();
  });
});
