import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText, toMatchText } from './match-text.ts';

/** Text full of what the match text changes: marks, quotes, spaces, surrogate pairs and characters that NFKC makes several of. */
const awkward = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '\u00a0',
      '\u3000',
      '*',
      '_',
      '`',
      '’',
      '“',
      '»',
      '″',
      '–',
      '−',
      '\u200b',
      '\u00ad',
    ),
    fc.constantFrom(
      'a',
      'Z',
      '5',
      'ﬁ',
      '㎏',
      '½',
      '´',
      '¨',
      '‾',
      'ﷺ',
      '😀',
      '\u0301',
      'é',
      '＊',
      '＿',
      '\ud83d',
      '\udc00',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});

describe('toMatchText', () => {
  it.each<[name: string, source: string, text: string]>([
    ['NFKC', 'ﬁle № ５㎏', 'file No 5kg'],
    ['straight quotes', '‘a’ ‚b‛ “c” „d‟ «e» f′ g″', '\'a\' \'b\' "c" "d" "e" f\' g"'],
    ['plain hyphens', 'a‐b‑c–d—e−f－g', 'a-b-c-d-e-f-g'],
    ['no invisible characters', 'in\u200bvi\u200dsi\u00adble\ufeff', 'invisible'],
    ['no Markdown marks', '**bold** _it_ `code`', 'bold it code'],
    ['one space for a run of white space', 'a \n\t\u00a0 b\u3000c', 'a b c'],
    ['no white space at the ends', '\n  a b\t', 'a b'],
    ['one space where a mark stood between two', 'a * b', 'a b'],
    ['one space for a character that is a space and an accent', 'a ´b', 'a \u0301b'],
    ['nothing of nothing', ' \n ', ''],
    ['case as it is', 'MiXed', 'MiXed'],
    ['emoji as they are', 'ok 😀', 'ok 😀'],
  ])('has %s', (_name, source, text) => {
    expect(toMatchText(source).text).toBe(text);
  });

  it('knows where each code unit came from', () => {
    const source = 'a  “ﬁ” 😀';
    const { text, starts } = toMatchText(source);
    expect(text).toBe('a "fi" 😀');
    expect(starts).toEqual([0, 1, 3, 4, 4, 5, 6, 7, 7, 9]);
  });

  it('has a start for every code unit and one for the end, in order and within the source', () => {
    fc.assert(
      fc.property(awkward, (source) => {
        const { text, starts } = toMatchText(source);
        expect(starts).toHaveLength(text.length + 1);
        expect(starts.at(-1)).toBe(source.length);
        expect([...starts].sort((a, b) => a - b)).toEqual(starts);
        for (const start of starts.slice(0, -1)) {
          expect(Number.isInteger(start) && start >= 0 && start < source.length).toBe(true);
          expect(isInsidePair(source, start)).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is its own match text', () => {
    fc.assert(
      fc.property(awkward, (source) => {
        const { text } = toMatchText(source);
        expect(toMatchText(text).text).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has single spaces only, and none at the ends', () => {
    fc.assert(
      fc.property(awkward, (source) => {
        expect(toMatchText(source).text).toMatch(/^(?:\S+(?: \S+)*)?$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a part between words is a part of the match text of the whole', () => {
    const word = fc.stringMatching(/^[a-z0-9’“]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 12 }), fc.nat(), fc.nat(), (words, a, b) => {
        const [from, to] = [a % words.length, b % words.length].sort((x, y) => x - y) as [number, number];
        const part = words.slice(from, to + 1).join('\n ');
        expect(toMatchText(words.join(' ')).text).toContain(toMatchText(part).text);
      }),
    );
  });
});

describe('normaliseText', () => {
  it('is the same for a composed and a decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('é', 'Ü', 'ñ', '각', 'a', ' ') }), (text) => {
        expect(normaliseText(text.normalize('NFD'))).toBe(normaliseText(text));
      }),
    );
  });

  it('is the same whatever the case of its letters', () => {
    expect(normaliseText('Ärger ÜBER Ω')).toBe(normaliseText('ÄRGER über ω'));
  });
});

function isInsidePair(text: string, offset: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(offset - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(offset));
}
