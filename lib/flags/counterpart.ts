import type { Span } from '../core/span.ts';
import type { Quantity } from './quantity.ts';
import { sameDimension, toBase } from './units.ts';
import { isContentWord, sentencesOf, type Word, wordsOf } from './words.ts';

/** A text made ready to find what in it speaks of the same thing as a span of another text. */
export type Aligner = {
  readonly text: string;
  readonly words: readonly Word[];
  readonly sentences: readonly Sentence[];
  /** How much a shared stem says: much where few sentences have it. */
  readonly weightOf: (stem: string) => number;
  /** Contexts that were asked for, so that many claims can be held against one source. */
  readonly contexts: Map<string, Context>;
};

type Sentence = Span & {
  readonly stems: ReadonlySet<string>;
  /** Where the sentence is a line of a record (`Order total: £9,441.12`), the words of its key. */
  readonly key?: ReadonlySet<string>;
};

/** A key of a record and a value short enough to be one amount or a few words. */
const recordLine = /^([^:\n]{2,48}):[ \t][^\n]{1,80}$/;

/** How far around an amount its own words are looked for, in code units. */
const reach = 60;

/** Reads a text for {@link contextOf}; done once per text. */
export function toAligner(text: string): Aligner {
  const words = wordsOf(text).filter((word) => isContentWord(word.stem));
  const sentences = sentencesOf(text).map((span) => toSentence(text, words, span));
  const frequency = new Map<string, number>();
  for (const { stems } of sentences) for (const stem of stems) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const weightOf = (stem: string) => Math.log((sentences.length + 1) / ((frequency.get(stem) ?? 0) + 0.5)) + 0.2;
  return { text, words, sentences, weightOf, contexts: new Map() };
}

function toSentence(text: string, words: readonly Word[], span: Span): Sentence {
  const stemsIn = (within: Span) => new Set(wordsIn(words, within).map((word) => word.stem));
  const key = span.end - span.start > 130 ? undefined : recordLine.exec(text.slice(span.start, span.end))?.[1];
  const stems = stemsIn(span);
  return key === undefined
    ? { ...span, stems }
    : { ...span, stems, key: stemsIn({ start: span.start, end: span.start + key.length }) };
}

/** The stems around a span: those of its sentence, those near it in the sentence, and the two next to it on each side. */
export type Context = {
  readonly sentence: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
  /** The nearest last. */
  readonly ahead: readonly string[];
  /** The nearest first. */
  readonly behind: readonly string[];
  /** The words of the key, where the span is the value of a record's entry. */
  readonly key?: ReadonlySet<string>;
};

/** The words that tell what a span speaks of. */
export function contextOf(aligner: Aligner, span: Span): Context {
  const place = `${span.start} ${span.end}`;
  const known = aligner.contexts.get(place);
  if (known !== undefined) return known;
  const context = readContext(aligner, span);
  aligner.contexts.set(place, context);
  return context;
}

function readContext(aligner: Aligner, span: Span): Context {
  const sentence = aligner.sentences[lastAtOrBefore(aligner.sentences, span.start)];
  const from = Math.max(sentence?.start ?? 0, span.start - reach);
  const to = Math.min(sentence?.end ?? aligner.text.length, span.end + reach);
  const behind = wordsIn(aligner.words, { start: span.end, end: Math.min(to, span.end + 32) });
  const near = wordsIn(aligner.words, { start: from, end: to }).filter(
    (word) => word.end <= span.start || word.start >= span.end,
  );
  return {
    sentence: sentence?.stems ?? new Set(),
    near: new Set(near.map((word) => word.stem)),
    ahead: near
      .filter((word) => word.end <= span.start)
      .slice(-2)
      .map((word) => word.stem),
    behind: behind.slice(0, 2).map((word) => word.stem),
    ...(sentence?.key === undefined ? {} : { key: sentence.key }),
  };
}

