import type { Flag } from '../../core/flag.ts';
import { findImpossibleDates, type ImpossibleDate } from '../calendar.ts';
import { overlapsAny } from '../code-spans.ts';
import { bestCounterpart, contextOf } from '../counterpart.ts';
import { isSupportedDate, writeDateLike } from '../date-match.ts';
import type { DateMention } from '../date-mention.ts';
import { flagOf, type Rule, type RuleInput } from '../rule.ts';

const identity = { id: 'date', version: '1', category: 'fact.incorrect', severity: 'major' } as const;

/**
 * Dates that cannot be (30 February, a weekday that does not go with its date), always; and dates that are not in the
 * source, where there is one. English only. A date that is clearly meant as one of the source comes with that one as
 * evidence, and written the passage's way as suggestion; evidence offsets speak of the source text, see `renderSource`.
 */
export const date: Rule = {
  ...identity,
  run: (input) => {
    const language = input.language();
    if (language.kind === 'other') return { kind: 'abstained', reason: language.reason };
    const grounding = input.grounding();
    const isGrounded = grounding.kind === 'grounded';
    const impossible = findImpossible(input, isGrounded);
    if (!isGrounded) {
      return { kind: 'flags', flags: impossible, notChecked: `dates against the source: ${grounding.reason}` };
    }
    const unsupported = findUnsupported(input).filter((flag) => !overlapsAny(impossible, flag));
    return { kind: 'flags', flags: [...impossible, ...unsupported].sort((a, b) => a.start - b.start) };
  },
};

/** In order and disjoint. */
function findImpossible(input: RuleInput, isGrounded: boolean): Flag[] {
  const flags: Flag[] = [];
  const meantBy = isGrounded ? toMeaning(input) : undefined;
  for (const found of findImpossibleDates(input.text)) {
    if (overlapsAny(input.codeSpans(), found) || overlapsAny(input.urlSpans(), found)) continue;
    if (found.start < (flags.at(-1)?.end ?? 0)) continue;
    const { start, end, why, right } = found;
    const meant = meantBy?.(found);
    const message = `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
    flags.push(
      flagOf(identity, input.text, {
        start,
        end,
        message: meant === undefined ? message : `${message} The source says “${meant.evidence.quote}”.`,
        confidence: 0.95,
        ...(right === undefined ? {} : { suggestions: [right] }),
        ...meant,
      }),
    );
  }
  return flags;
}

type Meaning = Pick<Flag, 'suggestions'> & { readonly evidence: NonNullable<Flag['evidence']> };

/** Finds the date of the source that an impossible one was clearly meant as, and how the passage would write it. */
function toMeaning(input: RuleInput): (found: ImpossibleDate) => Meaning | undefined {
  const passage = input.aligner();
  const source = input.sourceAligner();
  const mentions = input.sourceDates().mentions.slice(0, mostDates);
  const stated = new Set(input.dates().map(partsKey));
  return ({ start, end, parts }) => {
    if (parts === undefined) return undefined;
    const suspect: DateMention = { start, end, ...parts };
    const counterpart = bestCounterpart({
      claim: contextOf(passage, suspect),
      candidates: mentions.filter((known) => isSameSort(suspect, known)),
      source,
      keyOf: partsKey,
      isTaken: (known) => stated.has(partsKey(known)),
    });
    if (counterpart?.isClear !== true) return undefined;
    const { item } = counterpart;
    const suggestion = writeDateLike(input.text.slice(start, end), suspect, item);
    const evidence = { quote: input.sourceText().slice(item.start, item.end), start: item.start, end: item.end };
    return suggestion === undefined ? undefined : { evidence, suggestions: [suggestion] };
  };
}

/** The nearest date is looked for among so many of the source; a text with more is a calendar. */
const mostDates = 300;

function findUnsupported(input: RuleInput): Flag[] {
  const source = input.sourceDates();
  const requested = input.requestDates();
  const suspects = input
    .dates()
    .filter((found) => !overlapsAny(input.codeSpans(), found) && !overlapsAny(input.urlSpans(), found))
    .filter((found) => !isSupportedDate(found, source) && !isSupportedDate(found, requested))
    .filter(
      (found) =>
        !isWeekdayOnly(found) ||
        source.mentions.some((known) => known.weekday !== undefined || known.day !== undefined),
    );
  if (suspects.length === 0) return [];
  const passage = input.aligner();
  const sourceAligner = input.sourceAligner();
  const supported = new Set(
    input
      .dates()
      .filter((found) => isSupportedDate(found, source))
      .map(partsKey),
  );
  const flags: Flag[] = [];
  for (const suspect of suspects) {
    if (flags.at(-1)?.start === suspect.start) continue;
    const candidates = source.mentions.slice(0, mostDates).filter((known) => isSameSort(suspect, known));
    const counterpart = bestCounterpart({
      claim: contextOf(passage, suspect),
      candidates,
      source: sourceAligner,
      keyOf: partsKey,
      isTaken: (known) => supported.has(partsKey(known)),
    });
    const isOnly = new Set(candidates.map(partsKey)).size === 1;
    flags.push(
      toFlag(
        input,
        suspect,
        counterpart && { date: counterpart.item, isClear: counterpart.isClear || (isOnly && counterpart.score >= 0.2) },
      ),
    );
  }
  return flags;
}

/** A weekday by itself is often the writer's own ("the weekend", "TGIF"), unless the source names days too. */
function isWeekdayOnly({ weekday, day, month, year }: DateMention): boolean {
  return weekday !== undefined && day === undefined && month === undefined && year === undefined;
}

/** Whether two dates name the same parts, so that one may have been meant as the other. A year may be missing in either. */
function isSameSort(a: DateMention, b: DateMention): boolean {
  const has = (value: number | undefined) => value !== undefined;
  if (a.decade !== b.decade) return false;
  if (has(a.month) !== has(b.month) || has(a.day) !== has(b.day)) return false;
  return has(a.month) || has(a.weekday) === has(b.weekday);
}

function partsKey({ year, month, day, weekday }: DateMention): string {
  return [year ?? '', month ?? '', day ?? '', day === undefined ? (weekday ?? '') : ''].join('-');
}

type Meant = { readonly date: DateMention; readonly isClear: boolean };

function toFlag(input: RuleInput, suspect: DateMention, meant: Meant | undefined): Flag {
  const { start, end } = suspect;
  const shown = input.text.slice(start, end);
  if (meant === undefined) {
    return flagOf(identity, input.text, {
      start,
      end,
      category: 'fact.unsupported',
      message: `The date “${shown}” is not in the source.`,
      confidence: 0.75,
    });
  }
  const quote = input.sourceText().slice(meant.date.start, meant.date.end);
  const evidence = { quote, start: meant.date.start, end: meant.date.end };
  if (!meant.isClear) {
    const message = `The date “${shown}” is not in the source; the nearest there is “${quote}”.`;
    return flagOf(identity, input.text, {
      start,
      end,
      category: 'fact.unsupported',
      message,
      confidence: 0.75,
      evidence,
    });
  }
  const suggestion = writeDateLike(shown, suspect, meant.date);
  const message = `The source says “${quote}”, the passage says “${shown}”.`;
  return flagOf(identity, input.text, {
    start,
    end,
    message,
    confidence: 0.85,
    evidence,
    ...(suggestion === undefined ? {} : { suggestions: [suggestion] }),
  });
}
