import { describe, expect, it } from 'vitest';
import type { Command, Mode } from '../../lib/core/command.ts';
import { defaultTaxonomy } from '../../lib/core/default-taxonomy.ts';
import { commandOf, type KeyPress } from '../../lib/core/keymap.ts';
import type { Taxonomy } from '../../lib/core/taxonomy.ts';
import { fieldCommandOf } from '../ui/keys.ts';
import {
  capsOf,
  chordHint,
  fieldKeys,
  hintFor,
  keyTable,
  pressOf,
  rowCaps,
  sameCommand,
  worksIn,
} from './key-table.ts';

const table = keyTable(defaultTaxonomy);

const modes: readonly Mode[] = [
  { kind: 'browse' },
  { kind: 'dismiss' },
  { kind: 'edit' },
  ...['f', 'r', 's', 'a'].map((classKey): Mode => ({ kind: 'label', classKey })),
];

const keyboard: readonly (readonly [string, string])[] = [
  ...'abcdefghijklmnopqrstuvwxyz'.split('').map((key) => [key, `Key${key.toUpperCase()}`] as const),
  ...'0123456789'.split('').map((key) => [key, `Digit${key}`] as const),
  ...['Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'].map(
    (key) => [key, key] as const,
  ),
  ...['Home', 'End', 'Tab', 'Backspace', 'Delete', 'Insert', 'F1', 'F5'].map((key) => [key, key] as const),
  [' ', 'Space'],
  ['?', 'Slash'],
  ['/', 'Slash'],
  ['.', 'Period'],
];

/** Every single key of a keyboard, plain, with Shift, and with Ctrl. */
const presses: readonly KeyPress[] = keyboard.flatMap(([key, code]) => [
  pressOf({ key, code }),
  pressOf({ key, code, shift: true }),
  pressOf({ key, code, control: true }),
]);

const inTable = (mode: Mode, command: Command): boolean =>
  table.some((row) => worksIn(row, mode) && sameCommand(row.command, command));

describe('the cheatsheet', () => {
  it.each(table.map((row) => [rowCaps(row).join(' '), row.act, row] as const))(
    'does not lie about %s: %s',
    (_keys, _act, row) => {
      for (const chord of row.chords) expect(commandOf(pressOf(chord), row.mode, defaultTaxonomy)).toEqual(row.command);
    },
  );

  it.each(modes.map((mode) => [JSON.stringify(mode), mode] as const))(
    'hints at keys that work in %s',
    (_name, mode) => {
      const lies = table.filter(({ chords, command }) => {
        const done = commandOf(pressOf(chords[0]), mode, defaultTaxonomy);
        const works = done !== undefined && sameCommand(done, command);
        return hintFor(table, mode, command)?.idle === works;
      });
      expect(lies).toEqual([]);
    },
  );

  it.each(modes.map((mode) => [JSON.stringify(mode), mode] as const))('leaves out no key in %s', (_name, mode) => {
    const missing = presses.flatMap((press) => {
      const command = commandOf(press, mode, defaultTaxonomy);
      return command === undefined || inTable(mode, command) ? [] : [`${press.code} ${JSON.stringify(command)}`];
    });
    expect(missing).toEqual([]);
  });

  it('holds the original only while its key is down', () => {
    const up = { ...pressOf({ key: 'o', code: 'KeyO' }), type: 'keyup' } as const;
    expect(commandOf(up, { kind: 'browse' }, defaultTaxonomy)).toEqual({ kind: 'show-original', on: false });
  });

  it('does not lie about the keys of a field', () => {
    const { save, newLine } = fieldKeys;
    expect(fieldCommandOf(pressOf(save.chord), { kind: 'note' }, 'a')).toEqual({ kind: 'note-done', text: 'a' });
    expect(fieldCommandOf(pressOf(newLine.chord), { kind: 'note' }, 'a')).toBeUndefined();
  });

  it('leaves out a taxonomy key that the keymap gives to something else', () => {
    const types = defaultTaxonomy.types.map((type) => (type.id === 'other' ? { ...type, hotkey: 'e' } : type));
    const taxonomy: Taxonomy = { ...defaultTaxonomy, types };
    const rows = keyTable(taxonomy);
    expect(rows.some(({ command }) => command.kind === 'label' && command.type === 'other')).toBe(false);
    expect(hintFor(rows, { kind: 'browse' }, { kind: 'label', type: 'other' })).toBeUndefined();
  });
});

describe('hints', () => {
  it.each<[string, Command, Mode, readonly string[], string, boolean]>([
    ['a letter', { kind: 'edit' }, { kind: 'browse' }, ['E'], 'E', false],
    ['Enter', { kind: 'accept', suggestion: 0 }, { kind: 'browse' }, ['⏎'], 'Enter', false],
    ['Ctrl or Cmd', { kind: 'submit-proposed' }, { kind: 'browse' }, ['Ctrl', '⏎'], 'Control+Enter Meta+Enter', false],
    ['a digit with Shift', { kind: 'severity', severity: 'major' }, { kind: 'browse' }, ['⇧2'], 'Shift+2', false],
    ['"?" however it is typed', { kind: 'toggle-help' }, { kind: 'browse' }, ['?'], '?', false],
    ['a verdict while it works', { kind: 'verdict', verdict: 'reject' }, { kind: 'browse' }, ['3'], '3', false],
    ['a verdict while 3 means a reason', { kind: 'verdict', verdict: 'reject' }, { kind: 'dismiss' }, ['3'], '3', true],
    ['a command while letters are letters', { kind: 'edit' }, { kind: 'note' }, ['E'], 'E', true],
    ['going back from any field', { kind: 'cancel' }, { kind: 'note' }, ['Esc'], 'Escape', false],
    ['another class', { kind: 'label', type: 'fact.omission' }, { kind: 'label', classKey: 'r' }, ['3'], '3', true],
  ])('%s', (_rule, command, mode, caps, aria, idle) => {
    expect(hintFor(table, mode, command)).toEqual({ caps, aria, idle });
  });

  it('gives none to what no key does', () => {
    expect(hintFor(table, { kind: 'browse' }, { kind: 'unlabel', issueId: 'a' })).toBeUndefined();
    expect(hintFor(table, { kind: 'browse' }, { kind: 'accept', suggestion: 1 })).toBeUndefined();
  });

  it('shows the keys that lead to a mode before its own', () => {
    const row = table.find(({ command }) => sameCommand(command, { kind: 'label', type: 'fact.unsupported' }));
    expect(row === undefined ? [] : rowCaps(row)).toEqual(['F', '2']);
  });

  it('spells caps and aria-keyshortcuts alike', () => {
    const chord = { key: 'z', code: 'KeyZ', shift: true };
    expect(capsOf(chord)).toEqual(['⇧Z']);
    expect(chordHint(chord).aria).toBe('Shift+Z');
  });
});
