/**
 * What a number counts or measures. Numbers of one `dimension` are compared in its base unit; `name` is set where units of
 * one dimension do not convert ("usd", "eur").
 */
export type Unit = { readonly dimension: Dimension; readonly factor: number; readonly name?: string };

/** `clock` numbers are minutes after midnight, `identifier` numbers are names that happen to be digits. */
export type Dimension =
  | 'none'
  | 'currency'
  | 'percent'
  | 'days'
  | 'months'
  | 'length'
  | 'area'
  | 'mass'
  | 'volume'
  | 'speed'
  | 'temperature'
  | 'data'
  | 'power'
  | 'times'
  | 'clock'
  | 'ordinal'
  | 'identifier';

/** A number without a unit of its own. */
export const bare: Unit = { dimension: 'none', factor: 1 };

/** Scale words and suffixes. `m`, `b`, `k`, `t` are left to {@link suffixScales}, where only some places make them scales. */
export const scaleWords: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  millions: 1e6,
  mn: 1e6,
  mln: 1e6,
  mio: 1e6,
  billion: 1e9,
  billions: 1e9,
  bn: 1e9,
  bln: 1e9,
  trillion: 1e12,
  trn: 1e12,
  lakh: 1e5,
  crore: 1e7,
  dozen: 12,
};

/** Suffixes joined to a number: `5k`, `$5m`, `3.2B`. */
export const suffixScales: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  m: 1e6,
  M: 1e6,
  b: 1e9,
  B: 1e9,
  t: 1e12,
  T: 1e12,
};

const unit = (dimension: Dimension, factor = 1, name?: string): Unit =>
  name === undefined ? { dimension, factor } : { dimension, factor, name };

/** Currency signs before or behind a number. */
export const currencySigns: Readonly<Record<string, string>> = {
  $: 'usd',
  '€': 'eur',
  '£': 'gbp',
  '¥': 'jpy',
  '₹': 'inr',
  '₩': 'krw',
  '₽': 'rub',
  '₺': 'try',
  '฿': 'thb',
};

/** ISO 4217 codes that are read as currencies. */
export const currencyCodes = new Set(
  'usd eur gbp jpy inr chf cad aud nzd cny sek nok dkk pln czk huf brl mxn zar sgd hkd krw rub try'.split(' '),
);

// Days and months are two dimensions, since a month has no fixed number of days; `sameAmount` bridges them.
const table: readonly (readonly [string, Unit])[] = [
  ['% percent pct percentage', unit('percent')],
  ['pp', unit('percent')],
  ['bps', unit('percent', 0.01)],
  ['second seconds sec secs s', unit('days', 1 / 86400)],
  ['minute minutes min mins', unit('days', 1 / 1440)],
  ['hour hours hr hrs h', unit('days', 1 / 24)],
  ['day days night nights', unit('days')],
  ['week weeks wk wks', unit('days', 7)],
  ['month months mo mos', unit('months')],
  ['quarter quarters', unit('months', 3)],
  ['year years yr yrs', unit('months', 12)],
  ['decade decades', unit('months', 120)],
  ['century centuries', unit('months', 1200)],
  ['mm millimeter millimeters millimetre millimetres', unit('length', 0.001)],
  ['cm centimeter centimeters centimetre centimetres', unit('length', 0.01)],
  ['m meter meters metre metres', unit('length')],
  ['km kilometer kilometers kilometre kilometres', unit('length', 1000)],
  ['inch inches in', unit('length', 0.0254)],
  ['ft foot feet', unit('length', 0.3048)],
  ['yard yards yd yds', unit('length', 0.9144)],
  ['mile miles mi', unit('length', 1609.344)],
  ['sqm m²', unit('area')],
  ['km²', unit('area', 1e6)],
  ['sqft ft²', unit('area', 0.09290304)],
  ['acre acres', unit('area', 4046.8564224)],
  ['hectare hectares ha', unit('area', 1e4)],
  ['mg milligram milligrams', unit('mass', 1e-6)],
  ['g gram grams', unit('mass', 0.001)],
  ['kg kilo kilos kilogram kilograms', unit('mass')],
  ['ton tons', unit('mass', 907.18474)],
  ['tonne tonnes', unit('mass', 1000)],
  ['lb lbs', unit('mass', 0.45359237)],
  ['oz ounce ounces', unit('mass', 0.028349523125)],
  ['ml milliliter milliliters millilitre millilitres', unit('volume', 0.001)],
  ['l liter liters litre litres', unit('volume')],
  ['gallon gallons', unit('volume', 3.785411784)],
  ['cup cups', unit('volume', 0.2365882365)],
  ['mph', unit('speed', 1.609344)],
  ['kph km/h kmh', unit('speed')],
  ['°c celsius', unit('temperature', 1, 'celsius')],
  ['°f fahrenheit', unit('temperature', 1, 'fahrenheit')],
  ['° degree degrees', unit('temperature', 1)],
  ['kb kilobyte kilobytes', unit('data', 1e-6)],
  ['mb megabyte megabytes', unit('data', 1e-3)],
  ['gb gigabyte gigabytes', unit('data')],
  ['tb terabyte terabytes', unit('data', 1e3)],
  ['kw kilowatt kilowatts', unit('power')],
  ['mw megawatt megawatts', unit('power', 1e3)],
  ['gw gigawatt gigawatts', unit('power', 1e6)],
  ['x times fold', unit('times')],
  ['dollar dollars', unit('currency', 1, 'usd')],
  ['cent cents', unit('currency', 0.01)],
  ['euro euros', unit('currency', 1, 'eur')],
  ['pound pounds quid', unit('currency', 1)],
  ['yen', unit('currency', 1, 'jpy')],
  ['rupee rupees', unit('currency', 1, 'inr')],
];

const unitsByName = new Map(table.flatMap(([names, value]) => names.split(' ').map((name) => [name, value] as const)));

/** Unit letters that mean it only when joined to the number or written in this very case: `5m`, `5 g`, not "5 in". */
const shortUnits = new Set(['s', 'h', 'm', 'g', 'l', 'in', 'x', 'min', 'mo', 'mi', 'ha', 'sec', 'ft']);

/** The unit a word names, `isJoined` when it follows the digits without a space. */
export function unitNamed(word: string, isJoined: boolean): Unit | undefined {
  const lower = word.toLowerCase();
  if (shortUnits.has(lower) && !isJoined && (lower.length < 2 || lower === 'in' || lower === 'mi' || lower === 'ha'))
    return undefined;
  if (shortUnits.has(lower) && word !== lower) return undefined;
  const sign = currencySigns[word];
  if (sign !== undefined) return unit('currency', 1, sign);
  const named = unitsByName.get(lower);
  if (named !== undefined) return named;
  return currencyCodes.has(lower) && word === word.toUpperCase() ? unit('currency', 1, lower) : undefined;
}

/** Whether two units measure the same thing and convert; a bare number goes with neither. */
export function sameDimension(a: Unit, b: Unit): boolean {
  if (a.dimension !== b.dimension && !(isDuration(a) && isDuration(b))) return false;
  return a.name === undefined || b.name === undefined || a.name === b.name;
}

/** Whether a unit is one of time, in days or in months. */
export function isDuration(of: Unit): boolean {
  return of.dimension === 'days' || of.dimension === 'months';
}

/** Days in an average month of the Gregorian calendar, 365.2425 / 12. */
const daysPerMonth = 30.436875;

/** A value in the base unit of its dimension; durations all in days, so that "18 months" meets "a year and a half". */
export function toBase(value: number, of: Unit): number {
  return value * of.factor * (of.dimension === 'months' ? daysPerMonth : 1);
}
