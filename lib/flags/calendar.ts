import type { Span } from '../core/span.ts';

/** Months in English, January first; a form is told by its first three letters. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Weekdays in English, Sunday first, as `Date` counts them. */
export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Days in a month of the Gregorian calendar, month 1 to 12; without a year February has 29. */
export function daysInMonth(month: number, year: number | undefined): number {
  if (month === 2) return year === undefined || isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether a year has a 29 February in the Gregorian calendar. */
function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The weekday of a date, 0 for Sunday, in the Gregorian calendar. */
export function weekdayOf(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDay();
}

/** Days since 1970-01-01 of a date; differences are what it is for. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

/** A date that the calendar does not have, or a weekday that does not go with its date; `right` is the weekday that does. */
export type ImpossibleDate = Span & {
  readonly why: string;
  readonly right?: string;
  /** What a date that cannot be names, so that the one that was meant can be written its way. */
  readonly parts?: { readonly day: number; readonly month: number; readonly year?: number };
};

const month =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|Jun(?:e|\\.)?|Jul(?:y|\\.)?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';
const weekday = '(Sun|Mon|Tue|Wed|Thu|Fri|Sat)(?:s|nes|rs|ur)?(?:day)?\\.?';
const dayFirst = new RegExp(
  `(?<![\\p{L}\\d.,:/-])(?:${weekday},? {1,2}(?:the )?)?(\\d{1,2})(st|nd|rd|th)?(?: of)?[ -]${month}(?![\\p{L}])(?:,? ?-?(\\d{4})(?!\\d))?`,
  'gu',
);
const monthFirst = new RegExp(
  `(?<![\\p{L}\\d])(?:${weekday},? {1,2})?${month} (\\d{1,2})(st|nd|rd|th)?(?![\\d%:]|[.,/]\\d)(?:,? (\\d{4})(?!\\d))?`,
  'gu',
);
const isoDate = /(?<![\p{L}\d_.,/-])((?:1[89]|20)\d\d)-(\d{2})-(\d{2})(?![\d_-]|\.\d)/gu;
const slashDate = /(?<![\p{L}\d_.,/-])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d_/]|\.\d)/gu;

/** Weekdays are checked from here on: by 1923 the last countries had taken the Gregorian calendar. */
const firstCheckedYear = 1923;

