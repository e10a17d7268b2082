import type { Command, Mode } from '../../lib/core/command.ts';
import { isTyping } from '../../lib/core/command.ts';
import { assignableTypes, findIssueType, hotkeysOf } from '../../lib/core/issue-types.ts';
import { commandOf, type KeyPress } from '../../lib/core/keymap.ts';
import type { DismissReason } from '../../lib/core/review.ts';
import { severities } from '../../lib/core/severity.ts';
import type { IssueType, Taxonomy } from '../../lib/core/taxonomy.ts';
import { verdicts } from '../../lib/core/verdict.ts';
import type { KeyHint } from '../ui/Button.tsx';
import { wording } from '../wording.ts';

/** A key with its modifiers; `key` and `code` are those of KeyboardEvent on a US keyboard. */
export type Chord = {
  readonly key: string;
  readonly code: string;
  readonly shift?: boolean;
  readonly control?: boolean;
};

/** Where a key stands in the cheatsheet. */
export type KeyGroup = keyof typeof wording.help.group;

/** One line of the cheatsheet: in this mode, each of these chords means this command. */
export type KeyRow = {
  readonly group: KeyGroup;
  readonly mode: Mode;
  readonly chords: readonly [Chord, ...Chord[]];
  readonly command: Command;
  readonly act: string;
  /** Whether it works in every other mode too, but for typing. */
  readonly everywhere?: boolean;
};

/** A key that a text field handles itself, so the keymap does not know it. */
export type FieldKeyRow = { readonly chord: Chord; readonly act: string };

const browse: Mode = { kind: 'browse' };
const { act } = wording.help;

const letter = (key: string, rest: Omit<Chord, 'key' | 'code'> = {}): Chord => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ...rest,
});
const named = (key: string, rest: Omit<Chord, 'key' | 'code'> = {}): Chord => ({ key, code: key, ...rest });
const digit = (n: number): Chord => ({ key: String(n), code: `Digit${n}` });
// With Shift the key is another character on most keyboards; only its place counts.
const shiftDigit = (n: number): Chord => ({ key: ')!@#$'[n] ?? '', code: `Digit${n}`, shift: true });

/** Lines of one group of the cheatsheet for keys of one mode. */
const rowsOf =
  (group: KeyGroup, mode: Mode) =>
  (command: Command, text: string, ...chords: [Chord, ...Chord[]]): KeyRow => ({
    group,
    mode,
    chords,
    command,
    act: text,
  });

const flags = rowsOf('flags', browse);
const dismissal = rowsOf('dismiss', { kind: 'dismiss' });
const labels = rowsOf('labels', browse);
const passage = rowsOf('passage', browse);
const verdict = rowsOf('verdict', browse);
const typed = rowsOf('typing', { kind: 'edit' });

const dismissReasons = ['false-positive', 'not-worth-it', 'already-fine'] as const satisfies readonly DismissReason[];

const coreRows: readonly KeyRow[] = [
  flags({ kind: 'next-flag' }, act['next-flag'], letter('j'), named('ArrowDown')),
  flags({ kind: 'previous-flag' }, act['previous-flag'], letter('k'), named('ArrowUp')),
  flags({ kind: 'accept', suggestion: 0 }, act.accept, named('Enter')),
  flags({ kind: 'edit' }, act.edit, letter('e')),
  flags({ kind: 'dismiss' }, act.dismiss, letter('x')),
  ...dismissReasons.map((reason, index) =>
    dismissal({ kind: 'dismiss-as', reason }, wording.dismissReason[reason], digit(index + 1)),
  ),
  dismissal({ kind: 'cancel' }, act.cancel, named('Escape')),
  ...severities.map((severity, index) =>
    labels({ kind: 'severity', severity }, act['severity-level'](severity), shiftDigit(index)),
  ),
  passage({ kind: 'note' }, act.note, letter('n')),
  passage({ kind: 'toggle-diff' }, act['toggle-diff'], letter('d')),
  passage({ kind: 'show-original', on: true }, act['show-original'], letter('o')),
  passage({ kind: 'toggle-why' }, act['toggle-why'], letter('w')),
  passage({ kind: 'next-passage' }, act['next-passage'], named('PageDown')),
  passage({ kind: 'previous-passage' }, act['previous-passage'], named('PageUp')),
  passage({ kind: 'toggle-help' }, act['toggle-help'], { key: '?', code: 'Slash', shift: true }),
  passage({ kind: 'close' }, act.close, named('Escape')),
  ...verdicts.map((name, index) =>
    verdict({ kind: 'verdict', verdict: name }, wording.verdict[name], digit(index + 1)),
  ),
  {
    ...verdict({ kind: 'submit-proposed' }, act['submit-proposed'], named('Enter', { control: true })),
    everywhere: true,
  },
  verdict({ kind: 'undo' }, act.undo, letter('z')),
  verdict({ kind: 'redo' }, act.redo, letter('z', { shift: true })),
  typed({ kind: 'cancel' }, act.cancelTyping, named('Escape')),
];

/** The keys of a text field (`fieldCommandOf`), for the cheatsheet and the hints of its buttons. */
export const fieldKeys: { readonly save: FieldKeyRow; readonly newLine: FieldKeyRow } = {
  save: { chord: named('Enter'), act: act.save },
  newLine: { chord: named('Enter', { shift: true }), act: act.newLine },
};

