import { dayNumber, monthNames, weekdayNames, weekdayOf } from './calendar.ts';
import { type DateMention, findDateMentions } from './date-mention.ts';
import type { Quantity } from './quantity.ts';
import { isDuration } from './units.ts';

/** The dates of a source, and what can be worked out from them. */
export type SourceDates = {
  readonly mentions: readonly DateMention[];
  /** Every year the source names in any way: in a date, alone, or as '23 or 2019/20. */
  readonly years: ReadonlySet<number>;
  /** Days that dates may be apart by what the source says: "two weeks", "the next day", "tomorrow". */
  readonly gaps: readonly number[];
};

const relativeDay =
  /\b(?:tomorrow|yesterday|the (?:next|following|previous) (?:day|morning|evening|night)|(?:a |one |the )?day (?:after|before|earlier|later))\b/i;

// A stretch of time moves a date only where the source says from or to when: "two weeks later", "within 30 days", "a year ago".
const movesBehind = /^\s?(?:later|earlier|after|before|ago|prior|from|hence|of|following|since|until|by|in advance)\b/i;
const movesBefore =
  /\b(?:after|within|in|for|last|lasts|lasted|next|past|every|another|over|until)\s(?:about |the |another |a further )?$/i;

const singleStretch =
  /\b(?:an?|one|the (?:next|following|previous)) (week|month|year)(?: (?:later|earlier|after|before|ago|from)\b)/gi;
const daysOf: Readonly<Record<string, number>> = { week: 7, month: 30, year: 365 };

/** Reads what a source says about dates; `quantities` are those of the same text. */
export function readSourceDates(text: string, quantities: readonly Quantity[], dayFirst: boolean): SourceDates {
  const mentions = findDateMentions(text, dayFirst);
  const gaps = quantities
    .filter(({ unit }) => isDuration(unit))
    .filter(
      ({ start, unitEnd }) =>
        movesBehind.test(text.slice(unitEnd, unitEnd + 16)) ||
        movesBefore.test(text.slice(Math.max(0, start - 24), start)),
    )
    .flatMap(({ values }) => values);
  const single = [...text.matchAll(singleStretch)].map((match) => daysOf[(match[1] ?? '').toLowerCase()] ?? 0);
  const days = [...gaps, ...single, ...(relativeDay.test(text) ? [1] : [])].filter((gap) => gap >= 1).map(Math.round);
  return { mentions, years: yearsIn(text), gaps: [...new Set(days)].slice(0, mostGaps) };
}

/** More gaps than this would support any date. */
const mostGaps = 24;

