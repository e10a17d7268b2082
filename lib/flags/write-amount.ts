import { readNumeral, writeLike } from './numeral.ts';
import type { Quantity } from './quantity.ts';
import { sameDimension } from './units.ts';

const wordsToTwenty =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/**
 * The source's amount written the way the passage writes its own: `$4,520` and a source of USD 4250.00 give `$4,250`, "three"
 * and a source of 4 give "four". Where it cannot be written so without odd decimals, the source's own writing.
 */
export function writeAmountLike(
  claim: { readonly quantity: Quantity; readonly text: string },
  right: { readonly quantity: Quantity; readonly text: string },
): string {
  const written = writeInOwnForm(claim, right.quantity.values[0] ?? 0);
  return written !== undefined && sameDimension(claim.quantity.unit, right.quantity.unit) ? written : right.text;
}

function writeInOwnForm(
  { quantity, text }: { readonly quantity: Quantity; readonly text: string },
  value: number,
): string | undefined {
  if (quantity.unit.dimension === 'clock') return undefined;
  if (quantity.isWords) {
    const inUnit = inOwnUnit(quantity, text, value);
    const word = inUnit === undefined ? undefined : wordsToTwenty[inUnit];
    const first = /^\p{L}+/u.exec(text)?.[0] ?? '';
    if (word === undefined || text.length !== first.length) return undefined;
    return first.charAt(0) === first.charAt(0).toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  }
  const digits = /\d[\d.,'’\u00A0\u202F]*\d|\d/.exec(text)?.[0];
  const own = inOwnUnit(quantity, text, value);
  if (digits === undefined || own === undefined) return undefined;
  // "$1,800 million" is not how anybody writes 1.8 billion.
  if (/\p{L}/u.test(text) && (own >= 1000 || own < 0.1)) return undefined;
  if (quantity.unit.dimension === 'ordinal') return `${own}${ordinalOf(own)}`;
  if (quantity.unit.dimension === 'identifier') return text.replace(digits, String(own));
  return text.replace(digits, writeLike(own, digits));
}

/** A base value in the claim's own unit and scale; `undefined` where that takes more than two decimals. */
function inOwnUnit(quantity: Quantity, text: string, value: number): number | undefined {
  const raw = /\d[\d.,'’\u00A0\u202F]*\d|\d/.exec(text)?.[0];
  const stated = quantity.values[0] ?? 0;
  const shown = quantity.isWords ? wordsToTwenty.indexOf(text.toLowerCase()) : (readNumeral(raw ?? '')?.values[0] ?? 0);
  if (shown <= 0 || stated <= 0) return undefined;
  const own = value / (stated / shown);
  const rounded = Number(own.toFixed(2));
  return Math.abs(rounded - own) <= Math.abs(own) * 1e-6 ? rounded : undefined;
}

function ordinalOf(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th';
}
