import type { Span } from '../core/span.ts';
import { type ClockTime, findClockTimes } from './clock-time.ts';
import { overlapsAny } from './code-spans.ts';
import { findNumberWords } from './number-words.ts';
import { readNumeral } from './numeral.ts';
import { createSpanSet } from './span-set.ts';
import {
  bare,
  currencyCodes,
  currencySigns,
  isDuration,
  scaleWords,
  suffixScales,
  toBase,
  type Unit,
  unitNamed,
} from './units.ts';

/**
 * A number in a text with what it counts. The span holds the amount with its sign, scale and percent sign (`$4.5 million`,
 * `30%`), not the word of its unit; `unitEnd` is where that ends.
 */
export type Quantity = Span & {
  readonly unit: Unit;
  /** Readings in the base unit of `unit`, likeliest first; never empty. */
  readonly values: readonly number[];
  /** The least amount the writing tells apart, in the base unit: 1e5 for "4.2 million". */
  readonly step: number;
  /** Whether round zeros may stand for a rounding: digits without decimals and without a scale word. */
  readonly isPlainInteger: boolean;
  readonly isWords: boolean;
  /** What stands before the amount to soften it. */
  readonly hedge?: 'about' | 'above' | 'below';
  readonly unitEnd: number;
};

/** Parts of a text where digits are no quantities: code, web addresses, dates. */
export type Excluded = readonly Span[];

