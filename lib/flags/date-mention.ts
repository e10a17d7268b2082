import { Chrono, configuration, type ParsedResult } from 'chrono-node/en';
import type { Span } from '../core/span.ts';
import { linesOf } from './code-spans.ts';

/**
 * A date as a text writes it: the parts it names for certain, month 1 to 12, weekday 0 for Sunday. A date without day,
 * month and weekday is a bare year; `decade` marks "the 1990s", where `year` is the first of its ten.
 */
export type DateMention = Span & {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly weekday?: number;
  readonly decade?: true;
};

const american = new Chrono(configuration.createCasualConfiguration(false));
const british = new Chrono(configuration.createCasualConfiguration(true));

// Certain parts do not depend on the day a text is read, and uncertain ones are not used; a fixed one keeps runs the same.
const anyDay = new Date(2000, 0, 1);

const dateCue =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/i;
const longestLine = 4000;

/**
 * The dates of an English text in order and disjoint: full and partial dates, weekdays, months, years and decades. Words
 * for a day seen from today ("tomorrow", "last week") are not dates here. `dayFirst` reads 03/04/2024 as 3 April.
 */
export function findDateMentions(text: string, dayFirst: boolean): readonly DateMention[] {
  const parser = dayFirst ? british : american;
  const found: DateMention[] = [];
  for (const line of linesOf(text)) {
    for (let start = line.start; start < line.end; start += longestLine) {
      const piece = text.slice(start, Math.min(line.end, start + longestLine));
      if (dateCue.test(piece)) found.push(...parseDates(parser, piece, start));
    }
  }
  for (const year of findYears(text)) {
    if (!found.some((other) => other.start < year.end && year.start < other.end)) found.push(year);
  }
  return found.sort((a, b) => a.start - b.start);
}

function parseDates(parser: Chrono, piece: string, offset: number): DateMention[] {
  return parser.parse(piece, anyDay).flatMap((result) => {
    if (isRelative(result) && !/\b(?:mon|tues|wednes|thurs|fri|satur|sun)day/i.test(result.text)) return [];
    const text = trimToDate(result.text);
    const start = offset + result.index + result.text.indexOf(text);
    const before =
      piece.slice(Math.max(0, result.index - 12), result.index) + result.text.slice(0, result.text.indexOf(text));
    return mentionsOf(result, { start, end: start + text.length }, { text, before });
  });
}

