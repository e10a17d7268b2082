import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, sliceSpan } from '../core/span.ts';
import { type Anchor, describeSpan } from './anchor.ts';
import { createResolver, resolveAnchor } from './resolve-anchor.ts';

const prose = `The migration finished on 12 March and moved the customer records of all three regions into the new store.
Our audit shows that nearly every record passed validation without manual fixes, which the team considers a good result.
The records that failed were mostly duplicates created by an old import script that ran twice during the winter outage.

Nobody lost access while the work went on, although search was slower than usual for a few hours on the first evening.
Support received a handful of questions about missing invoices; each of them turned out to be a filter left switched on.
We recommend keeping the old store readable until the end of the quarter, so that disputed figures can still be checked.

The next step is to retire the nightly export. It exists only for a report that the finance department stopped using.
Before that happens somebody should ask the auditors, since they may rely on a copy of it without having told anyone.
Please send questions and corrections to the data team before Friday, and mention the region you are writing about.

A few lessons are worth keeping. Rehearsing the move on real volumes showed problems that a small sample had hidden.
Writing the rollback first made everyone calmer, even though it was never needed. Announcing the slow evening early
saved the support desk a great deal of work. Counting rows before and after was dull, cheap, and caught the duplicates.

Some things would be done differently. The schedule left no room for illness, and two people worked through a weekend.
The dashboard that tracked progress was built late and measured the wrong thing for days before anyone looked closely.
Finally, the decision log was kept in private messages; reconstructing it for this summary took most of an afternoon.`;

function anchorOf(text: string, words: string): Anchor {
  const start = text.indexOf(words);
  return describeSpan(text, { start, end: start + words.length });
}

/** What an anchor made of `words` in `before` finds in `after`: its state and the words found. */
function found(before: string, words: string, after: string): readonly [string, string | undefined] {
  const resolution = resolveAnchor(after, anchorOf(before, words));
  return [resolution.state, resolution.state === 'lost' ? undefined : sliceSpan(after, resolution.span)];
}

describe('the same words', () => {
  it.each<[name: string, words: string, change: (text: string) => string, state: string]>([
    ['at their place', 'nearly every record', (text) => text, 'exact'],
    ['behind new text', 'nearly every record', (text) => `Summary\n${text}`, 'moved'],
    ['before new text', 'nearly every record', (text) => `${text}\nThe end.`, 'exact'],
    ['in a sentence that changed', 'nearly every record', (text) => text.replace('Our audit', 'The review'), 'moved'],
    ['a short word among its own neighbours', 'moved', (text) => `Summary\n${text}`, 'moved'],
    [
      'a long quote among strangers',
      'It exists only for a report that the finance department',
      () => 'One fact. It exists only for a report that the finance department. Another fact.',
      'moved',
    ],
  ])('%s', (...[, words, change, state]) => {
    expect(found(prose, words, change(prose))).toEqual([state, words]);
  });

  it('follow their context, not the nearest place', () => {
    const after = prose.split('\n\n').reverse().join('\n\n');
    const resolution = resolveAnchor(after, anchorOf(prose, 'records'));
    const start = after.indexOf('records of all three regions');
    expect(resolution).toEqual({ state: 'moved', span: { start, end: start + 7 }, similarity: 1 });
  });

  it('hold their place among twins that nothing tells apart', () => {
    const text = 'Yes\n'.repeat(60);
    const span = { start: 120, end: 123 };
    expect(resolveAnchor(text, describeSpan(text, span))).toEqual({ state: 'exact', span, similarity: 1 });
  });
});

describe('words that read the same', () => {
  it.each<[name: string, typed: string, text: string, words: string]>([
    ['curly quotes', `she said "it's done" twice`, 'Then she said “it’s done” twice.', 'she said “it’s done” twice'],
    ['dashes', 'a well-known case', 'This is a well\u2011known case.', 'a well\u2011known case'],
    ['line ends', 'one two three', 'Count one\ntwo\n  three now', 'one\ntwo\n  three'],
    [
      'Markdown marks of a critic',
      '**exactly 97 percent** of records',
      'It was exactly 97 percent of records.',
      'exactly 97 percent of records',
    ],
    ['a ligature', 'the final office', 'Was it the ﬁnal oﬃce?', 'the ﬁnal oﬃce'],
    [
      'invisible characters',
      'database migration',
      'The data\u00adbase mi\u200bgration.',
      'data\u00adbase mi\u200bgration',
    ],
  ])('%s', (...[, typed, text, words]) => {
    const resolution = resolveAnchor(text, { quote: { exact: typed, prefix: '', suffix: '' } });
    expect(resolution.state).toBe('fuzzy');
    expect(resolution.state !== 'lost' && sliceSpan(text, resolution.span)).toBe(words);
  });
});

describe('similar words', () => {
  it.each<[name: string, words: string, change: [string, string], state: string]>([
    [
      'a typing error put right',
      'customer records of all three regions',
      ['customer records', 'customer recrods'],
      'fuzzy',
    ],
    ['a word put in', 'the old store readable', ['old store readable', 'old store fully readable'], 'lost'],
    ['another number', 'finished on 12 March', ['12 March', '13 March'], 'lost'],
    ['a negation', 'which the team considers a good result', ['considers a good', 'considers not a good'], 'lost'],
    ['a short quote that changed', 'dull', ['dull', 'bull'], 'lost'],
    [
      'most of it rewritten',
      'Rehearsing the move on real volumes',
      ['Rehearsing the move', 'Practising a migration'],
      'lost',
    ],
  ])('%s', (...[, words, [from, to], state]) => {
    expect(found(prose, words, prose.replace(from, to))[0]).toBe(state);
  });

  it('says how similar', () => {
    const after = prose.replace('customer records', 'customer recrods');
    const resolution = resolveAnchor(after, anchorOf(prose, 'customer records of all three regions'));
    expect(resolution.similarity).toBeCloseTo(1 - 2 / 37, 5);
  });
});

