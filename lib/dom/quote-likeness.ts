/**
 * How much of a context stands next to a place, from 0 to 1: one minus the edits per code unit that turn `context` into
 * the nearest beginning of `neighbour`. White space next to the place does not count. For what stands before a place, hand
 * in both strings reversed.
 */
export function contextLikeness(context: string, neighbour: string): number {
  const wanted = context.trimStart();
  const found = neighbour.trimStart();
  if (wanted === '') return context === '' ? 1 : Number(found === '' || /^\s/.test(neighbour));
  if (found.startsWith(wanted)) return 1;
  const near = found.slice(0, Math.ceil(wanted.length * 1.25));
  const costs = editCosts(wanted, near);
  return 1 - Math.min(...costs.subarray(wanted.length * (near.length + 1))) / wanted.length;
}

/** The longest strings whose words are compared one by one: that takes time and memory by the square. */
const longestCompared = 1000;

/**
 * Whether two strings that resemble each other say something else: the second has a number the first has not, or a word of
 * one has no counterpart in the other. One wrong figure or one "not" is a small edit and a different statement, and a flag
 * must not move to it. A mistyped word or number (half of it or more in place) is still the same. Of strings over 1,000
 * code units only the numbers are compared.
 */
export function saysOtherwise(quote: string, found: string): boolean {
  if (hasOtherNumbers(numbersOf(quote), numbersOf(found))) return true;
  if (Math.max(quote.length, found.length) > longestCompared) return false;
  const { inQuote, inFound, swapsDigits } = sharedUnits(quote, found);
  return swapsDigits || hasLostWord(quote, inQuote) || hasLostWord(found, inFound);
}

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:[.,:/-][\p{L}\p{M}\p{N}]+)*/gu;
const numberPattern = /^\p{N}[\p{N}.,:/-]*$/u;
/** One character that names a thing by itself: a digit, the B of "plan B"; "A" and "I" are words. */
const namePattern = /^(?:\p{N}|(?![AI])\p{Lu})$/u;

function numbersOf(text: string): readonly string[] {
  return (text.match(wordPattern) ?? []).filter((word) => numberPattern.test(word));
}

/** Whether numbers were added, replaced or reordered; one that is missing may be mistyped, which its letters decide. */
function hasOtherNumbers(quoted: readonly string[], found: readonly string[]): boolean {
  const left = [...quoted];
  for (const number of found) {
    const at = left.indexOf(number);
    if (at < 0) return true;
    left.splice(at, 1);
  }
  return left.length === 0 && quoted.join(' ') !== found.join(' ');
}

function hasLostWord(text: string, shared: readonly boolean[]): boolean {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    const kept = shared.slice(index, index + word.length).filter(Boolean).length;
    if (word.length >= 4 && kept < word.length / 2) return true;
    if (kept === 0 && (word.length >= 2 || namePattern.test(word))) return true;
  }
  return false;
}

type Shared = {
  readonly inQuote: readonly boolean[];
  readonly inFound: readonly boolean[];
  readonly swapsDigits: boolean;
};

/** For each code unit of two strings whether a shortest series of edits keeps it, and whether the edits swap digits. */
function sharedUnits(a: string, b: string): Shared {
  const costs = editCosts(a, b);
  const width = b.length + 1;
  const inQuote = new Array<boolean>(a.length).fill(false);
  const inFound = new Array<boolean>(b.length).fill(false);
  const cost = (row: number, column: number) => costs[row * width + column] ?? Number.POSITIVE_INFINITY;
  let swapsDigits = false;
  let [row, column] = [a.length, b.length];
  while (row > 0 && column > 0) {
    if (a[row - 1] === b[column - 1] && cost(row, column) === cost(row - 1, column - 1)) {
      inQuote[row - 1] = true;
      inFound[column - 1] = true;
      row -= 1;
      column -= 1;
    } else if (cost(row, column) === cost(row - 1, column - 1) + 1) {
      swapsDigits ||= /^\p{N}{2}$/u.test(`${a[row - 1]}${b[column - 1]}`);
      row -= 1;
      column -= 1;
    } else if (cost(row, column) === cost(row - 1, column) + 1) {
      row -= 1;
    } else {
      column -= 1;
    }
  }
  return { inQuote, inFound, swapsDigits };
}

/** Levenshtein's table, row by row: the cost of turning the first `row` units of `a` into the first `column` units of `b`. */
function editCosts(a: string, b: string): Uint16Array {
  const width = b.length + 1;
  const costs = new Uint16Array((a.length + 1) * width);
  for (let column = 0; column < width; column += 1) costs[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    costs[row * width] = row;
    for (let column = 1; column < width; column += 1) {
      const at = row * width + column;
      const replaced = (costs[at - width - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      costs[at] = Math.min(replaced, (costs[at - width] ?? 0) + 1, (costs[at - 1] ?? 0) + 1);
    }
  }
  return costs;
}
