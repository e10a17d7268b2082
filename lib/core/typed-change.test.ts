import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from './review.ts';
import { emptyDraft, type ReviewDraft, reduceDraft, revisedText } from './review-draft.ts';
import { makeSpan } from './span.ts';
import { sampleFlag } from './testing/sample-flag.ts';
import { withTypedChange } from './typed-change.ts';

const at = '2026-01-02T03:04:05.678Z';
const typing = (current: string) => ({ current, editId: 'typed', at });

function edit(id: string, span: readonly [number, number], words: readonly [string, string]): Edit {
  return { id, start: span[0], end: span[1], before: words[0], after: words[1], by: 'suggestion', at };
}

describe('withTypedChange', () => {
  const original = 'Pay 520 by May 3.';
  const accepted: ReviewDraft = {
    ...emptyDraft,
    edits: [edit('e1', [4, 7], ['520', '250'])],
    decisions: { f1: { kind: 'accepted', editId: 'e1', suggestion: 0 } },
  };

  it('leaves a draft alone when nothing was typed', () => {
    expect(withTypedChange(original, accepted, typing('Pay 250 by May 3.'))).toBe(accepted);
  });

  it('keeps earlier edits that typing did not touch', () => {
    const draft = withTypedChange(original, accepted, typing('Pay 250 by June 3.'));
    expect(draft.edits.map(({ id }) => id)).toEqual(['e1', 'typed']);
    expect(draft.decisions['f1']).toEqual({ kind: 'accepted', editId: 'e1', suggestion: 0 });
  });

  it('swallows an accepted fix that was typed over, whose flag then counts as edited', () => {
    const draft = withTypedChange(original, accepted, typing('Pay 2,500 by May 3.'));
    expect(draft.edits.map(({ id, before }) => [id, before])).toEqual([['typed', '520']]);
    expect(draft.decisions['f1']).toEqual({ kind: 'edited', editId: 'typed' });
    expect(revisedText(original, draft)).toBe('Pay 2,500 by May 3.');
  });

  it('keeps an edit that ends where the one that was typed over begins', () => {
    const touching: ReviewDraft = {
      ...emptyDraft,
      edits: [edit('e1', [0, 4], ['Pay ', 'Send ']), edit('e2', [4, 7], ['520', '250'])],
    };
    const draft = withTypedChange(original, touching, typing('Send 256 by May 3.'));
    expect(draft.edits.map(({ id, start, end, after }) => [id, start, end, after])).toEqual([
      ['e1', 0, 4, 'Send '],
      ['typed', 4, 7, '256'],
    ]);
  });

  it('opens a flag again whose fix was typed back to the original words', () => {
    const draft = withTypedChange(original, accepted, typing(original));
    expect(draft).toEqual(emptyDraft);
  });

  it('keeps an emoji whole that differs from the one before in half of its code units', () => {
    const draft = withTypedChange('so 😀.', emptyDraft, typing('so 😁.'));
    expect(draft.edits.map(({ before, after }) => [before, after])).toEqual([['😀', '😁']]);
  });

  it('always ends in the text that stands in the editor, by edits that can be stored', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '😁'), maxLength: 16 });
    const after = fc.string({ unit: fc.constantFrom('a', 'x', '😀'), maxLength: 3 });
    const cuts = fc.array(fc.record({ gap: fc.nat(4), length: fc.nat(4), after }), { maxLength: 4 });
    fc.assert(
      fc.property(letters, cuts, letters, (text, wanted, current) => {
        const draft = draftOf(text, wanted);
        const typed = withTypedChange(text, draft, typing(current));
        expect(revisedText(text, typed)).toBe(current);
        for (const one of typed.edits) {
          expect(text.slice(one.start, one.end)).toBe(one.before);
          expect(one.after).not.toBe(one.before);
          expect(one.before.isWellFormed() && one.after.isWellFormed()).toBe(true);
        }
        const ids = typed.edits.map(({ id }) => id);
        const answers = Object.values(typed.decisions).flatMap((one) => ('editId' in one ? one.editId : []));
        expect(answers.filter((id) => !ids.includes(id))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('always ends in the text that stands in the editor', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 24 });
    const cuts = fc.array(
      fc.tuple(fc.nat(24), fc.nat(4), fc.string({ unit: fc.constantFrom('a', 'x'), maxLength: 3 })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(letters, cuts, letters, (text, wanted, current) => {
        const draft = { ...emptyDraft, edits: disjoint(text, wanted) };
        const typed = withTypedChange(text, draft, typing(current));
        expect(revisedText(text, typed)).toBe(current);
        expect(typed.edits.every(({ start, end, before }) => text.slice(start, end) === before)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

function disjoint(text: string, wanted: readonly (readonly [number, number, string])[]): Edit[] {
  const edits: Edit[] = [];
  let from = 0;
  for (const [gap, length, after] of wanted) {
    const start = from + gap;
    const end = start + length;
    if (end > text.length || text.slice(start, end) === after) continue;
    edits.push(edit(`e${edits.length}`, [start, end], [text.slice(start, end), after]));
    from = end + 1;
  }
  return edits;
}

/** A draft of accepted suggestions, some of which touch each other, on whole characters of the text. */
function draftOf(
  text: string,
  wanted: readonly { readonly gap: number; readonly length: number; readonly after: string }[],
): ReviewDraft {
  const characters = [...text];
  const offsetOf = (index: number): number => characters.slice(0, index).join('').length;
  let draft = emptyDraft;
  let from = 0;
  for (const [index, { gap, length, after }] of wanted.entries()) {
    if (from + gap + length > characters.length) break;
    const span = makeSpan(offsetOf(from + gap), offsetOf(from + gap + length));
    const flag = sampleFlag(text, span, { id: `f${index}`, suggestions: [after] });
    const result = reduceDraft(text, draft, { kind: 'accept', flag, suggestion: 0, editId: `e${index}`, at });
    if (result.ok) draft = result.draft;
    from += gap + length;
  }
  return draft;
}
