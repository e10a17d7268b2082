import { diffArrays } from 'diff';

/** A run of text that stands in both texts, only in the first, or only in the second. */
export type DiffPiece = { readonly kind: 'kept' | 'deleted' | 'inserted'; readonly text: string };

/** A diff piece, or a place where unchanged text was left out. */
export type ShownPiece = DiffPiece | { readonly kind: 'gap' };

/** Beyond this many differing words two texts are shown as one replaced by the other; a finer diff would not be read. */
const maxChanges = 1_500;

/** Below this share of common text a change reads better as old words and then new words than as a mosaic of both. */
const leastKept = 0.4;

/** Unicode's default word boundaries (UAX #29), which also know scripts that put no spaces between words. */
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The difference of two texts by words, as runs in reading order; of a change the deleted words come before the inserted
 * ones. Kept and deleted runs joined give `before`, kept and inserted ones `after`, to the last space. No run is empty.
 */
export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: maxChanges });
  if (changes === undefined) return changed(before, after);
  const pieces = changes.map(({ value, added, removed }): DiffPiece => {
    const kind = added ? 'inserted' : removed ? 'deleted' : 'kept';
    return { kind, text: value.join('') };
  });
  const merged = mergeNeighbours(pieces);
  const keptLength = merged.reduce((sum, { kind, text }) => (kind === 'kept' ? sum + text.length : sum), 0);
  return keptLength < leastKept * Math.max(before.length, after.length) ? changed(before, after) : merged;
}

/**
 * Shortens long unchanged runs to `width` code units on each side of a change, cut at a space where there is one. The
 * start of the first and the end of the last run are left out too.
 */
export function collapseKept(pieces: readonly DiffPiece[], width: number): readonly ShownPiece[] {
  return pieces.flatMap((piece, index): readonly ShownPiece[] => {
    if (piece.kind !== 'kept') return [piece];
    const head = index === 0 ? '' : headOf(piece.text, width);
    const tail = index === pieces.length - 1 ? '' : tailOf(piece.text, width);
    if (head.length + tail.length >= piece.text.length) return [piece];
    const gap: ShownPiece = { kind: 'gap' };
    return [...kept(head), gap, ...kept(tail)];
  });
}

/** The first `width` code units of a text, back to the last space in them; never half a surrogate pair. */
export function headOf(text: string, width: number): string {
  if (text.length <= width) return text;
  const cut = text.slice(0, width);
  const space = cut.search(/\s\S*$/);
  if (space > 0) return cut.slice(0, space);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The last `width` code units of a text, from the first space in them; never half a surrogate pair. */
export function tailOf(text: string, width: number): string {
  if (text.length <= width) return text;
  const cut = text.slice(text.length - width);
  const space = cut.search(/\s\S/);
  if (space >= 0) return cut.slice(space + 1);
  return /^[\uDC00-\uDFFF]/.test(cut) ? cut.slice(1) : cut;
}

function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function kept(text: string): readonly DiffPiece[] {
  return text === '' ? [] : [{ kind: 'kept', text }];
}

function changed(deleted: string, inserted: string): readonly DiffPiece[] {
  const pieces: DiffPiece[] = [];
  if (deleted !== '') pieces.push({ kind: 'deleted', text: deleted });
  if (inserted !== '') pieces.push({ kind: 'inserted', text: inserted });
  return pieces;
}

// A space or comma that happens to survive between two changed words would chop one change into many, so it joins them.
function mergeNeighbours(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const result: DiffPiece[] = [];
  let deleted = '';
  let inserted = '';
  pieces.forEach((piece, index) => {
    const inside = index > 0 && index < pieces.length - 1 && /^[^\p{L}\p{N}]{1,2}$/u.test(piece.text);
    if (piece.kind === 'kept' && !inside) {
      result.push(...changed(deleted, inserted), piece);
      deleted = '';
      inserted = '';
      return;
    }
    if (piece.kind !== 'inserted') deleted += piece.text;
    if (piece.kind !== 'deleted') inserted += piece.text;
  });
  return [...result, ...changed(deleted, inserted)];
}