const anyYear =
  /(?<!\d)(1\d\d\d|20\d\d)(?:\s?(?:-{1,2}|[–—/])\s?(\d\d)(?!\d))?(?!\d)|(?<![\p{L}\d])(?:['’]|FY ?)(\d\d)(?!\d)/gu;

function yearsIn(text: string): Set<number> {
  const found = new Set<number>();
  for (const match of text.matchAll(anyYear)) {
    const [, year, until, short] = match;
    if (year !== undefined) found.add(Number(year));
    if (year !== undefined && until !== undefined) found.add(Number(year.slice(0, 2) + until));
    if (short !== undefined) found.add((Number(short) > 40 ? 1900 : 2000) + Number(short));
  }
  for (const match of text.matchAll(/(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](\d\d)(?!\d)/g)) found.add(2000 + Number(match[1]));
  return found;
}

/**
 * Whether a date stands in the source or follows from it. Every part the date names must agree with one date of the source;
 * a part which that one leaves open may come from elsewhere in it: the year from any year, the weekday from the calendar.
 * A date that is a stated stretch of time away from a date of the source follows from it.
 */
export function isSupportedDate(date: DateMention, source: SourceDates): boolean {
  if (date.decade === true)
    return (
      [...source.years].some((year) => Math.floor(year / 10) === Math.floor((date.year ?? 0) / 10)) ||
      source.mentions.some((known) => known.decade && known.year === date.year)
    );
  if (date.month === undefined && date.weekday === undefined) return isSupportedYear(date.year ?? 0, source);
  if (source.mentions.some((known) => agrees(date, known, source))) return true;
  return isSupportedByGap(date, source);
}

function isSupportedYear(year: number, source: SourceDates): boolean {
  if (source.years.has(year)) return true;
  if (
    source.mentions.some(
      (known) => known.decade === true && Math.floor((known.year ?? 0) / 10) === Math.floor(year / 10),
    )
  )
    return true;
  const gaps = source.gaps.filter((days) => days >= 300).map((days) => Math.round(days / 365.2425));
  return gaps.some((gap) => source.years.has(year - gap) || source.years.has(year + gap));
}

function agrees(date: DateMention, known: DateMention, source: SourceDates): boolean {
  if (known.decade === true) return false;
  if (date.month !== undefined && date.month !== known.month) return false;
  if (date.day !== undefined && date.day !== known.day) return false;
  if (date.year !== undefined && date.year !== known.year && (known.year !== undefined || !source.years.has(date.year)))
    return false;
  if (date.weekday === undefined) return true;
  if (known.weekday !== undefined) return date.weekday === known.weekday;
  return weekdaysOf(known, source).includes(date.weekday);
}

/** The weekdays a date of the source may fall on; where it has no year, in any year the source names. */
function weekdaysOf(known: DateMention, source: SourceDates): number[] {
  const { day, month, year } = known;
  if (day === undefined || month === undefined) return [];
  const years = year === undefined ? [...source.years].slice(0, 20) : [year];
  return years.map((each) => weekdayOf(each, month, day));
}

function isSupportedByGap(date: DateMention, source: SourceDates): boolean {
  if (date.day === undefined && date.weekday !== undefined) {
    return source.mentions.some((known) => {
      const { weekday } = known;
      return (
        weekday !== undefined &&
        source.gaps.some(
          (gap) => gap < 7 && ((weekday + gap) % 7 === date.weekday || (weekday + 7 - gap) % 7 === date.weekday),
        )
      );
    });
  }
  const { day, month } = date;
  if (day === undefined || month === undefined) return false;
  return source.mentions.some((known) => {
    if (known.day === undefined || known.month === undefined) return false;
    const year = date.year ?? known.year ?? 2000;
    const apart = Math.abs(dayNumber(year, month, day) - dayNumber(known.year ?? year, known.month, known.day));
    return source.gaps.some((gap) => gap === apart);
  });
}

/**
 * Writes `right` the way a date of a passage is written: its month long or short, its ordinal, its order and its commas.
 * Parts that `right` leaves open stay as they are. `undefined` where the written date has a part that cannot be told apart.
 */
export function writeDateLike(written: string, date: DateMention, right: DateMention): string | undefined {
  if (/^\d+[/.-]/.test(written)) return writeNumericLike(written, date, right);
  let text = written;
  if (right.weekday !== undefined || date.weekday !== undefined) text = replaceWeekday(text, right);
  if (right.month !== undefined) text = replaceMonth(text, right.month);
  const { day, year } = right;
  if (day !== undefined && date.day !== undefined) {
    text = text.replace(
      /(?<!\d)\d{1,2}(?!\d)(st|nd|rd|th)?/i,
      (_, ordinal: string | undefined) => `${day}${ordinal === undefined ? '' : ordinalOf(day)}`,
    );
  }
  if (year !== undefined && date.year !== undefined) text = text.replace(/\d{4}/, String(year));
  return text === written ? undefined : text;
}

function replaceWeekday(text: string, right: DateMention): string {
  const { year, month, day } = right;
  const index =
    right.weekday ??
    (year !== undefined && month !== undefined && day !== undefined ? weekdayOf(year, month, day) : undefined);
  const name = index === undefined ? undefined : weekdayNames[index];
  if (name === undefined) return text;
  return text.replace(/\b(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)\p{L}*/iu, (shown) =>
    shown.length <= 4 ? name.slice(0, 3) : name,
  );
}

function replaceMonth(text: string, month: number): string {
  const name = monthNames[month - 1] ?? '';
  return text.replace(/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*/iu, (shown) =>
    shown.length <= 4 && shown.toLowerCase() !== 'may' && !/^(?:June|July)$/i.test(shown) ? name.slice(0, 3) : name,
  );
}

function writeNumericLike(written: string, date: DateMention, right: DateMention): string | undefined {
  const { day, month, year } = { ...date, ...right };
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const pad = (value: number, model: string) => String(value).padStart(model.length, '0');
  const iso = /^(\d{4})([-/.])(\d{2})\2(\d{2})$/.exec(written);
  if (iso !== null) return `${year}${iso[2]}${pad(month, '00')}${iso[2]}${pad(day, '00')}`;
  const parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2,4})$/.exec(written);
  if (parts === null) return undefined;
  const isMonthFirst = Number(parts[1]) === date.month;
  const [first, second] = isMonthFirst ? [month, day] : [day, month];
  return `${pad(first, parts[1] ?? '')}${parts[2]}${pad(second, parts[3] ?? '')}${parts[2]}${String(year).slice(-(parts[4] ?? '').length)}`;
}

function ordinalOf(day: number): string {
  if (day % 100 >= 11 && day % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
