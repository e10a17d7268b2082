/** What a run of digits and separators may mean: its readings, likeliest first, and the place its last digit stands for. */
export type Numeral = {
  readonly values: readonly number[];
  /** 0.01 for `4.25`, 1 for `35`, 100 for `32,500`: the least amount the writing tells apart if its zeros are round. */
  readonly step: number;
  /** Whether it is written with decimals. */
  readonly hasDecimals: boolean;
};

const separated = /^\d{1,3}(?:([,'’\u00A0\u202F])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
const europeanThousands = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const indianThousands = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/;

/**
 * Reads `4,250.00`, `4250`, `4.250,00`, `12,34,567`. One separator before exactly three digits is read as English writes it
 * first, and the other way second (`4.250`: 4.25, then 4250). `undefined` for what is no number: versions, lists, `1,2,3`.
 */
export function readNumeral(raw: string): Numeral | undefined {
  if (raw.length > 24) return undefined;
  if (/^\d+$/.test(raw)) return { values: [Number(raw)], step: stepOfInteger(raw), hasDecimals: false };
  if (separated.test(raw) || indianThousands.test(raw)) {
    const plain = raw.replace(/[,'’\u00A0\u202F]/g, '');
    const second = /^\d{1,3},\d{3}$/.test(raw) ? [Number(raw.replace(',', '.'))] : [];
    return { values: [Number(plain), ...second], step: stepOf(plain), hasDecimals: plain.includes('.') };
  }
  if (/^\d+\.\d+$/.test(raw)) {
    const second = europeanThousands.test(raw) ? [Number(raw.replace('.', ''))] : [];
    return { values: [Number(raw), ...second], step: stepOf(raw), hasDecimals: true };
  }
  if (europeanThousands.test(raw) || /^\d+,\d{1,2}$/.test(raw)) {
    const plain = raw.replace(/\./g, '').replace(',', '.');
    return { values: [Number(plain)], step: stepOf(plain), hasDecimals: plain.includes('.') };
  }
  return undefined;
}

function stepOf(plain: string): number {
  const decimals = plain.split('.')[1]?.length;
  return decimals === undefined ? stepOfInteger(plain) : 10 ** -decimals;
}

function stepOfInteger(digits: string): number {
  return 10 ** (/0*$/.exec(digits)?.[0].length ?? 0);
}

/** Writes a value the way `model` is written: with its separators of thousands and its number of decimals, or as many as it needs. */
export function writeLike(value: number, model: string): string {
  if (commaDecimals.test(model)) return swapSeparators(writeLike(value, swapSeparators(model)));
  const hasSeparators = /\d,\d{3}/.test(model) || !/\d{4}/.test(model);
  const modelDecimals = /\.(\d+)$/.exec(model)?.[1]?.length ?? 0;
  const needed = (String(Number(value.toFixed(6))).split('.')[1] ?? '').length;
  const decimals = needed === 0 ? modelDecimals : Math.max(needed, modelDecimals === 2 ? 2 : 0);
  const [whole = '', fraction] = value.toFixed(Math.min(decimals, 6)).split('.');
  const grouped = hasSeparators ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const commaDecimals = /^(?:\d{1,3}(?:\.\d{3})*|\d+),\d{1,2}$/;

function swapSeparators(text: string): string {
  return text.replace(/[.,]/g, (separator) => (separator === '.' ? ',' : '.'));
}