/** Chrono takes "on", a comma or a clock time into its text; the date is what is left without them. */
function trimToDate(text: string): string {
  return text
    .replace(
      /[\s,]+(?:at |from |by |around |about )?\d{1,2}(?:[:.]\d{2})?(?::\d{2})?\s?(?:[ap]\.?m\.?|o'clock)?(?:\s?(?:-|–|to)\s?\d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?)?(?: [A-Z]{2,4})?$/i,
      (tail) => (/[ap]\.?m|:|o'clock|at /i.test(tail) ? '' : tail),
    )
    .replace(/^(?:on|in|at|the|this|next|last)\s+/i, '')
    .replace(/\s+(?:morning|afternoon|evening|night|noon)$/i, '')
    .replace(/(?:[\s,]|\bof$|(?<=\p{L}{4})\.)+$/u, '');
}

/** "Tomorrow", "two weeks ago", "this morning": dates only for one who knows the day of writing. */
function isRelative(result: ParsedResult): boolean {
  return [...result.tags()].some((tag) => tag.startsWith('casualReference') || tag === 'result/relativeDate');
}

/** What "Sunday night" says for certain. */
function weekdayOnly(components: ParsedResult['start']): Parts | undefined {
  const weekday = components.isCertain('weekday') ? components.get('weekday') : null;
  return weekday === null ? undefined : { weekday };
}

type Written = { readonly text: string; readonly before: string };

function mentionsOf(result: ParsedResult, span: Span, written: Written): DateMention[] {
  const first = isRelative(result) ? weekdayOnly(result.start) : partsOf(result.start);
  // Without an end the library sets null, against its own types.
  const last = result.end ? partsOf(result.end) : undefined;
  if (first === undefined || !isWrittenLikeDate(written, first)) return [];
  if (last === undefined) return [{ ...span, ...first }];
  // A range is two dates in one span; the second is checked as well.
  return [{ ...span, ...first }, ...(sameParts(first, last) ? [] : [{ ...span, ...last }])];
}

type Parts = Omit<DateMention, 'start' | 'end'>;

function partsOf(components: ParsedResult['start']): Parts | undefined {
  const part = (name: 'year' | 'month' | 'day' | 'weekday') =>
    components.isCertain(name) ? (components.get(name) ?? undefined) : undefined;
  const [year, month, day, weekday] = [part('year'), part('month'), part('day'), part('weekday')];
  if (month === undefined && day === undefined && weekday === undefined && year === undefined) return undefined;
  if (day !== undefined && month === undefined) return undefined;
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    ...(weekday === undefined ? {} : { weekday }),
  };
}

/** Whether what the parser took for a date was meant as one: not "sat", "march", "may", "24/7" or "3/4". */
function isWrittenLikeDate({ text, before }: Written, parts: Parts): boolean {
  const hasSlash = /^\d{1,2}[/.-]\d{1,2}$/.test(text);
  if (hasSlash) return false;
  const words = text.match(/\p{L}+/gu) ?? [];
  const name = words.find((word) =>
    /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)/i.test(word),
  );
  if (name === undefined) return /\d/.test(text);
  const isCapital = /^\p{Lu}/u.test(name);
  if (parts.day !== undefined) return true;
  if (parts.year !== undefined) return isCapital || name.length > 3;
  // "May", "Sun", "Sat", "Jan" alone are words and names too, and so is "march" in small letters.
  const isName = /^(?:may|sun|sat|mar|jan|dec|apr|jun|wed|mon|april|june|august)$/i.test(name) || name === 'march';
  if (!isCapital && name.length <= 3 && name !== 'may') return false;
  return !isName || beforeName.test(before);
}

const beforeName =
  /\b(?:in|on|of|by|since|until|till|during|from|to|through|last|next|this|early|mid|late|every|each|before|after)[ -]$/i;

function sameParts(a: Parts, b: Parts): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day && a.weekday === b.weekday;
}

const years =
  /(?<![\p{L}\d_.,/:#$€£¥@+-]|[\p{L}\d] ?[–]|\d )(?:(1[5-9]\d\d|20\d\d)(s?)(?:[-–](?:(1[5-9]\d\d|20\d\d)|\d\d))?|['’](\d0)s)(?![\p{L}\d_%°]|[.,:/–-]\d)/gu;
const yearCue =
  /(?:\b(?:in|since|by|until|till|from|during|before|after|circa|year|years|early|late|mid|through|and|to|fall|spring|summer|winter|autumn|of|for|the|fy|born|founded|established|released|season|january|february|march|april|may|june|july|august|september|october|november|december)|[(–,-])[\s-]?$/i;
const countedBehind =
  /^\s?(?:%|percent|million|billion|thousand|dollars|euros|people|[-–]?(?:minutes?|hours?|days?|miles?|km|kg|feet|points|votes|words|calories|employees|customers|users|units|items)\b)/i;

/** Years and decades that stand alone: a number from 1500 to 2099 where a word before says it dates something. */
function findYears(text: string): DateMention[] {
  const found: DateMention[] = [];
  for (const match of text.matchAll(years)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const before = text.slice(Math.max(0, span.start - 14), span.start);
    if (match[4] !== undefined) {
      found.push({ ...span, year: 1900 + Number(match[4]), decade: true });
    } else if (match[2] === 's') {
      found.push({ ...span, year: Number(match[1]), decade: true });
    } else if (match[3] !== undefined) {
      found.push(
        { start: span.start, end: span.start + 4, year: Number(match[1]) },
        { start: span.end - 4, end: span.end, year: Number(match[3]) },
      );
    } else if (yearCue.test(before) && !countedBehind.test(text.slice(span.end, span.end + 14))) {
      found.push({ start: span.start, end: span.start + 4, year: Number(match[1]) });
    }
  }
  return found;
}
