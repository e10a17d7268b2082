import type { Span } from '../core/span.ts';

/** A word of a text: its span, and its lower-cased, stemmed form. */
export type Word = Span & { readonly stem: string };

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}{1,3}(?!\p{L}))?/gu;

const stopWords = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have he her him his how i if in into is it its ' +
    'just me more most my no not of on or our over s she should so some such than that the their them then there these they ' +
    'this those to up us very was we were what when where which while who will with would you your about also after all any ' +
    'because before between both during each other only out per same too under until upon via'
  ).split(' '),
);

/** The words of a text in order. Digits count as words. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    stem: stemOf(match[0]),
  }));
}

/** The distinct stems of a text's content words: no function words, no numbers, nothing shorter than three letters. */
export function contentStems(text: string): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const match of text.matchAll(wordPattern)) {
    const word = match[0].toLowerCase();
    if (isContentWord(word)) stems.add(stemOf(word));
  }
  return stems;
}

/** Whether a lower-cased word or stem carries content: three letters or more, no digit, and no function word. */
export function isContentWord(word: string): boolean {
  return word.length >= 3 && !/\p{N}/u.test(word) && !stopWords.has(word);
}

/**
 * A light stem: lower case, no possessive, no plural or verb ending. It only has to make the forms of one word meet
 * ("payments", "payment", "paid" stays apart), not to be a word.
 */
function stemOf(word: string): string {
  const plain = word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’].*$/, '');
  if (plain.length <= 3) return plain;
  if (plain.endsWith('ies')) return `${plain.slice(0, -3)}y`;
  return plain
    .replace(/(?:sses)$/, 'ss')
    .replace(/(?:ings?|ed|es|s)$/, (ending) => (keepsEnding(plain, ending) ? ending : ''));
}

function keepsEnding(word: string, ending: string): boolean {
  return word.length - ending.length < 3 || (ending === 's' && /[su]s$/.test(word));
}

// A full stop ends a sentence when a capital, a digit or an opening mark follows; a line break always does.
const sentenceEnd = /[.!?]["'”’)\]]{0,3}\s{1,20}(?=[\p{Lu}\p{N}"'“‘([*-])|\n+/gu;
const abbreviation =
  /\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|e\.g|i\.e|approx|\p{Lu})\.$/u;

/** The sentences of a text as spans, in order, with their closing marks; lines are never joined. */
export function sentencesOf(text: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    const isLineBreak = match[0].startsWith('\n');
    if (!isLineBreak && abbreviation.test(text.slice(Math.max(start, match.index - 8), match.index + 1))) continue;
    if (match.index > start) sentences.push({ start, end: isLineBreak ? match.index : end });
    start = end;
  }
  if (start < text.length) sentences.push({ start, end: text.length });
  return sentences;
}
