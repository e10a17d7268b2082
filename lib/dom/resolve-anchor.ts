import { type MatchText, toMatchText } from '../core/match-text.ts';
import { type Span, sliceSpan, spansOverlap } from '../core/span.ts';
import type { Anchor, TextQuote } from './anchor.ts';
import {
  type Candidate,
  exactHits,
  fuzzyHits,
  leastFuzzyLength,
  leastSimilarity,
  normalisedHits,
  type Search,
  withOthers,
} from './anchor-candidates.ts';
import { saysOtherwise } from './quote-likeness.ts';

/**
 * Where an anchor stands in a text. `exact`: the same words at the same offsets; `moved`: the same words elsewhere;
 * `fuzzy`: words that differ in spelling or a few characters; `lost`: nowhere, or in more places than can be told apart.
 * `similarity` is that of the quote, from 0 to 1; for `lost` that of the best place that was refused, 0 without one.
 */
export type AnchorResolution =
  | { readonly state: 'exact' | 'moved' | 'fuzzy'; readonly span: Span; readonly similarity: number }
  | { readonly state: 'lost'; readonly similarity: number };

/** Similar words are not taken for a quote without context that is shorter than this. */
const leastBareLength = 20;
/** How far around a quote's old place similar words are looked for first, in code units. */
const fuzzyReach = 4000;
/** The context on each side, in code units, that makes out a place by itself. */
const leastSlotContext = 16;
// Unrelated English prose has a context likeness of 0.2 to 0.35; the thresholds below keep well away from it.
const strongSupport = 0.95;
const leastSupport = 0.75;
const leastSupportOfShort = 0.9;
/** Similar words shorter than this need the support of short quotes: two errors make another word of them. */
const shortEdit = 16;
const clearlyAhead = 0.15;
/** A quote of this length is its own context: it may stand alone among new neighbours. */
const selfSupporting = 32;

/** Finds one anchor in a text; see {@link createResolver} for many anchors in the same text. */
export function resolveAnchor(text: string, anchor: Anchor): AnchorResolution {
  return createResolver(text)(anchor);
}

/**
 * A function that finds anchors in one text: at the old position, else by exact words, else by words that read the same,
 * else by similar words near the old place, else anywhere. A place is accepted only at a similarity of at least 0.8, and
 * if it is the only one or its surroundings are clearly more like the quote's context than those of all others; otherwise
 * the anchor is lost. A label on the wrong words is worse than a lost one.
 *
 * Each call takes up to some 10 ms for a lost quote in a very long text; callers with many anchors yield between calls.
 */
export function createResolver(text: string): (anchor: Anchor) => AnchorResolution {
  let made: MatchText | undefined;
  const matchText = () => {
    made ??= toMatchText(text);
    return made;
  };
  return (anchor) => resolve({ text, matchText, anchor });
}

function resolve(search: Search): AnchorResolution {
  const { text, anchor } = search;
  if (anchor.position !== undefined && standsAt(text, anchor.quote, anchor.position)) {
    return { state: 'exact', span: anchor.position, similarity: 1 };
  }
  if (anchor.quote.exact === '') return resolvePlace(text, anchor.quote);
  const hits = exactHits(search);
  const strong = clearlyBest(hits);
  if (strong?.support !== undefined && strong.support >= strongSupport) return found(search, strong);
  const same = withOthers(hits, normalisedHits(search)).filter(({ span }) => cutsWordsAsBefore(search, span));
  const near = withOthers(same, fuzzyHits(search, fuzzyReach));
  const chosen = choose(search, near);
  if (chosen !== undefined) return found(search, chosen);
  const all = withOthers(same, fuzzyHits(search, Number.POSITIVE_INFINITY));
  const anywhere = choose(search, all);
  if (anywhere !== undefined) return found(search, anywhere);
  return { state: 'lost', similarity: Math.max(0, ...all.map((candidate) => candidate.similarity)) };
}

function found({ text, anchor }: Search, { span, similarity }: Candidate): AnchorResolution {
  if (sliceSpan(text, span) !== anchor.quote.exact) return { state: 'fuzzy', span, similarity };
  const stays = anchor.position?.start === span.start;
  return { state: stays ? 'exact' : 'moved', span, similarity };
}

function standsAt(text: string, { exact, prefix, suffix }: TextQuote, { start, end }: Span): boolean {
  return (
    end - start === exact.length &&
    start >= prefix.length &&
    text.startsWith(prefix + exact + suffix, start - prefix.length)
  );
}

