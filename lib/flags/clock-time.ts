import type { Span } from '../core/span.ts';

/** A time of day in a text, and what it may be in minutes after midnight, likeliest first. */
export type ClockTime = Span & { readonly values: readonly number[] };

const written =
  /(?<![\d:.,/\p{L}])(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?(?:\s{0,2}([ap])\.?\s?m\b\.?|(?=\s?o['’]clock))|(?<![\d:.,/\p{L}])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:%])/giu;
const named = /\b(noon|midday|midnight)\b/gi;

const half = 12 * 60;

/**
 * Times of day in a text: `6:55`, `5 pm`, `10.30 a.m.`, "noon". A time without a
 * half of the day has both readings.
 */
export function findClockTimes(text: string): readonly ClockTime[] {
  const found: ClockTime[] = [];
  const add = (start: number, end: number, values: number[]) => {
    found.push({ start, end, values });
  };
  for (const match of text.matchAll(written)) {
    const hours = Number(match[1] ?? match[4]);
    const minutes = Number(match[2] ?? match[5] ?? 0);
    if (hours > 24 || minutes > 59) continue;
    const letter = match[3]?.toLowerCase();
    if (letter !== undefined && hours > 12) continue;
    const base = (hours % (letter === undefined ? 24 : 12)) * 60 + minutes;
    const end = match.index + match[0].replace(/\s+$/, '').length;
    // The full stop of "5 pm." ends the sentence, that of "5 p.m." belongs to it.
    const stop = /[ap]m\.$/i.test(match[0]) ? 1 : 0;
    add(
      match.index,
      end - stop,
      letter === undefined ? [base, (base + half) % (2 * half)] : [base + (letter === 'p' ? half : 0)],
    );
  }
  for (const match of text.matchAll(named)) {
    add(match.index, match.index + match[0].length, [match[0].toLowerCase() === 'midnight' ? 0 : half]);
  }
  return found.sort((a, b) => a.start - b.start);
}
