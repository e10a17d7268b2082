import type { Command, Mode } from '../../lib/core/command.ts';

/** What a text field looks at in a pressed key. The fields are those of KeyboardEvent. */
export type FieldPress = {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
};

/**
 * The command that ends typing with this text, or `undefined` where the mode has no field or the text says nothing: a
 * reason must have words, while an edit may delete all and a note may be emptied.
 */
export function doneCommand(mode: Mode, text: string): Command | undefined {
  switch (mode.kind) {
    case 'edit':
      return { kind: 'edit-done', text };
    case 'note':
      return { kind: 'note-done', text: text.trim() };
    case 'reason':
      return text.trim() === '' ? undefined : { kind: 'reason-done', text: text.trim() };
    default:
      return undefined;
  }
}

/**
 * Whether a key ends typing in a field: Enter, also with Ctrl or Cmd. Shift+Enter makes a new line, an Enter that ends an
 * IME composition is not ours, and Escape is `cancel` by the keymap.
 */
export function endsTyping(press: FieldPress): boolean {
  return press.key === 'Enter' && !press.shiftKey && !press.altKey && !press.isComposing;
}

/** The command a key means inside a text field holding this text; `undefined` for keys the field itself handles. */
export function fieldCommandOf(press: FieldPress, mode: Mode, text: string): Command | undefined {
  return endsTyping(press) ? doneCommand(mode, text) : undefined;
}

/**
 * Whether a command may be given while the cheatsheet covers the review: nobody decides on a flag they cannot see, and the
 * other keys scroll the sheet.
 */
export function worksUnderHelp({ kind }: Command): boolean {
  return kind === 'toggle-help' || kind === 'close';
}

/**
 * Whether a key belongs to the control that has focus and must not be read as a command: Enter and Space press a button
 * or open a disclosure, so Enter on "Reject" must never accept a flag. Asked before `commandOf`, with the active element
 * of the card's own root.
 */
export function belongsToControl(
  press: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  focused: Element | null,
): boolean {
  if (press.ctrlKey || press.metaKey || (press.key !== 'Enter' && press.key !== ' ')) return false;
  return focused?.matches('button, summary, a[href]') ?? false;
}