/** How well two contexts agree, from 0 to 1, and whether they share the word right behind, "40 customers" and "35 customers". */
export function agreement(
  claim: Context,
  other: Context,
  weightOf: Aligner['weightOf'],
): { readonly score: number; readonly sharesNoun: boolean } {
  const sharesNoun = claim.behind.some((stem) => other.behind.includes(stem));
  const near = overlap(claim.near, other.near, weightOf);
  const sentence = overlap(claim.sentence, other.sentence, weightOf);
  const inProse = Math.min(1, 0.5 * near + 0.35 * sentence + (sharesNoun ? 0.2 : 0));
  return { score: Math.max(inProse, keyAgreement(claim, other.key, weightOf)), sharesNoun };
}

/** How well a claim speaks of a record's key: the key's words stand near it, and best right next to it ("the order total is"). */
function keyAgreement(claim: Context, key: ReadonlySet<string> | undefined, weightOf: Aligner['weightOf']): number {
  if (key === undefined || key.size === 0) return 0;
  const [second = '', nearest = ''] = claim.ahead.length === 1 ? ['', claim.ahead[0]] : claim.ahead;
  const nextTo = key.has(nearest) ? 0.3 : key.has(second) || claim.behind.some((stem) => key.has(stem)) ? 0.15 : 0;
  const shared = overlap(key, claim.near, weightOf);
  return shared === 0 ? 0 : 0.55 * shared + nextTo;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>, weightOf: Aligner['weightOf']): number {
  let all = 0;
  let shared = 0;
  for (const stem of a) {
    const weight = Math.max(weightOf(stem), 0.05);
    all += weight;
    if (b.has(stem)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

/** What in the source a claim was probably taken from, and whether that is clear enough to offer it as the right value. */
export type Counterpart<Item> = {
  readonly item: Item;
  readonly score: number;
  readonly isClear: boolean;
  readonly sharesNoun: boolean;
};

/** The best candidate must agree this well, and this much better than the next one with another value. */
const clearScore = 0.42;
const clearLead = 0.1;

/**
 * The candidate whose surroundings agree best with the claim's. `keyOf` names a candidate's value: several places that state
 * one value are one candidate. `isTaken` marks values that the passage states correctly elsewhere.
 */
export function bestCounterpart<Item extends Span>(options: {
  readonly claim: Context;
  readonly candidates: readonly Item[];
  readonly source: Aligner;
  readonly keyOf: (item: Item) => string;
  readonly isTaken: (item: Item) => boolean;
}): Counterpart<Item> | undefined {
  const best = new Map<string, Omit<Counterpart<Item>, 'isClear'>>();
  for (const item of options.candidates) {
    const { score, sharesNoun } = agreement(options.claim, contextOf(options.source, item), options.source.weightOf);
    const rated = { item, sharesNoun, score: options.isTaken(item) ? score * 0.6 : score };
    const known = best.get(options.keyOf(item));
    if (known === undefined || rated.score > known.score) best.set(options.keyOf(item), rated);
  }
  const [first, second] = [...best.values()].sort((a, b) => b.score - a.score || a.item.start - b.item.start);
  if (first === undefined) return undefined;
  const isClear = first.score >= clearScore && first.score - (second?.score ?? 0) >= clearLead;
  return { ...first, isClear };
}

/** Units of one dimension further apart than this are not mistaken for each other: hours for days may be, hours for months not. */
const widestUnitSlip = 31;

/** Quantities of the source that a claim may have been meant as: of its own dimension, in a unit not too far from its own. */
export function candidatesFor(claim: Quantity, source: readonly Quantity[]): readonly Quantity[] {
  return source.filter((quantity) => {
    if (!sameDimension(claim.unit, quantity.unit)) return false;
    const slip = toBase(1, claim.unit) / toBase(1, quantity.unit);
    return slip <= widestUnitSlip && slip >= 1 / widestUnitSlip;
  });
}

function wordsIn(words: readonly Word[], span: Span): readonly Word[] {
  const from = lastAtOrBefore(words, span.start - 1) + 1;
  const found: Word[] = [];
  for (let index = Math.max(from, 0); index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || word.start >= span.end) break;
    if (word.end <= span.end) found.push(word);
  }
  return found;
}

/** Index of the last span that starts at or before `offset`; -1 where none does. */
function lastAtOrBefore(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