/**
 * Every key of a review under a taxonomy, in the order of the cheatsheet. Both the cheatsheet and the key caps in buttons
 * are read from it. A taxonomy's key that the keymap gives to something else is left out, since it would not work.
 */
export function keyTable(taxonomy: Taxonomy): readonly KeyRow[] {
  const ofTaxonomy = labelRows(taxonomy).filter(({ chords, mode, command }) => {
    const found = commandOf(pressOf(chords[0]), mode, taxonomy);
    return found !== undefined && sameCommand(found, command);
  });
  const firstSeverity = coreRows.findIndex(({ group }) => group === 'labels');
  return [...coreRows.slice(0, firstSeverity), ...ofTaxonomy, ...coreRows.slice(firstSeverity)];
}

/** A chord as the keymap sees it pressed. */
export function pressOf(chord: Chord): KeyPress {
  return {
    type: 'keydown',
    key: chord.key,
    code: chord.code,
    shiftKey: chord.shift ?? false,
    ctrlKey: chord.control ?? false,
    altKey: false,
    metaKey: false,
    repeat: false,
    isComposing: false,
    altGraph: false,
  };
}

/** The key caps of a chord as they are printed on keyboards, in the order they are pressed; Shift shares one with its key. */
export function capsOf(chord: Chord): readonly string[] {
  const { cap } = wording.help;
  // A "?" needs Shift on some keyboards and not on others; the character is what counts.
  const shift = chord.shift === true && chord.key !== '?' ? (cap['Shift'] ?? '') : '';
  const last = `${shift}${cap[chord.key] ?? characterOf(chord)}`;
  return chord.control === true ? [cap['Control'] ?? '', last] : [last];
}

/** The caps of a row, those that lead to its mode first: `X 1`, `f 2`. */
export function rowCaps({ mode, command, chords }: KeyRow): readonly string[] {
  const leading = command.kind === 'cancel' ? [] : leadOf(mode);
  return [...leading, ...capsOf(chords[0])];
}

/**
 * The hint for a button that does what a key does, or `undefined` where no key does it. The hint is idle in modes where
 * the key means something else, so that the card never shows a digit that would do another thing.
 */
export function hintFor(rows: readonly KeyRow[], mode: Mode, command: Command): KeyHint | undefined {
  const candidates = rows.filter((candidate) => sameCommand(candidate.command, command));
  const active = candidates.find((candidate) => worksIn(candidate, mode));
  const shown = active ?? candidates[0];
  if (shown === undefined) return undefined;
  return { ...chordHint(shown.chords[0]), idle: active === undefined };
}

/** A chord as a button's hint. */
export function chordHint(chord: Chord): KeyHint {
  const aria = [
    ...(chord.control === true ? ['Control'] : []),
    ...(chord.shift === true && chord.key !== '?' ? ['Shift'] : []),
    chord.key.length > 1 ? chord.key : characterOf(chord),
  ].join('+');
  return { caps: capsOf(chord), aria: chord.control === true ? `${aria} ${aria.replace('Control', 'Meta')}` : aria };
}

/** Whether two commands are the same, field by field. */
export function sameCommand(a: Command, b: Command): boolean {
  const fields = Object.entries(a);
  const others: Readonly<Record<string, unknown>> = { ...b };
  return fields.length === Object.keys(others).length && fields.every(([name, value]) => others[name] === value);
}

/** Whether a key of the table does what it says in this mode. */
export function worksIn(row: KeyRow, mode: Mode): boolean {
  return row.everywhere === true ? !isTyping(mode) : sameMode(row.mode, mode);
}

function sameMode(a: Mode, b: Mode): boolean {
  if (isTyping(a) && isTyping(b)) return true;
  if (a.kind === 'label' && b.kind === 'label') return a.classKey === b.classKey;
  return a.kind === b.kind;
}

function leadOf(mode: Mode): readonly string[] {
  if (mode.kind === 'dismiss') return capsOf(letter('x'));
  return mode.kind === 'label' ? capsOf(letter(mode.classKey)) : [];
}

function characterOf(chord: Chord): string {
  const digitPlace = /^Digit(\d)$/.exec(chord.code)?.[1];
  return digitPlace ?? chord.key.toUpperCase();
}

function labelRows(taxonomy: Taxonomy): readonly KeyRow[] {
  const types = assignableTypes(taxonomy);
  const firstKeys = [...new Set(types.flatMap((type) => hotkeysOf(taxonomy, type).slice(0, 1)))];
  return firstKeys.flatMap((first) => {
    const group = types.filter((type) => hotkeysOf(taxonomy, type)[0] === first);
    return group.some(({ parent }) => parent !== undefined)
      ? classRows(taxonomy, first, group)
      : group.map((type) => labels({ kind: 'label', type: type.id }, act.label(type.name), letter(first)));
  });
}

function classRows(taxonomy: Taxonomy, classKey: string, leaves: readonly IssueType[]): readonly KeyRow[] {
  const inClass = rowsOf('labels', { kind: 'label', classKey });
  const parent = findIssueType(taxonomy, leaves[0]?.parent ?? '');
  return [
    labels({ kind: 'label-class', key: classKey }, act['label-class'](parent?.name ?? classKey), letter(classKey)),
    ...leaves.map((type) =>
      inClass({ kind: 'label', type: type.id }, act.label(type.name), digit(Number(type.hotkey))),
    ),
    inClass({ kind: 'cancel' }, act.cancel, named('Escape')),
  ];
}
