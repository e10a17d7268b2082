import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command, Mode } from './command.ts';
import { defaultTaxonomy } from './default-taxonomy.ts';
import { commandOf, type KeyPress } from './keymap.ts';
import { pressKey } from './testing/press-key.ts';

const browse: Mode = { kind: 'browse' };
const dismiss: Mode = { kind: 'dismiss' };
const label = (classKey: string): Mode => ({ kind: 'label', classKey });
const typingModes: readonly Mode[] = [{ kind: 'edit' }, { kind: 'note' }, { kind: 'reason', verdict: 'reject' }];
const allModes: readonly Mode[] = [browse, dismiss, label('f'), ...typingModes];

const meaning = (press: KeyPress, mode: Mode = browse): Command | undefined => commandOf(press, mode, defaultTaxonomy);

describe('every key while browsing', () => {
  it.each<[key: string, rest: Partial<KeyPress>, command: Command]>([
    ['j', {}, { kind: 'next-flag' }],
    ['k', {}, { kind: 'previous-flag' }],
    ['ArrowDown', {}, { kind: 'next-flag' }],
    ['ArrowUp', {}, { kind: 'previous-flag' }],
    ['Enter', {}, { kind: 'accept', suggestion: 0 }],
    ['x', {}, { kind: 'dismiss' }],
    ['e', {}, { kind: 'edit' }],
    ['n', {}, { kind: 'note' }],
    ['d', {}, { kind: 'toggle-diff' }],
    ['o', {}, { kind: 'show-original', on: true }],
    ['o', { type: 'keyup' }, { kind: 'show-original', on: false }],
    ['w', {}, { kind: 'toggle-why' }],
    ['z', {}, { kind: 'undo' }],
    ['Z', { shiftKey: true }, { kind: 'redo' }],
    ['?', { shiftKey: true }, { kind: 'toggle-help' }],
    ['Escape', {}, { kind: 'close' }],
    ['PageDown', {}, { kind: 'next-passage' }],
    ['PageUp', {}, { kind: 'previous-passage' }],
    ['1', {}, { kind: 'verdict', verdict: 'approve' }],
    ['2', {}, { kind: 'verdict', verdict: 'approve_with_edits' }],
    ['3', {}, { kind: 'verdict', verdict: 'reject' }],
    ['4', {}, { kind: 'verdict', verdict: 'escalate' }],
    [')', { shiftKey: true, code: 'Digit0' }, { kind: 'severity', severity: 'neutral' }],
    ['!', { shiftKey: true, code: 'Digit1' }, { kind: 'severity', severity: 'minor' }],
    ['@', { shiftKey: true, code: 'Digit2' }, { kind: 'severity', severity: 'major' }],
    ['#', { shiftKey: true, code: 'Digit3' }, { kind: 'severity', severity: 'critical' }],
    ['Enter', { ctrlKey: true }, { kind: 'submit-proposed' }],
    ['Enter', { metaKey: true }, { kind: 'submit-proposed' }],
    ['f', {}, { kind: 'label-class', key: 'f' }],
    ['r', {}, { kind: 'label-class', key: 'r' }],
    ['s', {}, { kind: 'label-class', key: 's' }],
    ['a', {}, { kind: 'label-class', key: 'a' }],
    ['u', {}, { kind: 'label', type: 'other' }],
  ])('%s %o', (key, rest, command) => {
    expect(meaning(pressKey(key, rest))).toEqual(command);
  });

  it.each<[name: string, press: KeyPress]>([
    ['a digit without a verdict', pressKey('5')],
    ['0 without Shift', pressKey('0')],
    ['Shift with a digit beyond the severities', pressKey('$', { shiftKey: true, code: 'Digit4' })],
    ['a letter with Shift, but for redo', pressKey('X', { shiftKey: true })],
    ['Enter with Shift', pressKey('Enter', { shiftKey: true })],
    ['a letter nobody has', pressKey('q')],
    ['Tab, which moves the focus', pressKey('Tab')],
    ['Space, which presses buttons', pressKey(' ')],
    ['F5', pressKey('F5')],
    ['a dead key', pressKey('Dead', { code: 'BracketLeft' })],
    ['a letter that goes up', pressKey('x', { type: 'keyup' })],
    ['the name of an object’s method', pressKey('constructor')],
    ['the name of an object’s prototype', pressKey('__proto__')],
  ])('%s means nothing', (_name, press) => {
    expect(meaning(press)).toBeUndefined();
  });

  it.each(['c', 'v', 'z', 'a', '1', 'r', 'f'])('Ctrl and Cmd with %s are left to the browser', (key) => {
    expect(meaning(pressKey(key, { ctrlKey: true }))).toBeUndefined();
    expect(meaning(pressKey(key, { metaKey: true }))).toBeUndefined();
  });
});

