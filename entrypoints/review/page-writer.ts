import { applyEdits, diffAsEdit, mapSpanThrough, type Span, type TextEdit } from '../../lib/core/span.ts';
import type { TextView } from '../../lib/dom/text-view.ts';
import { replaceInEditor } from '../../lib/dom/write-back.ts';
import type { WriteOutcome } from '../../lib/models/review-model.ts';

/** Brings the page's own editor from one set of edits to another. */
export type PageWriter = {
  readonly rewrite: (from: readonly TextEdit[], to: readonly TextEdit[]) => Promise<WriteOutcome>;
};

type WriterOptions = {
  readonly original: string;
  readonly element: () => Element;
  /** Reads the editor's text anew. */
  readonly refresh: () => TextView;
  /** Brings the keyboard back to our card; writing needs it in the editor for a moment. */
  readonly takeKeyboard: () => void;
  readonly isComposing: () => boolean;
};

/**
 * Writes accepted edits into an editor, one at a time: two at once would each work on text the other is changing. What
 * could not be written is copied for the reviewer to paste, and said.
 */
export function createPageWriter(options: WriterOptions): PageWriter {
  const { original, element, refresh, takeKeyboard, isComposing } = options;
  let last: Promise<unknown> = Promise.resolve();
  const write = async (from: readonly TextEdit[], to: readonly TextEdit[]): Promise<WriteOutcome> => {
    const change = changeBetween(original, from, to);
    if (change === undefined) return { ok: true };
    const view = refresh();
    const typed = diffAsEdit(applyEdits(original, from), view.text);
    const span = typed === undefined ? change : mapSpanThrough(change, [typed]);
    if (span === undefined) return refused('quote-changed', change.text);
    const { text } = view;
    const expected = text.slice(0, span.start) + change.text + text.slice(span.end);
    const root = element();
    const result = await replaceInEditor({ root, view, span, replacement: change.text, expected, isComposing });
    // At once: the next key of a quick reviewer must reach the card, and never the words in the editor.
    takeKeyboard();
    if (result.kind === 'written') return { ok: true };
    return refused(result.reason, change.text);
  };
  return {
    rewrite(from, to) {
      const next = last.then(() => write(from, to));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/** What has to change in the text with the edits `from` to make it the text with the edits `to`. */
function changeBetween(original: string, from: readonly TextEdit[], to: readonly TextEdit[]): TextEdit | undefined {
  const added = to.filter((edit) => !from.some((other) => isSame(edit, other)));
  const removed = from.filter((edit) => !to.some((other) => isSame(edit, other)));
  const [only] = added;
  if (only !== undefined && added.length === 1 && removed.length === 0) {
    const span = mapSpanThrough(only, from);
    if (span !== undefined) return { ...span, text: only.text };
  }
  return diffAsEdit(applyEdits(original, from), applyEdits(original, to));
}

function isSame(a: Span & { text: string }, b: Span & { text: string }): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

async function refused(reason: string, replacement: string): Promise<WriteOutcome> {
  let copied = true;
  try {
    await navigator.clipboard.writeText(replacement);
  } catch {
    // A page may forbid the clipboard; the notice then does not claim that anything was copied.
    copied = false;
  }
  return { ok: false, saying: { code: 'not-written', reason, copied } };
}
