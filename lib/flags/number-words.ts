import type { Span } from '../core/span.ts';

/** A number written in words: its span and value, and the power of ten it is exact to ("two million" is exact to 1e6). */
export type NumberWords = Span & { readonly value: number; readonly step: number };

const small: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};

const anyWord = [...Object.keys(small), ...Object.keys(tens), ...Object.keys(scales)]
  .sort((a, b) => b.length - a.length)
  .join('|');
const wordPattern = new RegExp(String.raw`(?<![\p{L}\d])(?:${anyWord})(?![\p{L}\d])`, 'giu');

const halfOf = /\bhalf an?\s{1,3}$/i;

/** Numbers written in words in an English text, in order: "two", "twenty-five", "one hundred and four", "a million". */
export function findNumberWords(text: string): readonly NumberWords[] {
  const found: NumberWords[] = [];
  let run: Token[] = [];
  const close = () => {
    const [first] = run;
    if (first !== undefined && isAmount(text, run)) {
      const { value, step, ...span } = evaluate(run);
      const part = halfOf.test(text.slice(Math.max(0, first.start - 12), first.start)) ? 0.5 : 1;
      found.push({ ...span, value: value * part, step: step * part });
    }
    run = [];
  };
  for (const match of text.matchAll(wordPattern)) {
    const token = { word: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length };
    const before = run.at(-1);
    if (before !== undefined && !continues(before, token, text.slice(before.end, token.start))) close();
    run.push(token);
  }
  close();
  return found;
}

/** A scale word alone is an amount behind "a", "per" or "half a"; "2.5 million" and "the billion-dollar club" are read elsewhere or not. */
function isAmount(text: string, run: readonly Token[]): boolean {
  const [first] = run;
  if (first === undefined || !(first.word in scales)) return true;
  return /\b(?:an?|per)\s{1,3}$/i.test(text.slice(Math.max(0, first.start - 8), first.start));
}

type Token = Span & { readonly word: string };

/** Whether two number words in a row are one number: "twenty-five", "six hundred", "hundred and four"; not "two three". */
function continues(before: Token, next: Token, between: string): boolean {
  const isAnd = /^\s{1,3}and\s{1,3}$/i.test(between);
  if (!isAnd && !/^(?:-|\s{1,3})$/.test(between)) return false;
  if (isAnd) return before.word in scales && !(next.word in scales);
  if (next.word in scales) return true;
  if (before.word in scales) return true;
  return before.word in tens && (small[next.word] ?? 0) >= 1 && (small[next.word] ?? 10) <= 9;
}

function evaluate(run: readonly Token[]): NumberWords {
  let total = 0;
  let part = 0;
  let step = 1;
  for (const { word } of run) {
    const scale = scales[word];
    if (scale === undefined) {
      part += small[word] ?? tens[word] ?? 0;
      step = 1;
    } else if (scale === 100) {
      part = (part === 0 ? 1 : part) * 100;
      step = 100;
    } else {
      total += (part === 0 ? 1 : part) * scale;
      part = 0;
      step = scale;
    }
  }
  return { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0, value: total + part, step };
}
