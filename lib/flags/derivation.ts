import type { Quantity } from './quantity.ts';
import { statesValue } from './quantity-match.ts';
import { isDuration, sameDimension } from './units.ts';

/** How many numbers of a source are combined at most; the pairs of more say nothing about where a number came from. */
const mostOperands = 80;

/** Bare numbers are combined only where they stand this near each other, in code units, since nothing else joins them. */
const nearby = 300;

/** Sums run over at most this many numbers in a row. */
const longestSum = 12;

/** From this many significant digits on a match is no accident, where the source has few numbers to combine. */
const tellingDigits = 3;
const fewOperands = 12;

/** How readily a claim is taken for worked out: `worded` where the passage says that it is ("in total", "rose by"). */
export type DerivationCue = 'worded' | 'silent';

/**
 * Whether a claim can be worked out from the numbers of a source: the sum of two or of several in a row, a difference, a
 * ratio or percentage of two, a percent change, what is left of a hundred percent, or a span between years or clock times.
 * Numbers are combined only with their own dimension. A claim that does not say it is worked out must be a telling one, since
 * round numbers are the sum or difference of something almost anywhere.
 */
export function isDerivable(
  claim: Quantity,
  source: readonly Quantity[],
  { years, cue }: { readonly years: readonly number[]; readonly cue: DerivationCue },
): boolean {
  if (cue === 'silent' && !isTelling(claim, source)) return false;
  if (claim.unit.dimension === 'identifier' || claim.unit.dimension === 'clock' || claim.unit.dimension === 'ordinal')
    return false;
  if (isDuration(claim.unit) && isSpan(claim, source, years)) return true;
  if (claim.unit.dimension === 'percent' || claim.unit.dimension === 'times')
    return isRatio(claim, source) || isSumOrDifference(claim, source);
  return isSumOrDifference(claim, source);
}

function isTelling(claim: Quantity, source: readonly Quantity[]): boolean {
  const operands = source.filter((quantity) => isOperand(quantity) && sameDimension(claim.unit, quantity.unit));
  const digits = Math.round(Math.abs(claim.values[0] ?? 0) / claim.step);
  return operands.length <= fewOperands && String(digits).length >= tellingDigits;
}

function isSumOrDifference(claim: Quantity, source: readonly Quantity[]): boolean {
  const operands = source
    .filter((quantity) => isOperand(quantity) && sameDimension(claim.unit, quantity.unit))
    .slice(0, mostOperands);
  for (const [index, first] of operands.entries()) {
    const a = first.values[0] ?? 0;
    let sum = a;
    let last = first;
    for (const second of operands.slice(index + 1, index + longestSum)) {
      if (!mayCombine(claim, last, second)) break;
      last = second;
      sum += second.values[0] ?? 0;
      if (states(claim, sum)) return true;
    }
    for (const second of operands.slice(index + 1)) {
      if (!mayCombine(claim, first, second)) continue;
      const b = second.values[0] ?? 0;
      if (states(claim, a + b) || states(claim, Math.abs(a - b)) || states(claim, (a + b) / 2)) return true;
    }
  }
  return (
    claim.unit.dimension === 'percent' && operands.some((quantity) => states(claim, 100 - (quantity.values[0] ?? 0)))
  );
}

function isRatio(claim: Quantity, source: readonly Quantity[]): boolean {
  const operands = source
    .filter((quantity) => isOperand(quantity) && quantity.unit.dimension !== 'percent')
    .slice(0, mostOperands);
  const scale = claim.unit.dimension === 'percent' ? 100 : 1;
  for (const first of operands) {
    for (const second of operands) {
      const a = first.values[0] ?? 0;
      const b = second.values[0] ?? 0;
      if (first === second || b === 0 || !sameDimension(first.unit, second.unit) || !mayCombine(claim, first, second))
        continue;
      if (states(claim, (a / b) * scale) || states(claim, Math.abs((a - b) / b) * scale)) return true;
    }
  }
  return false;
}

/** A stretch of time between two clock times, or between two years, counted with or without the first. */
function isSpan(claim: Quantity, source: readonly Quantity[], years: readonly number[]): boolean {
  const clocks = source
    .filter((quantity) => quantity.unit.dimension === 'clock')
    .map((quantity) => (quantity.values[0] ?? 0) / 1440);
  const inDays = [
    ...differences(clocks.slice(0, mostOperands)),
    ...differences(years.slice(0, mostOperands)).flatMap((gap) => [gap * 365.2425, (gap + 1) * 365.2425]),
  ];
  return inDays.some((value) => value > 0 && statesValue(claim, value, value * 1e-6));
}

function differences(values: readonly number[]): number[] {
  return values.flatMap((value, index) => values.slice(index + 1).map((other) => Math.abs(value - other)));
}

function isOperand(quantity: Quantity): boolean {
  return !['identifier', 'clock', 'ordinal'].includes(quantity.unit.dimension);
}

function mayCombine(claim: Quantity, a: Quantity, b: Quantity): boolean {
  return (claim.unit.dimension !== 'none' && a.unit.dimension !== 'none') || Math.abs(a.start - b.start) <= nearby;
}

/** Derived numbers are met exactly, or rounded where the claim shows that it is rounded. */
function states(claim: Quantity, value: number): boolean {
  return statesValue(claim, value, claim.step / 10);
}