describe('the keys behind x', () => {
  it.each<[key: string, command: Command | undefined]>([
    ['1', { kind: 'dismiss-as', reason: 'false-positive' }],
    ['2', { kind: 'dismiss-as', reason: 'not-worth-it' }],
    ['3', { kind: 'dismiss-as', reason: 'already-fine' }],
    ['4', undefined],
    ['Escape', { kind: 'cancel' }],
    ['j', undefined],
    ['Enter', undefined],
  ])('%s', (key, command) => {
    expect(meaning(pressKey(key), dismiss)).toEqual(command);
  });
});

describe('the digits behind a class letter', () => {
  it.each<[classKey: string, digit: string, type: string | undefined]>([
    ['f', '1', 'fact.incorrect'],
    ['f', '2', 'fact.unsupported'],
    ['f', '3', 'fact.omission'],
    ['f', '4', undefined],
    ['r', '1', 'reason.logic'],
    ['r', '2', 'reason.instruction'],
    ['s', '1', 'style.language'],
    ['s', '2', 'style.clarity'],
    ['s', '3', 'style.tone'],
    ['s', '4', 'style.format'],
    ['a', '1', 'align.harm'],
    ['a', '2', 'align.bias'],
    ['a', '3', 'align.privacy'],
    ['a', '4', 'align.policy'],
    ['q', '1', undefined],
  ])('%s %s labels %s', (classKey, digit, type) => {
    expect(meaning(pressKey(digit), label(classKey))).toEqual(type === undefined ? undefined : { kind: 'label', type });
  });

  it('Escape takes the letter back', () => {
    expect(meaning(pressKey('Escape'), label('f'))).toEqual({ kind: 'cancel' });
  });
});

describe('keyboards that are not American', () => {
  it.each<[key: string, code: string, verdict: string]>([
    ['&', 'Digit1', 'approve'],
    ['é', 'Digit2', 'approve_with_edits'],
    ['"', 'Digit3', 'reject'],
    ["'", 'Digit4', 'escalate'],
  ])('on a French one %s (%s) is the verdict %s', (key, code, verdict) => {
    expect(meaning(pressKey(key, { code }))).toEqual({ kind: 'verdict', verdict });
  });

  it('on a French one Shift and a digit is a severity, though it types the digit', () => {
    expect(meaning(pressKey('2', { shiftKey: true }))).toEqual({ kind: 'severity', severity: 'major' });
  });

  it('on a French one the digits behind x and a class letter are read by place too', () => {
    expect(meaning(pressKey('&', { code: 'Digit1' }), dismiss)).toEqual({
      kind: 'dismiss-as',
      reason: 'false-positive',
    });
    expect(meaning(pressKey('é', { code: 'Digit2' }), label('f'))).toEqual({ kind: 'label', type: 'fact.unsupported' });
  });

  it('letters are read by what they type: z on a German one stands where y does', () => {
    expect(meaning(pressKey('z', { code: 'KeyY' }))).toEqual({ kind: 'undo' });
    expect(meaning(pressKey('y', { code: 'KeyZ' }))).toBeUndefined();
  });

  it.each<[name: string, press: KeyPress]>([
    ['French', pressKey('?', { shiftKey: true, code: 'KeyM' })],
    ['German', pressKey('?', { shiftKey: true, code: 'Minus' })],
    ['Canadian French', pressKey('?', { shiftKey: true, code: 'Digit6' })],
  ])('"?" is the cheatsheet wherever it stands: %s', (_name, press) => {
    expect(meaning(press)).toEqual({ kind: 'toggle-help' });
  });

  it('Caps Lock changes nothing', () => {
    expect(meaning(pressKey('J'))).toEqual({ kind: 'next-flag' });
    expect(meaning(pressKey('F'))).toEqual({ kind: 'label-class', key: 'f' });
    expect(meaning(pressKey('z', { shiftKey: true }))).toEqual({ kind: 'redo' });
  });
});

describe('the keypad', () => {
  it('types digits like the top row', () => {
    expect(meaning(pressKey('1', { code: 'Numpad1' }))).toEqual({ kind: 'verdict', verdict: 'approve' });
    expect(meaning(pressKey('3', { code: 'Numpad3' }), dismiss)).toEqual({
      kind: 'dismiss-as',
      reason: 'already-fine',
    });
  });

  it.each<[key: string, code: string, command: Command | undefined]>([
    ['End', 'Numpad1', undefined],
    ['ArrowDown', 'Numpad2', { kind: 'next-flag' }],
    ['PageDown', 'Numpad3', { kind: 'next-passage' }],
    ['ArrowLeft', 'Numpad4', undefined],
    ['ArrowUp', 'Numpad8', { kind: 'previous-flag' }],
    ['PageUp', 'Numpad9', { kind: 'previous-passage' }],
    ['Insert', 'Numpad0', undefined],
  ])('moves where Num Lock is off, and never decides: %s', (key, code, command) => {
    expect(meaning(pressKey(key, { code }))).toEqual(command);
  });
});

