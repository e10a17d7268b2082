import approxSearch from 'approx-string-match';
import { type MatchText, toMatchText } from '../core/match-text.ts';
import { type Span, spansOverlap } from '../core/span.ts';
import type { Anchor, TextQuote } from './anchor.ts';
import { contextLikeness } from './quote-likeness.ts';

/** The least similarity of a quote that is accepted, and so the most errors: a fifth of its length (`docs/contracts.md`, The page). */
export const leastSimilarity = 0.8;
/** Quotes with fewer code units than this are found exactly or not at all: every text holds something like them. */
export const leastFuzzyLength = 8;
/** How many places of similar words are compared; a quote with more of them is a phrase, not a place. */
const mostRivals = 8;
/** How many places of exactly the quote's words are compared by context, nearest first. */
const mostHits = 64;

/** One place a quote may stand at, with how like its words and its surroundings are; `support` is absent without context. */
export type Candidate = { readonly span: Span; readonly similarity: number; readonly support?: number };

/** What is looked for where; the match text is made when it is first needed. */
export type Search = {
  readonly text: string;
  readonly matchText: () => MatchText;
  readonly anchor: Anchor;
};

/** Adds the candidates that share no character with those there are: the same place seen with worse eyes is not another. */
export function withOthers(kept: readonly Candidate[], more: readonly Candidate[]): readonly Candidate[] {
  return [...kept, ...more.filter(({ span }) => !kept.some((other) => spansOverlap(other.span, span)))];
}

/** Where exactly the quote's words stand. */
export function exactHits({ text, anchor }: Search): readonly Candidate[] {
  const { exact } = anchor.quote;
  const expected = anchor.position?.start ?? 0;
  const starts: number[] = [];
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) starts.push(at);
  // Too many to compare: those whose nearest neighbours agree come first, then the nearest.
  if (starts.length > mostHits) {
    const agrees = (start: number) => Number(neighboursAgree(text, anchor.quote, start));
    starts.sort((a, b) => agrees(b) - agrees(a) || Math.abs(a - expected) - Math.abs(b - expected));
    starts.length = mostHits;
  }
  return starts.map((start) => {
    const span = { start, end: start + exact.length };
    return withSupport({ span, similarity: 1 }, supportAt(text, span, anchor.quote));
  });
}

function neighboursAgree(text: string, { exact, prefix, suffix }: TextQuote, start: number): boolean {
  const reach = 8;
  const before = prefix.slice(-reach);
  return (
    text.startsWith(before, start - before.length) || text.startsWith(suffix.slice(0, reach), start + exact.length)
  );
}

/** Where words stand that read the same. */
export function normalisedHits(search: Search): readonly Candidate[] {
  const { text } = search.matchText();
  const quote = normalisedQuote(search.anchor.quote);
  if (quote.exact === '') return [];
  const hits: Candidate[] = [];
  for (let at = text.indexOf(quote.exact); at >= 0 && hits.length < mostHits; at = text.indexOf(quote.exact, at + 1)) {
    const span = { start: at, end: at + quote.exact.length };
    hits.push(matchCandidate(search, quote, { span, similarity: 1 }));
  }
  return hits;
}

/**
 * Where similar words stand, within `reach` code units of the quote's old place; none for short quotes, and none for a quote
 * that has no old place unless the reach is infinite.
 */
export function fuzzyHits(search: Search, reach: number): readonly Candidate[] {
  const { position, quote: asWritten } = search.anchor;
  const quote = normalisedQuote(asWritten);
  const { length } = quote.exact;
  if (length < leastFuzzyLength || (position === undefined && Number.isFinite(reach))) return [];
  const match = search.matchText();
  const expected = matchOffset(match, position?.start ?? 0);
  const from = Math.max(0, expected - reach);
  const window = match.text.slice(from, Math.min(match.text.length, expected + length + reach));
  return similarPlaces(window, quote.exact).map(({ span, similarity }) =>
    matchCandidate(search, quote, { span: { start: from + span.start, end: from + span.end }, similarity }),
  );
}

/**
 * The places in a text that are like a quote, most similar first. The search returns only its best matches, so what lies
 * between them is searched again: the right place may be one edit behind a rival.
 */
function similarPlaces(text: string, exact: string): readonly Candidate[] {
  const mostErrors = Math.floor(exact.length * (1 - leastSimilarity));
  const places: Candidate[] = [];
  const pieces: Span[] = [{ start: 0, end: text.length }];
  for (let piece = pieces.shift(); piece !== undefined && places.length < mostRivals; piece = pieces.shift()) {
    if (piece.end - piece.start < exact.length - mostErrors) continue;
    const { start, end } = piece;
    const best = clusters(approxSearch(text.slice(start, end), exact, mostErrors), exact.length);
    let from = start;
    for (const match of best) {
      const span = { start: start + match.start, end: start + match.end };
      places.push({ span, similarity: 1 - match.errors / exact.length });
      pieces.push({ start: from, end: span.start });
      from = span.end;
    }
    if (best.length > 0) pieces.push({ start: from, end });
  }
  return places;
}

type Match = { readonly start: number; readonly end: number; readonly errors: number };

/** One match of each group of overlapping ones: the one nearest to the quote's own length. */
function clusters(matches: readonly Match[], length: number): readonly Match[] {
  const kept: Match[] = [];
  const surplus = (match: Match) => Math.abs(match.end - match.start - length);
  for (const match of matches) {
    const last = kept.at(-1);
    if (last === undefined || match.start >= last.end) kept.push(match);
    else if (surplus(match) < surplus(last)) kept[kept.length - 1] = match;
  }
  return kept;
}

function matchCandidate({ text, matchText }: Search, quote: TextQuote, { span, similarity }: Candidate): Candidate {
  const match = matchText();
  return withSupport({ span: sourceSpan(text, match, span), similarity }, supportAt(match.text, span, quote));
}

function withSupport(candidate: Candidate, support: number | undefined): Candidate {
  return support === undefined ? candidate : { ...candidate, support };
}

/** How like a place's surroundings are to the quote's context, `undefined` for a quote without one. */
function supportAt(text: string, span: Span, { prefix, suffix }: TextQuote): number | undefined {
  const total = prefix.length + suffix.length;
  if (total === 0) return undefined;
  const reach = 2 * Math.max(prefix.length, suffix.length) + 8;
  const before = reverse(text.slice(Math.max(0, span.start - reach), span.start));
  const behind = text.slice(span.end, span.end + reach);
  const weighted =
    prefix.length * contextLikeness(reverse(prefix), before) + suffix.length * contextLikeness(suffix, behind);
  return weighted / total;
}

function reverse(text: string): string {
  return text.split('').reverse().join('');
}

function normalisedQuote({ exact, prefix, suffix }: TextQuote): TextQuote {
  return { exact: toMatchText(exact).text, prefix: toMatchText(prefix).text, suffix: toMatchText(suffix).text };
}

/** The span of the source that a span of its match text came from, without white space at its ends. */
function sourceSpan(source: string, { text, starts }: MatchText, { start, end }: Span): Span {
  let [first, last] = [start, end - 1];
  while (first < last && text[first] === ' ') first += 1;
  while (last > first && text[last] === ' ') last -= 1;
  const from = starts[last] ?? source.length;
  const character = source.codePointAt(from) ?? 0;
  return { start: starts[first] ?? 0, end: from + (character > 0xffff ? 2 : 1) };
}

/** The offset in a match text of the first character that came from a source offset or from behind it. */
function matchOffset({ starts }: MatchText, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low);
}
