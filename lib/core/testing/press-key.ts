import type { KeyPress } from '../keymap.ts';

const codes: Readonly<Record<string, string>> = { '?': 'Slash', ' ': 'Space' };

/**
 * A key going down on an American keyboard, with nothing held beside it unless told otherwise. `code` is worked out for
 * letters, digits and named keys.
 */
export function pressKey(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return {
    type: 'keydown',
    key,
    code: codeOf(key),
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    repeat: false,
    isComposing: false,
    altGraph: false,
    ...rest,
  };
}

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  return codes[key] ?? key;
}
