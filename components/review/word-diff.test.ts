import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapseKept, type DiffPiece, headOf, tailOf, wordDiff } from './word-diff.ts';

const words = fc
  .array(fc.constantFrom('refund', 'within', '30', '60', 'days', ' ', ',', '\n', 'straße', '😀', '退款', '。'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(' '));

const joined = (pieces: readonly DiffPiece[], without: DiffPiece['kind']): string =>
  pieces.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('');

describe('wordDiff', () => {
  it.each<[string, string, string, readonly DiffPiece[]]>([
    [
      'marks the word that changed and keeps the rest',
      '60 days',
      '30 days',
      [
        { kind: 'deleted', text: '60' },
        { kind: 'inserted', text: '30' },
        { kind: 'kept', text: ' days' },
      ],
    ],
    ['shows a deletion alone', 'a b', '', [{ kind: 'deleted', text: 'a b' }]],
    ['shows an insertion alone', '', 'a b', [{ kind: 'inserted', text: 'a b' }]],
    ['keeps what is the same', 'a b', 'a b', [{ kind: 'kept', text: 'a b' }]],
    ['has nothing to say of nothing', '', '', []],
    [
      'joins changes that only a space keeps apart',
      'our whole policy allows one year of refund',
      'our whole policy forbids two years of refund',
      [
        { kind: 'kept', text: 'our whole policy ' },
        { kind: 'deleted', text: 'allows one year' },
        { kind: 'inserted', text: 'forbids two years' },
        { kind: 'kept', text: ' of refund' },
      ],
    ],
    [
      'shows a rewrite as old words and new words, not as a mosaic',
      'you will definitely receive it on your card by Friday',
      'the bank decides on the day',
      [
        { kind: 'deleted', text: 'you will definitely receive it on your card by Friday' },
        { kind: 'inserted', text: 'the bank decides on the day' },
      ],
    ],
    [
      'finds words in a script without spaces',
      '我们提供全额退款服务',
      '我们提供部分退款服务',
      [
        { kind: 'kept', text: '我们提供' },
        { kind: 'deleted', text: '全额' },
        { kind: 'inserted', text: '部分' },
        { kind: 'kept', text: '退款服务' },
      ],
    ],
  ])('%s', (_rule, before, after, expected) => {
    expect(wordDiff(before, after)).toEqual(expected);
  });

  it('gives back both texts to the last space', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = wordDiff(before, after);
        expect(joined(pieces, 'inserted')).toBe(before);
        expect(joined(pieces, 'deleted')).toBe(after);
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  it('says of two texts with nothing in common that one replaced the other, however long they are', () => {
    const before = Array.from({ length: 2_000 }, (_, index) => `a${index}`).join(' ');
    const after = Array.from({ length: 2_000 }, (_, index) => `b${index}`).join(' ');
    expect(wordDiff(before, after)).toEqual([
      { kind: 'deleted', text: before },
      { kind: 'inserted', text: after },
    ]);
  });
});

describe('collapseKept', () => {
  const long = 'one two three four five six seven eight';

  it('leaves out the middle of long unchanged text and keeps words whole', () => {
    const pieces: DiffPiece[] = [
      { kind: 'kept', text: long },
      { kind: 'deleted', text: 'x' },
      { kind: 'kept', text: long },
      { kind: 'inserted', text: 'y' },
      { kind: 'kept', text: long },
    ];
    expect(collapseKept(pieces, 12)).toEqual([
      { kind: 'gap' },
      { kind: 'kept', text: 'seven eight' },
      { kind: 'deleted', text: 'x' },
      { kind: 'kept', text: 'one two' },
      { kind: 'gap' },
      { kind: 'kept', text: 'seven eight' },
      { kind: 'inserted', text: 'y' },
      { kind: 'kept', text: 'one two' },
      { kind: 'gap' },
    ]);
  });

  it('never leaves out a change', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 20 }), (before, after, width) => {
        const pieces = wordDiff(before, after);
        const changes = pieces.filter(({ kind }) => kind !== 'kept');
        const shown = collapseKept(pieces, width).filter(({ kind }) => kind === 'deleted' || kind === 'inserted');
        expect(shown).toEqual(changes);
      }),
    );
  });
});

describe('headOf and tailOf', () => {
  it('never cut a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, width) => {
        expect(text.startsWith(headOf(text, width))).toBe(true);
        expect(text.endsWith(tailOf(text, width))).toBe(true);
        expect(headOf(text, width).isWellFormed()).toBe(true);
        expect(tailOf(text, width).isWellFormed()).toBe(true);
        expect(headOf(text, width).length).toBeLessThanOrEqual(width);
        expect(tailOf(text, width).length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
