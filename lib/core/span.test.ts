import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEdits,
  diffAsEdit,
  makeSpan,
  mapSpan,
  mapSpanThrough,
  type Span,
  sliceSpan,
  spansOverlap,
  type TextEdit,
} from './span.ts';

/** Text with surrogate pairs, and repeats so that diffs have more than one answer. */
const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '😁', '\u0301'), maxLength: 24 });
const words = fc.string({ unit: fc.constantFrom('a', 'x', '😀'), maxLength: 4 });

function spanWithin(text: string): fc.Arbitrary<Span> {
  const offset = fc.nat(text.length);
  return fc.tuple(offset, offset).map(([a, b]) => makeSpan(Math.min(a, b), Math.max(a, b)));
}

/** Edits of a text that don't overlap, in any order. Touching ones are among them, two insertions at one place are not. */
function editsWithin(text: string): fc.Arbitrary<readonly TextEdit[]> {
  const cut = fc.record({ gap: fc.nat(3), length: fc.nat(4), words });
  return fc.array(cut, { maxLength: 5 }).chain((cuts) => {
    const edits: TextEdit[] = [];
    let from = 0;
    for (const { gap, length, words: added } of cuts) {
      const last = edits.at(-1);
      const touchesInsertion = gap === 0 && last !== undefined && (length === 0 || last.start === last.end);
      const start = from + gap + (touchesInsertion ? 1 : 0);
      if (start + length > text.length) break;
      edits.push({ start, end: start + length, text: added });
      from = start + length;
    }
    return fc.shuffledSubarray(edits, { minLength: edits.length });
  });
}

describe('makeSpan', () => {
  it.each<[start: number, end: number]>([
    [-1, 2],
    [3, 2],
    [0.5, 2],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses [%d, %d)', (start, end) => {
    expect(() => makeSpan(start, end)).toThrow(RangeError);
  });

  it('makes a place of two equal offsets', () => {
    expect(makeSpan(3, 3)).toEqual({ start: 3, end: 3 });
  });
});

describe('sliceSpan', () => {
  it('counts UTF-16 code units: an emoji is two of them', () => {
    expect(sliceSpan('a😀b', makeSpan(1, 3))).toBe('😀');
    expect(sliceSpan('a😀b', makeSpan(3, 4))).toBe('b');
    expect('a😀b').toHaveLength(4);
  });

  it('covers what is there where the span reaches past the end', () => {
    expect(sliceSpan('abc', makeSpan(2, 9))).toBe('c');
    expect(sliceSpan('abc', makeSpan(7, 9))).toBe('');
  });
});

describe('spansOverlap', () => {
  it.each<[a: readonly [number, number], b: readonly [number, number], overlap: boolean]>([
    [[0, 3], [2, 5], true],
    [[0, 3], [3, 5], false],
    [[0, 9], [3, 5], true],
    [[3, 5], [3, 5], true],
    [[3, 3], [2, 5], true],
    [[3, 3], [3, 5], false],
    [[5, 5], [3, 5], false],
    [[3, 3], [3, 3], false],
  ])('%o and %o: %s', (a, b, overlap) => {
    expect(spansOverlap(makeSpan(...a), makeSpan(...b))).toBe(overlap);
    expect(spansOverlap(makeSpan(...b), makeSpan(...a))).toBe(overlap);
  });

  it('holds exactly when a code unit is in both, for spans that are not empty', () => {
    const spans = fc.tuple(fc.nat(8), fc.nat(8)).filter(([a, b]) => a < b);
    fc.assert(
      fc.property(spans, spans, ([a, b], [c, d]) => {
        const shared = Array.from({ length: 9 }, (_, at) => at).some((at) => a <= at && at < b && c <= at && at < d);
        expect(spansOverlap(makeSpan(a, b), makeSpan(c, d))).toBe(shared);
      }),
    );
  });
});

