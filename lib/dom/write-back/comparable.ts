import type { TextView } from '../text-view.ts';

/**
 * A text as it counts when an editor's text is compared with what was wanted. Of a text control every character counts. In
 * a rich editor no-break and ordinary spaces are one, since editing turns one into the other, and so are runs of them;
 * zero-width characters, which editors put in and take out for the caret, are nothing. Lines count, but for editors that
 * draw each wrapped line by itself.
 */
export function comparable({ kind, root }: TextView, text: string): string {
  if (kind === 'field') return text;
  const plain = text.replace(/[\u200B\u2060\uFEFF]/g, '').replace(/[ \u00A0]+/g, ' ');
  const drawsLines = 'closest' in root && root.closest('.monaco-editor') !== null;
  return plain.replace(/ ?\n ?/g, drawsLines ? ' ' : '\n').trim();
}