/** An empty quote is a place between two characters: where its contexts still meet, once. */
function resolvePlace(text: string, { prefix, suffix }: TextQuote): AnchorResolution {
  const around = prefix + suffix;
  const at = around === '' ? -1 : text.indexOf(around);
  if (at < 0 || text.indexOf(around, at + 1) >= 0) return { state: 'lost', similarity: 0 };
  const place = at + prefix.length;
  return { state: 'moved', span: { start: place, end: place }, similarity: 1 };
}

/** The best of the candidates that may be trusted, if one may. */
function choose({ text, anchor }: Search, candidates: readonly Candidate[]): Candidate | undefined {
  const same = candidates.filter((candidate) => candidate.similarity === 1);
  const similar = candidates.filter((candidate) => candidate.similarity < 1);
  const best = clearlyBest(same);
  const edited = clearlyBest(similar);
  const [bestSupport, editedSupport] = [mostSupport(same), mostSupport(similar)];
  if (same.length === 0 || editedSupport >= bestSupport + clearlyAhead) {
    return edited !== undefined && isTrustedEdit(text, anchor.quote, edited) ? edited : undefined;
  }
  // A short quote may be the edited one after all, and its twin the other.
  const margin = anchor.quote.exact.length < selfSupporting ? clearlyAhead : 0;
  if (best === undefined || (similar.length > 0 && editedSupport > bestSupport - margin)) return undefined;
  return isTrusted(text, { quote: anchor.quote, best, alone: same.length === 1 }) ? best : undefined;
}

function mostSupport(candidates: readonly Candidate[]): number {
  return Math.max(0, ...candidates.map((candidate) => candidate.support ?? 0));
}

type Contender = { readonly quote: TextQuote; readonly best: Candidate; readonly alone: boolean };

function isTrusted(text: string, { quote, best, alone }: Contender): boolean {
  const { length } = toMatchText(quote.exact).text;
  if (best.support === undefined) return standsBetweenWords(text, best.span);
  if (alone && length >= selfSupporting) return true;
  if (!isInSlot(text, quote, best.span)) return false;
  return best.support >= (length < leastFuzzyLength ? leastSupportOfShort : leastSupport);
}

function isTrustedEdit(text: string, quote: TextQuote, { span, similarity, support }: Candidate): boolean {
  if (similarity < leastSimilarity || !isInSlot(text, quote, span)) return false;
  if (saysOtherwise(toMatchText(quote.exact).text, toMatchText(sliceSpan(text, span)).text)) return false;
  if (support !== undefined) return support >= (quote.exact.length < shortEdit ? leastSupportOfShort : leastSupport);
  return quote.exact.length >= leastBareLength && standsBetweenWords(text, span);
}

/**
 * Whether a place is where the quote's contexts say, if they still stand in the text, once and near each other. What is now
 * between them is the quote or what replaced it; the same words elsewhere are other words.
 */
function isInSlot(text: string, { exact, prefix, suffix }: TextQuote, span: Span): boolean {
  if (Math.min(prefix.length, suffix.length) < leastSlotContext) return true;
  const at = text.indexOf(prefix);
  const start = at + prefix.length;
  const end = text.indexOf(suffix, start);
  if (at < 0 || end < 0 || end - start > 2 * exact.length + leastSlotContext) return true;
  return text.indexOf(prefix, at + 1) >= 0 || spansOverlap(span, { start, end });
}

/** The only candidate, or the one whose support is clearly ahead of every other's. */
function clearlyBest(candidates: readonly Candidate[]): Candidate | undefined {
  const [best, second] = [...candidates].sort((a, b) => (b.support ?? 0) - (a.support ?? 0));
  if (best === undefined || second === undefined) return best;
  if (best.support === undefined || second.support === undefined) return undefined;
  return best.support - second.support >= clearlyAhead ? best : undefined;
}

/**
 * Whether a short quote that was made of whole words is so here: "you" in "your" is another word. For longer quotes it
 * proves nothing, since a mistyped letter beside the quote has the same look.
 */
function cutsWordsAsBefore({ text, anchor }: Search, span: Span): boolean {
  const { exact, prefix, suffix } = anchor.quote;
  if (exact.length >= selfSupporting || standsBetweenWords(text, span)) return true;
  const from = prefix.length;
  return !standsBetweenWords(prefix + exact + suffix, { start: from, end: from + exact.length });
}

/** Whether a span cuts no word in two at either end. */
function standsBetweenWords(text: string, { start, end }: Span): boolean {
  const joins = (offset: number) => /^[\p{L}\p{N}]{2}$/u.test(text.slice(offset - 1, offset + 1));
  return !(start > 0 && joins(start)) && !(end < text.length && joins(end));
}
