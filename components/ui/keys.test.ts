// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { Command, Mode } from '../../lib/core/command.ts';
import { belongsToControl, type FieldPress, fieldCommandOf, worksUnderHelp } from './keys.ts';

const enter: FieldPress = { key: 'Enter', shiftKey: false, altKey: false, isComposing: false };
const reason: Mode = { kind: 'reason', verdict: 'reject' };

describe('fieldCommandOf', () => {
  it.each<[string, Partial<FieldPress>, Mode, string, Command | undefined]>([
    ['Enter gives an edit in as it is', {}, { kind: 'edit' }, ' a ', { kind: 'edit-done', text: ' a ' }],
    ['an edit may delete all', {}, { kind: 'edit' }, '', { kind: 'edit-done', text: '' }],
    ['a note is trimmed', {}, { kind: 'note' }, ' a\n', { kind: 'note-done', text: 'a' }],
    ['a note may be emptied', {}, { kind: 'note' }, '  ', { kind: 'note-done', text: '' }],
    ['a reason is trimmed', {}, reason, ' because ', { kind: 'reason-done', text: 'because' }],
    ['a reason must have words', {}, reason, ' \n', undefined],
    ['Shift+Enter is a new line', { shiftKey: true }, { kind: 'edit' }, 'a', undefined],
    ['Enter of an IME is not ours', { isComposing: true }, { kind: 'edit' }, 'a', undefined],
    ['a letter is a letter', { key: 'x' }, { kind: 'edit' }, 'a', undefined],
    ['without a field there is nothing to give in', {}, { kind: 'browse' }, 'a', undefined],
  ])('%s', (_rule, change, mode, text, expected) => {
    expect(fieldCommandOf({ ...enter, ...change }, mode, text)).toEqual(expected);
  });
});

describe('belongsToControl', () => {
  const plain = { ctrlKey: false, metaKey: false };

  it.each<[string, string, boolean]>([
    ['button', 'Enter', true],
    ['button', ' ', true],
    ['summary', 'Enter', true],
    ['button', 'j', false],
    ['div', 'Enter', false],
    ['textarea', 'Enter', false],
  ])('in a %s the key "%s" belongs to it: %s', (tag, key, expected) => {
    expect(belongsToControl({ ...plain, key }, document.createElement(tag))).toBe(expected);
  });

  it('leaves Ctrl+Enter to the keymap, also on a button', () => {
    const button = document.createElement('button');
    expect(belongsToControl({ key: 'Enter', ctrlKey: true, metaKey: false }, button)).toBe(false);
  });

  it('leaves every key to the keymap where nothing has focus', () => {
    expect(belongsToControl({ ...plain, key: 'Enter' }, null)).toBe(false);
  });
});

describe('worksUnderHelp', () => {
  it.each<[Command, boolean]>([
    [{ kind: 'toggle-help' }, true],
    [{ kind: 'close' }, true],
    [{ kind: 'accept', suggestion: 0 }, false],
    [{ kind: 'verdict', verdict: 'approve' }, false],
    [{ kind: 'submit-proposed' }, false],
    [{ kind: 'next-flag' }, false],
    [{ kind: 'next-passage' }, false],
  ])('%o: %s', (command, expected) => {
    expect(worksUnderHelp(command)).toBe(expected);
  });
});