const clock: Unit = { dimension: 'clock', factor: 1 };
const numeral = /\d+(?:[.,'’\u00A0\u202F]\d+)*/g;

/**
 * The quantities of an English text in order, in digits, words and clock times. Left out are digits that are part of a name
 * (`COVID-19`, `3D`), list markers, footnotes, years, labels (`Step 3`), results behind an equals sign, phone-like groups,
 * and everything in `excluded` spans, which must be ordered and disjoint.
 */
export function findQuantities(text: string, excluded: Excluded): readonly Quantity[] {
  const clocks = findClockTimes(text).filter((clock) => !overlapsAny(excluded, clock));
  const found = clocks.map(readClock);
  for (const match of text.matchAll(numeral)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (overlapsAny(excluded, span) || overlapsAny(clocks, span)) continue;
    const quantity = readDigits(text, span);
    if (quantity !== undefined) found.push(quantity);
  }
  const digits = createSpanSet();
  for (const quantity of found) digits.add(quantity);
  for (const words of findNumberWords(text)) {
    if (overlapsAny(excluded, words) || digits.overlaps(words)) continue;
    found.push(readWords(text, words));
  }
  return found.sort((a, b) => a.start - b.start);
}

function readClock({ start, end, values }: ClockTime): Quantity {
  return { start, end, unit: clock, values, step: 1, isPlainInteger: false, isWords: false, unitEnd: end };
}

function readDigits(text: string, span: Span): Quantity | undefined {
  const before = text.slice(Math.max(0, span.start - 32), span.start);
  const after = text.slice(span.end, span.end + 32);
  const raw = text.slice(span.start, span.end);
  if (isPartOfName(before, after) || isMarker(text, span)) return undefined;
  const read = readNumeral(raw);
  if (read === undefined) return undefined;
  const currency = currencyBefore(before);
  const tail = readTail(after, currency !== undefined);
  if (tail === undefined) return undefined;
  const unit = currency?.unit ?? tail.unit ?? unitByLabel(before) ?? bare;
  if (unit === bare && tail.scale === 1 && (isYear(raw, before, after) || structuralLabel.test(before)))
    return undefined;
  const scale = tail.scale;
  const hedge = hedgeOf(before.slice(0, before.length - (currency?.length ?? 0)), after.slice(tail.amountLength));
  return {
    start: span.start - (currency?.length ?? 0),
    end: span.end + tail.amountLength,
    unit,
    values: [...read.values, ...(tail.otherScale === undefined ? [] : [(read.values[0] ?? 0) / scale])].map((value) =>
      toBase(value * scale, unit),
    ),
    step: toBase(read.step * scale, unit),
    isPlainInteger: !read.hasDecimals && scale === 1,
    isWords: false,
    unitEnd: span.end + tail.unitLength,
    ...(hedge === undefined ? {} : { hedge }),
  };
}

function readWords(text: string, words: Span & { readonly value: number; readonly step: number }): Quantity {
  const after = text.slice(words.end, words.end + 32);
  const tail = readTail(after, false);
  const unit = tail?.unit ?? bare;
  const scale = tail?.scale ?? 1;
  const hedge = hedgeOf(text.slice(Math.max(0, words.start - 32), words.start), after);
  return {
    start: words.start,
    end: words.end + (tail?.amountLength ?? 0),
    unit,
    values: [toBase(words.value * scale, unit)],
    step: toBase(Math.max(words.step, scale), unit),
    isPlainInteger: false,
    isWords: true,
    unitEnd: words.end + (tail?.unitLength ?? 0),
    ...(hedge === undefined ? {} : { hedge }),
  };
}

/** Digits glued to letters, slashes, underscores or more groups are part of a name, a date, a fraction or a phone number. */
function isPartOfName(before: string, after: string): boolean {
  if (/(?:[\p{L}_\\^@/]|[\p{L}\d~]~)$/u.test(before) && !/\b(?:USD|EUR|GBP|Rs|RM|CHF|US|CA|AU)$/.test(before))
    return true;
  if (/[\p{L}\d)][-–.:]$/u.test(before) && !/\d[-–]$/.test(before)) return true;
  if (/^(?:[_\\@]|\/\d|:\d)/.test(after)) return true;
  return /\d[-–. ]\d+[-–]$/.test(before) || /^-\d+-\d/.test(after) || /\d\s?[=≈]\s?[$€£]?$/.test(before);
}

/** Numbers of list items, footnotes and headings: what counts is the place, not an amount. */
function isMarker(text: string, { start, end }: Span): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lead = start - lineStart <= 12 ? text.slice(lineStart, start) : undefined;
  const after = text.slice(end, end + 4);
  if (lead !== undefined && /^[\s>*_#(|-]*$/.test(lead) && /^\**[.):]\**(?:\s|$)|^\\\./.test(after)) return true;
  if (lead !== undefined && /^\s*\|\s*$/.test(lead) && /^\s*\|/.test(after)) return true;
  const previous = text[start - 1] ?? '';
  return (
    (previous === '[' && /^(?:\]|, ?\d)/.test(after)) || (previous === '(' && after.startsWith(')') && end - start < 3)
  );
}

const structuralLabel =
  /\b(?:step|chapter|section|sections|figure|fig\.?|table|part|page|pages|p\.|pp\.|item|question|option|appendix|article|rule|version|v\.?|level|phase|tier|grade|round|episode|season|volume|vol\.|route|highway|interstate|floor|gate|type|class|channel|line|verse|act|scene|lesson|unit|module|exercise|example|note|slide|tip|day|week|group|team|method|stage|number|no\.)[ :#]{0,2}$/i;
const identifierLabel =
  /(?:#|\b(?:order|invoice|ticket|case|ref(?:erence)?|account|policy|flight|room|tracking|confirmation|booking|claim|contract|po|sku|serial|customer|member|employee|id)\b(?: (?:number|no\.?|id|nr\.?))?[ :#]{0,3}|\b(?:number|no\.|nr\.|id)[ :#]{1,3})$/i;
const identifier: Unit = { dimension: 'identifier', factor: 1 };

function unitByLabel(before: string): Unit | undefined {
  return identifierLabel.test(before) ? identifier : undefined;
}

/** 1900 to 2099 is a year unless a plural it counts follows; 1500 to 1899 is one behind a word that dates. */
function isYear(raw: string, before: string, after: string): boolean {
  // An earlier year is one only as the start or end of a span: "Francis I (1494-1547)".
  if (/^1[0-4]\d\d$/.test(raw)) return /\($|\d{4}\s?[-–]\s?$/.test(before) && /^(?:\s?[-–]\s?\d{4}|\))/.test(after);
  if (!/^(?:1[5-9]|20)\d\d$/.test(raw)) return false;
  const isDated =
    /(?:\b(?:in|since|by|until|till|from|during|of|before|after|circa|year|early|late|mid|through|to|and|fall|spring|summer|winter|autumn|fy)|[(–’'-])[\s-]?$/i.test(
      before,
    );
  if (isDated) return true;
  return /^(?:19|20)/.test(raw) && !/^ \p{Ll}{3,}s\b/u.test(after);
}

function currencyBefore(before: string): { readonly unit: Unit; readonly length: number } | undefined {
  const sign = /(?:US|AU|CA|NZ|HK|A|C|S)?([$€£¥₹₩₽₺฿])\s?$/.exec(before);
  if (sign !== null)
    return {
      unit: { dimension: 'currency', factor: 1, name: currencySigns[sign[1] ?? ''] ?? '' },
      length: sign[0].length,
    };
  const code = /\b([A-Z]{3})\s?$/.exec(before);
  if (code === null || !currencyCodes.has((code[1] ?? '').toLowerCase())) return undefined;
  return { unit: { dimension: 'currency', factor: 1, name: (code[1] ?? '').toLowerCase() }, length: code[0].length };
}

type Tail = {
  readonly scale: number;
  /** Set where the scale's letter may be something else ("5m": metres). */
  readonly otherScale?: true;
  readonly unit?: Unit;
  /** How far amount and unit reach behind the digits. */
  readonly amountLength: number;
  readonly unitLength: number;
};

// "Five business days" are days; the word between says which.
const nextWord =
  /^([ \u00A0-]?)(?:(?:business|working|calendar|consecutive|straight|full|long|short|more|extra|additional|further)[ -])?([\p{L}°%€£¥₹²³]+(?:\/h)?)(?![\p{L}\d])/u;

/** Scale and unit behind digits; `undefined` where letters are glued to them that are neither (`3D`, `1990s`). */
function readTail(after: string, hasCurrency: boolean): Tail | undefined {
  let length = 0;
  let scale = 1;
  let otherScale: true | undefined;
  const first = nextWord.exec(after);
  if (first === null) return /^[\p{L}]/u.test(after) ? undefined : { scale, amountLength: 0, unitLength: 0 };
  const word = first[2] ?? '';
  const isJoined = first[1] === '';
  const suffix = isJoined ? suffixScales[word] : undefined;
  const named = scaleWords[word.toLowerCase()];
  if (suffix !== undefined && (hasCurrency || /[kKMB]/.test(word))) scale = suffix;
  else if (named !== undefined && first[1] !== '-') scale = named;
  if (scale !== 1) {
    length = first[0].length;
    if (suffix !== undefined && !hasCurrency) otherScale = true;
  }
  const rest = after.slice(length);
  const second = scale === 1 ? first : nextWord.exec(rest);
  const joinedNow = isJoined && scale === 1;
  const ordinal = joinedNow && /^(?:st|nd|rd|th)$/i.test(word);
  if (ordinal)
    return { scale: 1, unit: { dimension: 'ordinal', factor: 1 }, amountLength: word.length, unitLength: word.length };
  const unit = second === null ? undefined : unitNamed(second[2] ?? '', second[1] !== ' ' && second[1] !== '\u00A0');
  if (unit === undefined && joinedNow) return undefined;
  const unitLength = length + (unit === undefined || second === null ? 0 : second[0].length);
  const isPartOfAmount = unit?.dimension === 'percent' || (unit !== undefined && joinedNow && !isDuration(unit));
  return {
    scale,
    amountLength: isPartOfAmount ? unitLength : length,
    unitLength,
    ...(otherScale === undefined ? {} : { otherScale }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function hedgeOf(before: string, after: string): Quantity['hedge'] {
  const words = before.replace(/\b(?:an?|the|estimated|total of)\s{0,2}$/i, '').trimEnd();
  if (
    /(?:\b(?:over|more than|greater than|above|at least|exceeding|exceeds|exceeded|upwards? of|minimum of)|>|≥)$/i.test(
      words,
    ) ||
    /^\s?\+|^ or more\b/i.test(after)
  )
    return 'above';
  if (
    /(?:\b(?:under|less than|fewer than|below|nearly|almost|up to|at most|as (?:many|much|low|high) as|close to|just shy of|within|maximum of)|<|≤)$/i.test(
      words,
    )
  )
    return 'below';
  if (
    /(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.?|estimated|nearly|or so)|~|≈)$/i.test(
      words,
    ) ||
    /^ or so\b/i.test(after)
  )
    return 'about';
  return undefined;
}
