import type { Quantity } from './quantity.ts';
import { bare, isDuration, sameDimension, toBase, type Unit } from './units.ts';

/** How far two values may be apart and still be one: what floating point and unit conversion lose. */
const epsilon = 1e-6;

/** A month is 28 to 31 days, a year 365 or 366: durations in mixed units meet within three percent. */
const durationTolerance = 0.03;

/** Relative error a rounding without "about" may have: where decimals or a scale word show it is one, and for round zeros. */
const shownRounding = 0.1;
const silentRounding = 0.02;

/** From here on round zeros may be a rounding without being called one: 32,456 as 32,000, but not $480 as $500. */
const leastSilentlyRounded = 1000;

/** Relative error of a rounding that is called one, and of a bound: "about 500" of 480, "over 400" of 480. */
const hedgedRounding = 0.1;
const boundRounding = 0.3;

/** Whether a number of `unit` may be stated as one of `claim`'s unit: same dimension, or one of them bare. */
function unitsMeet(claim: Unit, unit: Unit): boolean {
  if (claim.dimension === 'identifier' || unit.dimension === 'identifier') {
    return claim.dimension === unit.dimension || claim.dimension === 'none' || unit.dimension === 'none';
  }
  if (unit.dimension === 'clock') return claim.dimension === 'clock';
  if (claim.dimension === 'clock') return false;
  if (claim.dimension === 'none' || unit.dimension === 'none') return true;
  return sameDimension(claim, unit);
}

/** A number a source states or implies: values and step in the base unit of `unit`. */
export type StatedNumber = { readonly unit: Unit; readonly values: readonly number[]; readonly step: number };

/**
 * Whether a number of a source may be stated as the claim: units that meet, and the same value or one rounded to it. A bare
 * number is read in the unit of the other, so that "Milner, 30," bears out "30-year-old".
 */
export function statesNumber(claim: Quantity, { unit, values, step }: StatedNumber): boolean {
  if (!unitsMeet(claim.unit, unit)) return false;
  const factor =
    unit.dimension === 'none' ? toBase(1, claim.unit) : 1 / toBase(1, claim.unit.dimension === 'none' ? unit : bare);
  const isConverted = isDuration(unit) && isDuration(claim.unit) && unit.dimension !== claim.unit.dimension;
  const tolerance = isConverted ? durationTolerance : 0;
  return values.some((value) => meetsAny(claim, { value: value * factor, valueStep: step * factor, tolerance }));
}

/** Whether `value`, in the base unit of the claim and exact to `valueStep`, may be stated as the claim. */
export function statesValue(claim: Quantity, value: number, valueStep: number): boolean {
  return meetsAny(claim, { value, valueStep, tolerance: 0 });
}

function meetsAny(claim: Quantity, known: Known): boolean {
  return claim.values.some((stated) => meets(claim, stated, known));
}

type Known = { readonly value: number; readonly valueStep: number; readonly tolerance: number };

function meets(claim: Quantity, stated: number, { value, valueStep, tolerance }: Known): boolean {
  const gap = Math.abs(stated - value);
  const size = Math.max(Math.abs(stated), Math.abs(value), Number.MIN_VALUE);
  if (gap <= size * epsilon) return true;
  if (claim.unit.dimension === 'identifier' || claim.unit.dimension === 'clock' || claim.unit.dimension === 'ordinal')
    return false;
  if (gap <= size * tolerance) return true;
  const error = gap / Math.max(Math.abs(value), Number.MIN_VALUE);
  const isRounding = gap <= claim.step / 2 + claim.step * epsilon;
  if (claim.hedge === 'above') return stated < value && error <= boundRounding && (isRounding || gap < claim.step);
  if (claim.hedge === 'below') return stated > value && error <= boundRounding && (isRounding || gap < claim.step);
  if (claim.hedge === 'about') return isRounding && error <= hedgedRounding;
  // A statement more exact than the source, or as exact and different, is no rounding of it.
  if (!isRounding || valueStep >= claim.step) return false;
  if (claim.isPlainInteger && claim.step > 1) return value >= leastSilentlyRounded && error <= silentRounding;
  return error <= shownRounding;
}
