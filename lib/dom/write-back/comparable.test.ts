// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { createTextView } from '../text-view.ts';
import { comparable } from './comparable.ts';

describe('comparable', () => {
  const rich = createTextView(document.createElement('div'));
  const field = createTextView(document.createElement('textarea'));

  it.each<[name: string, a: string, b: string, same: boolean]>([
    ['no-break spaces are spaces', 'a\u00a0b', 'a b', true],
    ['runs of spaces are one', 'a \u00a0 b', 'a b', true],
    ['zero-width characters are nothing', 'a\u200b\ufeffb', 'ab', true],
    ['lines count', 'a\nb', 'a b', false],
    ['empty lines count', 'a\n\nb', 'a\nb', false],
    ['letters count', 'a B', 'a b', false],
  ])('in a rich editor %s', (...[, a, b, same]) => {
    expect(comparable(rich, a) === comparable(rich, b)).toBe(same);
  });

  it('in a text control every character counts', () => {
    expect(comparable(field, 'a\u00a0b ')).toBe('a\u00a0b ');
  });

  it('in an editor that draws wrapped lines by itself a line end is a space', () => {
    const editor = document.createElement('div');
    editor.className = 'monaco-editor';
    expect(comparable(createTextView(editor), 'one \ntwo')).toBe('one two');
  });
});
