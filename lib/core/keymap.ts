import type { Command, Mode } from './command.ts';
import { isTyping } from './command.ts';
import { assignableTypes, hotkeysOf } from './issue-types.ts';
import type { DismissReason } from './review.ts';
import { severities } from './severity.ts';
import type { Taxonomy } from './taxonomy.ts';
import { verdicts } from './verdict.ts';

/** A pressed or released key, as far as the keymap looks at it. The fields are those of KeyboardEvent. */
export type KeyPress = {
  readonly type: 'keydown' | 'keyup';
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
  /** Whether AltGr is down: it types characters and never commands. */
  readonly altGraph: boolean;
};

const dismissReasons = ['false-positive', 'not-worth-it', 'already-fine'] as const satisfies readonly DismissReason[];

const plainKeys: Readonly<Record<string, Command>> = {
  j: { kind: 'next-flag' },
  k: { kind: 'previous-flag' },
  arrowdown: { kind: 'next-flag' },
  arrowup: { kind: 'previous-flag' },
  enter: { kind: 'accept', suggestion: 0 },
  x: { kind: 'dismiss' },
  e: { kind: 'edit' },
  n: { kind: 'note' },
  d: { kind: 'toggle-diff' },
  o: { kind: 'show-original', on: true },
  w: { kind: 'toggle-why' },
  z: { kind: 'undo' },
  escape: { kind: 'close' },
  pagedown: { kind: 'next-passage' },
  pageup: { kind: 'previous-passage' },
};

/**
 * The command a key means in a mode, or `undefined` for a key that is not ours (`docs/contracts.md`, The page).
 *
 * Digits are read from `code`, since a French keyboard types them with Shift. Class letters come from the taxonomy; keys of
 * the core map win over them, which is why the default taxonomy uses f, r, s, a and u. While text is typed only Escape is
 * ours, and while an IME composes nothing is. A key that is held walks through flags and does nothing else: it must not
 * accept, decide or submit one after the other. Letting O go counts whatever else is down, or the original would stay.
 */
export function commandOf(press: KeyPress, mode: Mode, taxonomy: Taxonomy): Command | undefined {
  const key = press.key.toLowerCase();
  if (press.type === 'keyup') {
    return key === 'o' && !press.isComposing ? { kind: 'show-original', on: false } : undefined;
  }
  if (press.isComposing || press.altGraph || press.altKey) return undefined;
  const command = pressedCommand(press, mode, { key, taxonomy });
  return command !== undefined && press.repeat && !isStep(command) ? undefined : command;
}

type Pressed = { readonly key: string; readonly taxonomy: Taxonomy };

function pressedCommand(press: KeyPress, mode: Mode, { key, taxonomy }: Pressed): Command | undefined {
  if (isTyping(mode)) return key === 'escape' ? { kind: 'cancel' } : undefined;
  if (press.ctrlKey || press.metaKey) return key === 'enter' ? { kind: 'submit-proposed' } : undefined;
  if (mode.kind === 'dismiss') return dismissKey(press, key);
  if (mode.kind === 'label') return labelKey(press, key, { classKey: mode.classKey, taxonomy });
  return browseKey(press, key, taxonomy);
}

/**
 * The digit of a press by its place in the top row, or as the keypad types it; `undefined` for any other key. Without Num
 * Lock the keypad moves: its arrow down must not be the verdict 2.
 */
function digitOf({ code, key }: KeyPress): number | undefined {
  const digit = /^Digit([0-9])$/.exec(code)?.[1] ?? (/^Numpad[0-9]$/.test(code) ? /^[0-9]$/.exec(key)?.[0] : undefined);
  return digit === undefined ? undefined : Number(digit);
}

function dismissKey(press: KeyPress, key: string): Command | undefined {
  if (key === 'escape') return { kind: 'cancel' };
  const digit = digitOf(press);
  const reason = digit === undefined ? undefined : dismissReasons[digit - 1];
  return reason === undefined ? undefined : { kind: 'dismiss-as', reason };
}

function labelKey(
  press: KeyPress,
  key: string,
  { classKey, taxonomy }: { readonly classKey: string; readonly taxonomy: Taxonomy },
): Command | undefined {
  if (key === 'escape') return { kind: 'cancel' };
  const digit = digitOf(press);
  if (digit === undefined) return undefined;
  const wanted = `${classKey}${digit}`;
  const type = assignableTypes(taxonomy).find((candidate) => hotkeysOf(taxonomy, candidate).join('') === wanted);
  return type === undefined ? undefined : { kind: 'label', type: type.id };
}

function browseKey(press: KeyPress, key: string, taxonomy: Taxonomy): Command | undefined {
  const digit = digitOf(press);
  const decided = digit === undefined ? undefined : digitCommand(digit, press.shiftKey);
  if (decided !== undefined) return decided;
  if (key === '?') return { kind: 'toggle-help' };
  if (digit !== undefined) return undefined;
  if (press.shiftKey) return key === 'z' ? { kind: 'redo' } : undefined;
  return Object.hasOwn(plainKeys, key) ? plainKeys[key] : classCommand(key, taxonomy);
}

function isStep(command: Command): boolean {
  return command.kind === 'next-flag' || command.kind === 'previous-flag';
}

function digitCommand(digit: number, shift: boolean): Command | undefined {
  if (shift) {
    const severity = severities[digit];
    return severity === undefined ? undefined : { kind: 'severity', severity };
  }
  const verdict = verdicts[digit - 1];
  return verdict === undefined ? undefined : { kind: 'verdict', verdict };
}

function classCommand(key: string, taxonomy: Taxonomy): Command | undefined {
  for (const type of assignableTypes(taxonomy)) {
    const keys = hotkeysOf(taxonomy, type);
    if (keys[0] !== key) continue;
    return keys.length === 1 ? { kind: 'label', type: type.id } : { kind: 'label-class', key };
  }
  return undefined;
}