/** Text that speaks of a date as one that is not there: "there is no 30 February", "February only has 28 days". */
const deniesDate =
  /\b(?:not exist|n['’]t exist|no such|non-?existent|invalid|impossible|only has|there(?: is|['’]s) no|isn['’]t a (?:real|valid)|not a (?:real|valid))\b/i;

/**
 * Dates in an English text that cannot be: a day its month does not have (29 February counts by the year), a month above
 * twelve, a weekday that does not go with a full date from {@link firstCheckedYear} on. In order. Slashed dates are wrong
 * only when both orders of day and month are.
 */
export function findImpossibleDates(text: string): readonly ImpossibleDate[] {
  const found: ImpossibleDate[] = [...findNamed(text), ...findNumeric(text)];
  return found.filter((date) => !deniesDate.test(lineAround(text, date))).sort((a, b) => a.start - b.start);
}

function lineAround(text: string, { start, end }: Span): string {
  const before =
    text
      .slice(Math.max(0, start - 80), start)
      .split('\n')
      .at(-1) ?? '';
  const after = text.slice(end, end + 80).split('\n', 1)[0] ?? '';
  return `${before}${text.slice(start, end)}${after}`;
}

type Written = Span & {
  readonly weekdayName?: string;
  readonly day: number;
  readonly month: number;
  readonly year?: number;
  readonly hasOrdinal: boolean;
};

function findNamed(text: string): ImpossibleDate[] {
  const found: ImpossibleDate[] = [];
  for (const match of text.matchAll(dayFirst)) {
    const [, weekdayName, day, ordinal, name, year] = match;
    found.push(...judge(text, toWritten(match, { weekdayName, day, ordinal, name, year })));
  }
  for (const match of text.matchAll(monthFirst)) {
    const [, weekdayName, name, day, ordinal, year] = match;
    found.push(...judge(text, toWritten(match, { weekdayName, day, ordinal, name, year })));
  }
  return found;
}

type Groups = Readonly<Record<'weekdayName' | 'day' | 'ordinal' | 'name' | 'year', string | undefined>>;

function toWritten(match: RegExpExecArray, groups: Groups): Written {
  return {
    start: match.index,
    end: match.index + match[0].length,
    day: Number(groups.day),
    month: monthNames.findIndex((known) => known.slice(0, 3) === (groups.name ?? '').slice(0, 3)) + 1,
    hasOrdinal: groups.ordinal !== undefined,
    ...(groups.weekdayName === undefined ? {} : { weekdayName: groups.weekdayName }),
    ...(groups.year === undefined ? {} : { year: Number(groups.year) }),
  };
}

function judge(text: string, date: Written): ImpossibleDate[] {
  const length = daysInMonth(date.month, date.year);
  const name = monthNames[date.month - 1] ?? '';
  if (date.day > length || date.day === 0) return judgeDay(text, date, `${name}${yearSuffix(date)} has ${length} days`);
  if (date.year === undefined || date.year < firstCheckedYear) return [];
  const named = weekdayBeside(text, date);
  if (named === undefined) return [];
  const right = weekdayNames[weekdayOf(date.year, date.month, date.day)] ?? '';
  if (right.startsWith(named.shown.slice(0, 3))) return [];
  const stated = weekdayNames.find((known) => known.startsWith(named.shown.slice(0, 3))) ?? named.shown;
  const why = `${name} ${date.day}, ${date.year} is a ${right}, not a ${stated}`;
  const span = { start: named.start, end: named.start + named.shown.length };
  return [{ ...span, why, right: named.shown.length <= 4 ? right.slice(0, 3) : right }];
}

const weekdayBehind =
  /^(?: ?\(|, (?:which (?:is|was|will be) )?an? )((?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|Sun|Mon|Tue|Wed|Thu|Fri|Sat)\b/;

/** The weekday a date is said to be: before it, or behind it in brackets or as "a Tuesday". */
function weekdayBeside(text: string, date: Written): { readonly start: number; readonly shown: string } | undefined {
  if (date.weekdayName !== undefined) {
    return { start: date.start, shown: /^\p{L}+/u.exec(text.slice(date.start, date.start + 12))?.[0] ?? '' };
  }
  const behind = weekdayBehind.exec(text.slice(date.end, date.end + 32));
  const shown = behind?.[1];
  if (behind === null || shown === undefined) return undefined;
  return { start: date.end + behind[0].length - shown.length, shown };
}

function yearSuffix(date: Written): string {
  return date.month === 2 && date.year !== undefined ? ` ${date.year}` : '';
}

function judgeDay(text: string, date: Written, why: string): ImpossibleDate[] {
  const isJulian = date.month === 2 && date.year !== undefined && date.year < firstCheckedYear && date.day <= 30;
  if (isJulian) return [];
  // "In April 31 people came": a count behind a month, unless an ordinal, a year or the end of the phrase makes it a day.
  const after = text.slice(date.end, date.end + 20);
  const isCount =
    !date.hasOrdinal &&
    date.year === undefined &&
    /^ (?!(?:at|and|to|through|until|till|from|is|was|will|for|when|with|or|the|by|as|in|on|but|because|after|before|if)\b)\p{Ll}/u.test(
      after,
    );
  if (isCount || (date.day > 31 && !date.hasOrdinal && date.year === undefined)) return [];
  const parts = { day: date.day, month: date.month, ...(date.year === undefined ? {} : { year: date.year }) };
  return [{ start: date.start, end: date.end, why: `${why}, so this date cannot be`, parts }];
}

function findNumeric(text: string): ImpossibleDate[] {
  const found: ImpossibleDate[] = [];
  for (const match of text.matchAll(isoDate)) {
    const [year, monthNumber, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const why = whyNot(year, monthNumber, day);
    if (why === undefined) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      why,
      parts: { day, month: monthNumber, year },
    });
  }
  for (const match of text.matchAll(slashDate)) {
    const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
    const why = whyNot(year, second, first);
    if (why === undefined || whyNot(year, first, second) === undefined) continue;
    // "1.13.2024" with full stops may be a version; a date needs a day that could be one.
    if (match[2] === '.' && (first > 31 || second > 31)) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      why: 'neither order of day and month gives a date of the calendar',
    });
  }
  return found;
}

function whyNot(year: number, monthNumber: number, day: number): string | undefined {
  if (monthNumber < 1 || monthNumber > 12) return `there is no month ${monthNumber}`;
  const length = daysInMonth(monthNumber, year);
  if (day >= 1 && day <= length) return undefined;
  return `${monthNames[monthNumber - 1]}${monthNumber === 2 ? ` ${year}` : ''} has ${length} days, so this date cannot be`;
}
