import { bare, toBase, type Unit, unitNamed } from './units.ts';

/** A value a text states without a number: "both" is 2, "a week" is seven days, "half" is 0.5 and 50 %. */
export type ImpliedNumber = { readonly value: number; readonly unit: Unit };

const percent: Unit = { dimension: 'percent', factor: 1 };
const days: Unit = { dimension: 'days', factor: 1 };
const times: Unit = { dimension: 'times', factor: 1 };

const byWord: Readonly<Record<string, readonly ImpliedNumber[]>> = {
  half: [
    { value: 0.5, unit: bare },
    { value: 50, unit: percent },
  ],
  quarter: [
    { value: 0.25, unit: bare },
    { value: 25, unit: percent },
  ],
  third: [
    { value: 1 / 3, unit: bare },
    { value: 100 / 3, unit: percent },
    { value: 3, unit: bare },
  ],
  'two-thirds': [
    { value: 2 / 3, unit: bare },
    { value: 200 / 3, unit: percent },
  ],
  'three-quarters': [
    { value: 0.75, unit: bare },
    { value: 75, unit: percent },
  ],
  both: [{ value: 2, unit: bare }],
  couple: [{ value: 2, unit: bare }],
  pair: [{ value: 2, unit: bare }],
  twins: [{ value: 2, unit: bare }],
  duo: [{ value: 2, unit: bare }],
  trio: [{ value: 3, unit: bare }],
  triplets: [{ value: 3, unit: bare }],
  quartet: [{ value: 4, unit: bare }],
  once: [
    { value: 1, unit: bare },
    { value: 1, unit: times },
  ],
  twice: [
    { value: 2, unit: bare },
    { value: 2, unit: times },
  ],
  double: [
    { value: 2, unit: times },
    { value: 100, unit: percent },
  ],
  doubled: [
    { value: 2, unit: times },
    { value: 100, unit: percent },
  ],
  doubling: [
    { value: 2, unit: times },
    { value: 100, unit: percent },
  ],
  triple: [
    { value: 3, unit: times },
    { value: 200, unit: percent },
  ],
  tripled: [
    { value: 3, unit: times },
    { value: 200, unit: percent },
  ],
  quadrupled: [
    { value: 4, unit: times },
    { value: 300, unit: percent },
  ],
  halved: [{ value: 50, unit: percent }],
  fortnight: [{ value: 14, unit: days }],
  weekend: [{ value: 2, unit: days }],
  dozen: [{ value: 12, unit: bare }],
  everyone: [{ value: 100, unit: percent }],
  all: [{ value: 100, unit: percent }],
  free: [{ value: 0, unit: bare }],
  'one-off': [{ value: 1, unit: bare }],
};

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');
const impliedWord = new RegExp(
  String.raw`(?<![\p{L}\d-])(?:${Object.keys(byWord).join('|')}|${ordinals.join('|')})(?![\p{L}\d])`,
  'giu',
);
const singleUnit = /\b(?:an?|per|each|every|one|last|next|past|this|whole|full)[ -]([\p{L}]{3,9})\b/giu;
const adverb = /\b(hourly|daily|weekly|monthly|quarterly|yearly|annual|annually|overnight|biweekly|biannual)\b/gi;
const adverbUnits: Readonly<Record<string, readonly [number, string]>> = {
  hourly: [1, 'hour'],
  daily: [1, 'day'],
  weekly: [1, 'week'],
  monthly: [1, 'month'],
  quarterly: [3, 'months'],
  yearly: [1, 'year'],
  annual: [1, 'year'],
  annually: [1, 'year'],
  overnight: [1, 'day'],
  biweekly: [2, 'weeks'],
  biannual: [6, 'months'],
};

/** What a text says about amounts in words that are no numbers, each once, values in base units. */
export function findImpliedNumbers(text: string): readonly ImpliedNumber[] {
  const found = new Map<string, ImpliedNumber>();
  const add = (value: number, unit: Unit) => found.set(`${unit.dimension} ${value}`, { value, unit });
  for (const match of text.matchAll(impliedWord)) {
    const word = match[0].toLowerCase();
    for (const implied of byWord[word] ?? []) add(implied.value, implied.unit);
    const place = ordinals.indexOf(word) + 1;
    if (place > 0) add(place, { dimension: 'ordinal', factor: 1 });
  }
  for (const match of text.matchAll(singleUnit)) {
    const unit = unitNamed(match[1] ?? '', false);
    if (unit !== undefined) add(toBase(1, unit), unit);
  }
  for (const match of text.matchAll(adverb)) {
    const [value, name] = adverbUnits[match[0].toLowerCase()] ?? [1, 'day'];
    const unit = unitNamed(name, false) ?? bare;
    add(toBase(value, unit), unit);
  }
  return [...found.values()];
}