describe('lost', () => {
  it.each<[name: string, before: string, words: string, after: string]>([
    ['the quote was taken out', prose, 'every record ', prose.replace('every record ', '')],
    ['its paragraph was taken out', prose, 'three regions', prose.slice(prose.indexOf('\n'))],
    ['a word that is part of another', 'If you agree, sign here below.', 'you', 'If agree, sign your name below.'],
    [
      'the neighbour in a list is no match',
      '- Basic: up to 5 users\n- Extra: up to 9 users',
      'Basic: up to 5 users',
      '- Extra: up to 9 users',
    ],
    ['a cell of the same words', '| A | Yes |\n| B | No |\n| C | Yes |', 'Yes', '| B | No |\n| C | Yes |\n| D | Yes |'],
    ['an empty text', prose, 'three regions', ''],
  ])('%s', (...[, before, words, after]) => {
    expect(found(before, words, after)).toEqual(['lost', undefined]);
  });

  it('a quote without context that stands in two places', () => {
    const quote = { exact: 'the old store', prefix: '', suffix: '' };
    expect(resolveAnchor('Keep the old store. Close the old store.', { quote }).state).toBe('lost');
    expect(resolveAnchor('Keep the old store. Close it.', { quote }).state).toBe('moved');
  });
});

describe('a place between two characters', () => {
  it.each<[name: string, after: (text: string) => string, offset: number | undefined]>([
    ['is kept', (text) => text, 13],
    ['moves with its neighbours', (text) => `New. ${text}`, 18],
    ['is lost when they changed', (text) => text.replace('migration', 'move'), undefined],
  ])('%s', (...[, after, offset]) => {
    const resolution = resolveAnchor(after(prose), describeSpan(prose, { start: 13, end: 13 }));
    expect(resolution.state === 'lost' ? undefined : resolution.span).toEqual(
      offset === undefined ? undefined : { start: offset, end: offset },
    );
  });
});

describe('properties', () => {
  it('what was described is found again at the same place', () => {
    const texts = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.lorem({ maxCount: 60 }),
    );
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
        const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const resolution = resolveAnchor(text, describeSpan(text, { start, end }));
        expect(resolution).toEqual({ state: 'exact', span: { start, end }, similarity: 1 });
      }),
      { numRuns: 2000 },
    );
  });

  it('words that are not in the text are found nowhere', () => {
    const resolve = createResolver(prose);
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 12 });
    const context = fc.oneof(
      fc.constant(''),
      fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
    );
    const start = fc.nat(prose.length);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), context, context, start, (...parts) => {
        const [words, prefix, suffix, at] = parts;
        const exact = words.join(' ');
        fc.pre(!prose.includes(exact));
        const position: Span = { start: at, end: at + exact.length };
        expect(resolve({ quote: { exact, prefix, suffix }, position }).state).toBe('lost');
        expect(resolve({ quote: { exact, prefix, suffix } }).state).toBe('lost');
      }),
      { numRuns: 1000 },
    );
  });

  it('at 5 % changed characters at least 95 % are found right, and none wrong', () => {
    const random = mulberry32(20260102);
    let right = 0;
    for (let round = 0; round < 300; round += 1) {
      const span = randomWords(prose, random);
      const { text, map } = mistype(prose, { rate: 0.05, random });
      const resolution = resolveAnchor(text, describeSpan(prose, span));
      if (resolution.state === 'lost') continue;
      const wanted = { start: map[span.start] ?? 0, end: map[span.end] ?? 0 };
      const shared = Math.min(resolution.span.end, wanted.end) - Math.max(resolution.span.start, wanted.start);
      expect(shared, `${sliceSpan(prose, span)} -> ${sliceSpan(text, resolution.span)}`).toBeGreaterThan(
        0.8 * (wanted.end - wanted.start),
      );
      right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(285);
  });
});

/** One to thirty whole words, 8 code units or more. */
function randomWords(text: string, random: () => number): Span {
  const words = [...text.matchAll(/\S+/g)];
  for (;;) {
    const first = Math.floor(random() * words.length);
    const last = Math.min(words.length - 1, first + Math.floor(random() * 30));
    const start = words[first]?.index ?? 0;
    const end = (words[last]?.index ?? 0) + (words[last]?.[0].length ?? 0);
    if (end - start >= 8) return { start, end };
  }
}

/** The text with about `rate` of its characters dropped, replaced or doubled, and where each offset went. */
function mistype(text: string, { rate, random }: { rate: number; random: () => number }) {
  const letters = 'abcdefghijklmnopqrstuvwxyz ';
  const letter = () => letters[Math.floor(random() * letters.length)] ?? '';
  let typed = '';
  const map: number[] = [];
  for (const character of text.split('')) {
    map.push(typed.length);
    const chance = random() / rate;
    if (chance > 1) typed += character;
    else if (chance > 2 / 3) typed += character + letter();
    else if (chance > 1 / 3) typed += letter();
  }
  map.push(typed.length);
  return { text: typed, map };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