describe('keys that are not ours', () => {
  const keys = ['j', 'x', 'Enter', 'Escape', '1', '?', 'f', 'z', 'o'];

  it.each(keys)('%s with AltGr types a character', (key) => {
    for (const mode of allModes)
      expect(meaning(pressKey(key, { altGraph: true, ctrlKey: true }), mode)).toBeUndefined();
  });

  it.each(keys)('%s with Alt or Option is the browser’s', (key) => {
    for (const mode of allModes) expect(meaning(pressKey(key, { altKey: true }), mode)).toBeUndefined();
  });

  it.each(keys)('%s while an IME composes belongs to the IME', (key) => {
    for (const mode of allModes) expect(meaning(pressKey(key, { isComposing: true }), mode)).toBeUndefined();
  });
});

describe('while text is typed', () => {
  it.each(typingModes)('only Escape is a command: %o', (mode) => {
    expect(meaning(pressKey('Escape'), mode)).toEqual({ kind: 'cancel' });
    for (const key of ['j', 'x', 'f', '1', '?', 'z', 'Enter', 'PageDown', 'ArrowUp']) {
      expect(meaning(pressKey(key), mode)).toBeUndefined();
      expect(meaning(pressKey(key, { shiftKey: true }), mode)).toBeUndefined();
      expect(meaning(pressKey(key, { ctrlKey: true }), mode)).toBeUndefined();
    }
  });
});

describe('a key that is held', () => {
  it.each(['j', 'k', 'ArrowDown', 'ArrowUp'])('%s walks on', (key) => {
    expect(meaning(pressKey(key, { repeat: true }))).toEqual(meaning(pressKey(key)));
  });

  it.each<[name: string, press: KeyPress, mode: Mode]>([
    ['Enter', pressKey('Enter'), browse],
    ['a verdict', pressKey('1'), browse],
    ['a severity', pressKey('!', { code: 'Digit1', shiftKey: true }), browse],
    ['undo', pressKey('z'), browse],
    ['redo', pressKey('Z', { shiftKey: true }), browse],
    ['submit', pressKey('Enter', { ctrlKey: true }), browse],
    ['a class letter', pressKey('f'), browse],
    ['Other', pressKey('u'), browse],
    ['the cheatsheet', pressKey('?', { shiftKey: true }), browse],
    ['close', pressKey('Escape'), browse],
    ['the next passage', pressKey('PageDown'), browse],
    ['a reason to dismiss', pressKey('1'), dismiss],
    ['a label', pressKey('1'), label('f')],
    ['cancel', pressKey('Escape'), { kind: 'note' }],
  ])('%s is done once', (_name, press, mode) => {
    expect(meaning(press, mode)).toBeDefined();
    expect(meaning({ ...press, repeat: true }, mode)).toBeUndefined();
  });

  it('shows the original until it goes up, whatever else is down by then', () => {
    for (const held of [{}, { shiftKey: true }, { ctrlKey: true }, { altKey: true }, { altGraph: true }]) {
      for (const mode of allModes) {
        expect(meaning(pressKey('o', { type: 'keyup', ...held }), mode)).toEqual({ kind: 'show-original', on: false });
      }
    }
  });
});

describe('commandOf', () => {
  const presses = fc.record({
    type: fc.constantFrom('keydown' as const, 'keyup' as const),
    key: fc.oneof(fc.string(), fc.constantFrom('Enter', 'Escape', 'toString', 'hasOwnProperty', 'f', 'u', 'Z')),
    code: fc.constantFrom('Digit1', 'Digit9', 'Numpad2', 'KeyF', 'Enter', ''),
    shiftKey: fc.boolean(),
    ctrlKey: fc.boolean(),
    altKey: fc.boolean(),
    metaKey: fc.boolean(),
    repeat: fc.boolean(),
    isComposing: fc.boolean(),
    altGraph: fc.boolean(),
  });

  it('answers a command or nothing to any key in any mode', () => {
    fc.assert(
      fc.property(presses, fc.constantFrom(...allModes), (press, mode) => {
        const command = meaning(press, mode);
        expect(command === undefined || (typeof command === 'object' && typeof command.kind === 'string')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets the keys of the core win over a class letter', () => {
    const greedy = {
      ...defaultTaxonomy,
      types: defaultTaxonomy.types.map((type) => (type.id === 'other' ? { ...type, hotkey: 'j' } : type)),
    };
    expect(commandOf(pressKey('j'), browse, greedy)).toEqual({ kind: 'next-flag' });
  });
});
