import type { FlagInput } from '../core/flag.ts';
import type { Span } from '../core/span.ts';
import { findCodeSpans, findUrlSpans } from './code-spans.ts';
import { toAligner } from './counterpart.ts';
import { readSourceDates } from './date-match.ts';
import { findDateMentions } from './date-mention.ts';
import { findDigitNames } from './digit-names.ts';
import { countryOf } from './find-phones.ts';
import { judgeLanguage } from './language.ts';
import { findQuantities, type Quantity } from './quantity.ts';
import type { RuleInput } from './rule.ts';
import { judgeGrounding, renderSource } from './source-text.ts';

/** The input of the rules for one passage; what rules share is computed once, when the first rule asks for it. */
export function toRuleInput(input: Omit<FlagInput, 'id'>): RuleInput {
  const { text, source, request, records, lang } = input;
  const dayFirst = writesDayFirst(lang);
  const sourceText = once(() => renderSource(source, records));
  const dates = once(() => findDateMentions(text, dayFirst));
  const codeSpans = once(() => findCodeSpans(text));
  const urlSpans = once(() => findUrlSpans(text));
  const reading = { dayFirst, lang };
  const quantities = once(() =>
    findQuantities(text, mergeSpans([...dates(), ...codeSpans(), ...urlSpans(), ...findDigitNames(text, lang)])),
  );
  const sourceQuantities = once(() => quantitiesOf(sourceText(), reading));
  const requestQuantities = once(() => quantitiesOf(request ?? '', reading));
  return {
    text,
    ...(source === undefined ? {} : { source }),
    ...(request === undefined ? {} : { request }),
    ...(records === undefined ? {} : { records }),
    ...(lang === undefined ? {} : { lang }),
    language: once(() => judgeLanguage(lang, text, sourceText())),
    codeSpans,
    urlSpans,
    sourceText,
    dates,
    quantities,
    sourceDates: once(() => readSourceDates(sourceText(), sourceQuantities(), dayFirst)),
    sourceQuantities,
    requestDates: once(() => readSourceDates(request ?? '', requestQuantities(), dayFirst)),
    requestQuantities,
    grounding: once(() => judgeGrounding(text, sourceText())),
    aligner: once(() => toAligner(text)),
    sourceAligner: once(() => toAligner(sourceText())),
  };
}

type Reading = { readonly dayFirst: boolean; readonly lang: string | undefined };

function quantitiesOf(text: string, { dayFirst, lang }: Reading): readonly Quantity[] {
  const dates = findDateMentions(text, dayFirst);
  return findQuantities(text, mergeSpans([...dates, ...findUrlSpans(text), ...findDigitNames(text, lang)]));
}

/** Only the United States, and the Philippines after them, write the month first in figures; English without a region is read so. */
function writesDayFirst(lang: string | undefined): boolean {
  return !['US', 'PH'].includes(countryOf(lang));
}

/** Ordered and disjoint spans that cover what the given ones cover. */
function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else merged.push({ start, end });
  }
  return merged;
}

function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