describe('mapSpan', () => {
  it.each<
    [name: string, span: readonly [number, number], edit: TextEdit, moved: readonly [number, number] | undefined]
  >([
    ['before the edit', [0, 3], { start: 5, end: 7, text: 'xxx' }, [0, 3]],
    ['touching the edit’s start', [0, 5], { start: 5, end: 7, text: 'xxx' }, [0, 5]],
    ['behind the edit', [8, 9], { start: 5, end: 7, text: 'xxx' }, [9, 10]],
    ['touching the edit’s end', [7, 9], { start: 5, end: 7, text: '' }, [5, 7]],
    ['partly in the edit', [6, 9], { start: 5, end: 7, text: 'xxx' }, undefined],
    ['around the edit', [4, 9], { start: 5, end: 7, text: 'xx' }, undefined],
    ['within the edit', [5, 6], { start: 5, end: 7, text: 'xx' }, undefined],
    ['around an insertion', [4, 9], { start: 6, end: 6, text: 'x' }, undefined],
    ['behind an insertion that touches it', [6, 9], { start: 6, end: 6, text: 'x' }, [7, 10]],
    ['before an insertion that touches it', [4, 6], { start: 6, end: 6, text: 'x' }, [4, 6]],
  ])('of a span %s', (_name, span, edit, moved) => {
    expect(mapSpan(makeSpan(...span), edit)).toEqual(moved === undefined ? undefined : makeSpan(...moved));
  });

  it('leaves the same words under a span it moved', () => {
    const cases = texts.chain((text) => fc.tuple(fc.constant(text), spanWithin(text), spanWithin(text), words));
    fc.assert(
      fc.property(cases, ([text, span, place, added]) => {
        const edit = { ...place, text: added };
        const moved = mapSpan(span, edit);
        if (moved === undefined) expect(spansOverlap(span, edit)).toBe(true);
        else expect(sliceSpan(applyEdits(text, [edit]), moved)).toBe(sliceSpan(text, span));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('mapSpanThrough', () => {
  it('leaves the same words under a span it moved, and drops exactly those an edit touched', () => {
    const cases = texts.chain((text) => fc.tuple(fc.constant(text), spanWithin(text), editsWithin(text)));
    fc.assert(
      fc.property(cases, ([text, span, edits]) => {
        const moved = mapSpanThrough(span, edits);
        expect(moved === undefined).toBe(edits.some((edit) => mapSpan(span, edit) === undefined));
        if (moved !== undefined) expect(sliceSpan(applyEdits(text, edits), moved)).toBe(sliceSpan(text, span));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the span itself without edits', () => {
    expect(mapSpanThrough(makeSpan(2, 5), [])).toEqual(makeSpan(2, 5));
  });
});

describe('applyEdits', () => {
  it('speaks of the original text whatever the order of the edits', () => {
    const edits: TextEdit[] = [
      { start: 8, end: 11, text: 'June' },
      { start: 0, end: 0, text: 'Please: ' },
      { start: 4, end: 7, text: '250' },
      { start: 7, end: 8, text: ', ' },
    ];
    expect(applyEdits('Pay 520 May', edits)).toBe('Please: Pay 250, June');
    expect(applyEdits('Pay 520 May', [...edits].reverse())).toBe('Please: Pay 250, June');
  });

  it('puts what is inserted at the start of another edit before it, in any order', () => {
    const edits: TextEdit[] = [
      { start: 1, end: 3, text: 'Y' },
      { start: 1, end: 1, text: 'X' },
    ];
    expect(applyEdits('abcd', edits)).toBe('aXYd');
    expect(applyEdits('abcd', [...edits].reverse())).toBe('aXYd');
  });

  it.each<[name: string, edits: readonly TextEdit[]]>([
    [
      'overlapping edits',
      [
        { start: 0, end: 3, text: '' },
        { start: 2, end: 4, text: '' },
      ],
    ],
    [
      'an insertion within another edit',
      [
        { start: 0, end: 3, text: '' },
        { start: 2, end: 2, text: 'x' },
      ],
    ],
    ['an edit past the end', [{ start: 4, end: 6, text: '' }]],
    ['an edit before the start', [{ start: -1, end: 2, text: '' }]],
    ['an edit that ends before it starts', [{ start: 3, end: 1, text: 'x' }]],
  ])('refuses %s', (_name, edits) => {
    expect(() => applyEdits('abcde', edits)).toThrow(RangeError);
  });

  it('is as long as the text with what was taken and added', () => {
    const cases = texts.chain((text) => fc.tuple(fc.constant(text), editsWithin(text)));
    fc.assert(
      fc.property(cases, ([text, edits]) => {
        const grown = edits.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
        expect(applyEdits(text, edits)).toHaveLength(text.length + grown);
        expect(applyEdits(text, [])).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('diffAsEdit', () => {
  it.each<[before: string, after: string, edit: TextEdit | undefined]>([
    ['same', 'same', undefined],
    ['', 'new', { start: 0, end: 0, text: 'new' }],
    ['old', '', { start: 0, end: 3, text: '' }],
    ['Pay 520 now', 'Pay 250 now', { start: 4, end: 6, text: '25' }],
    ['aaa', 'aaaa', { start: 3, end: 3, text: 'a' }],
    ['aXa', 'aa', { start: 1, end: 2, text: '' }],
    ['so 😀.', 'so 😁.', { start: 3, end: 5, text: '😁' }],
    ['😀😀', '😀', { start: 2, end: 4, text: '' }],
    ['x\u{1F600}', 'x\u{1FA00}', { start: 1, end: 3, text: '\u{1FA00}' }],
  ])('from %j to %j', (before, after, edit) => {
    expect(diffAsEdit(before, after)).toEqual(edit);
  });

  it('turns the one text into the other', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const edit = diffAsEdit(before, after);
        expect(edit === undefined).toBe(before === after);
        if (edit !== undefined) expect(applyEdits(before, [edit])).toBe(after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a text and its edited self gives that edited self again', () => {
    const cases = texts.chain((text) => fc.tuple(fc.constant(text), editsWithin(text)));
    fc.assert(
      fc.property(cases, ([text, edits]) => {
        const edited = applyEdits(text, edits);
        const edit = diffAsEdit(text, edited);
        expect(edit === undefined ? text : applyEdits(text, [edit])).toBe(edited);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never cuts a surrogate pair, since half an emoji can’t be stored', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const edit = diffAsEdit(before, after);
        if (edit === undefined) return;
        expect(edit.text.isWellFormed()).toBe(true);
        expect(sliceSpan(before, edit).isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
