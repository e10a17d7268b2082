import type { PageRecord } from '../core/flag.ts';
import { contentStems } from './words.ts';

/**
 * What a passage may be checked against, as one text: the source, then each record as its title and one `key: value` line
 * per entry, joined by line breaks. With a source and no records it is the source, unchanged; with neither it is empty.
 */
export function renderSource(source: string | undefined, records: readonly PageRecord[] | undefined): string {
  const parts = source === undefined || source === '' ? [] : [source];
  for (const record of records ?? []) {
    if (record.title !== undefined && record.title !== '') parts.push(record.title);
    for (const [key, value] of record.entries) parts.push(`${key}: ${value}`);
  }
  return parts.join('\n');
}

/** Whether a passage may be held against its source, and if not, why, in words for a person. */
export type GroundingVerdict = { readonly kind: 'grounded' } | { readonly kind: 'ungrounded'; readonly reason: string };

/** A source below this many words says too little for "not in the source" to mean anything (`docs/contracts.md`, Rules). */
const leastSourceWords = 40;

/** Least share of a passage's content words that stand in its source; below it they speak of different things (§4.1). */
const leastOverlap = 0.15;

/**
 * Judges whether `text` can be checked against `sourceText`: there is a source, it has {@link leastSourceWords} words, and
 * at least {@link leastOverlap} of the passage's distinct content words (stems, without numbers) stand in it. A passage
 * without content words, such as a bare figure, passes the last test.
 */
export function judgeGrounding(text: string, sourceText: string): GroundingVerdict {
  if (sourceText.trim() === '') return { kind: 'ungrounded', reason: 'there is no source to check against' };
  const words = countWords(sourceText);
  if (words < leastSourceWords) {
    return { kind: 'ungrounded', reason: `the source has only ${words} words; it takes ${leastSourceWords}` };
  }
  const stems = contentStems(text);
  if (stems.size === 0) return { kind: 'grounded' };
  const known = contentStems(sourceText);
  const shared = [...stems].filter((stem) => known.has(stem)).length;
  const overlap = shared / stems.size;
  if (overlap >= leastOverlap) return { kind: 'grounded' };
  const percent = Math.floor(overlap * 100);
  return {
    kind: 'ungrounded',
    reason: `only ${percent} % of the passage's words stand in the source; it seems to speak of something else`,
  };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
}
