import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaisedFlag } from './flag.ts';
import {
  type DraftAction,
  type DraftRefusal,
  decisionOf,
  emptyDraft,
  type ReviewDraft,
  reduceDraft,
  revisedText,
} from './review-draft.ts';
import { makeSpan, type Span, sliceSpan, spansOverlap } from './span.ts';
import { flagOn, sampleFlag, sampleIssue } from './testing/sample-flag.ts';

const at = '2026-01-02T03:04:05.678Z';
const original = 'Pay 520 by May 3. 😀 Thanks.';
const amount = flagOn(original, '520', { suggestions: ['250', '2,500'] });
const day = flagOn(original, 'May 3', { suggestions: ['May 5'] });
const thanks = flagOn(original, 'Thanks', { suggestions: [''] });

const accept = (flag: RaisedFlag, editId: string, suggestion = 0): DraftAction => ({
  kind: 'accept',
  flag,
  suggestion,
  editId,
  at,
});
const edit = (span: Span, after: string, editId: string, flag?: RaisedFlag): DraftAction => ({
  kind: 'edit',
  span,
  after,
  editId,
  at,
  ...(flag === undefined ? {} : { flag }),
});

function taken(...actions: readonly DraftAction[]): ReviewDraft {
  return actions.reduce<ReviewDraft>((draft, action) => {
    const result = reduceDraft(original, draft, action);
    if (!result.ok) throw new Error(`${action.kind} was refused: ${result.refusal}`);
    return result.draft;
  }, emptyDraft);
}

describe('accepting a suggestion', () => {
  it('edits exactly the flag’s span and says which suggestion it was', () => {
    const draft = taken(accept(amount, 'e1', 1));
    expect(draft.edits).toEqual([
      { id: 'e1', start: 4, end: 7, before: '520', after: '2,500', by: 'suggestion', flagId: amount.id, at },
    ]);
    expect(decisionOf(draft, amount.id)).toEqual({ kind: 'accepted', editId: 'e1', suggestion: 1 });
    expect(revisedText(original, draft)).toBe('Pay 2,500 by May 3. 😀 Thanks.');
  });

  it('deletes where the suggestion is empty', () => {
    expect(revisedText(original, taken(accept(thanks, 'e1')))).toBe('Pay 520 by May 3. 😀 .');
  });

  it('replaces what was accepted before on the same flag', () => {
    const draft = taken(accept(amount, 'e1'), accept(amount, 'e2', 1));
    expect(draft.edits.map(({ id }) => id)).toEqual(['e2']);
    expect(decisionOf(draft, amount.id)).toEqual({ kind: 'accepted', editId: 'e2', suggestion: 1 });
  });

  it('keeps edits in the order of the text', () => {
    const draft = taken(accept(thanks, 'e1'), accept(amount, 'e2'), accept(day, 'e3'));
    expect(draft.edits.map(({ id }) => id)).toEqual(['e2', 'e3', 'e1']);
  });
});

describe('editing', () => {
  it('is a person’s work, also on a flag', () => {
    const draft = taken(edit(amount, '260', 'e1', amount));
    expect(draft.edits[0]).toMatchObject({ by: 'human', flagId: amount.id, before: '520', after: '260' });
    expect(decisionOf(draft, amount.id)).toEqual({ kind: 'edited', editId: 'e1' });
  });

  it('needs no flag', () => {
    const draft = taken(edit(makeSpan(0, 3), 'Transfer', 'e1'));
    expect(draft.decisions).toEqual({});
    expect(draft.edits[0]).not.toHaveProperty('flagId');
    expect(revisedText(original, draft)).toBe('Transfer 520 by May 3. 😀 Thanks.');
  });

  it('replaces an accepted suggestion of the same flag', () => {
    const draft = taken(accept(amount, 'e1'), edit(amount, '260', 'e2', amount));
    expect(draft.edits.map(({ id }) => id)).toEqual(['e2']);
    expect(decisionOf(draft, amount.id)).toEqual({ kind: 'edited', editId: 'e2' });
  });

  it('counts in UTF-16 code units', () => {
    const draft = taken(edit(flagOn(original, '😀'), '🙂', 'e1'));
    expect(draft.edits[0]).toMatchObject({ start: 18, end: 20, before: '😀' });
    expect(revisedText(original, draft)).toBe('Pay 520 by May 3. 🙂 Thanks.');
  });

  it('lets edits touch', () => {
    const draft = taken(edit(makeSpan(4, 7), '250', 'e1'), edit(makeSpan(7, 8), '\u00a0', 'e2'));
    expect(revisedText(original, draft)).toBe('Pay 250\u00a0by May 3. 😀 Thanks.');
  });
});

describe('dismissing and opening again', () => {
  it('takes the flag’s edit back', () => {
    const draft = taken(accept(amount, 'e1'), accept(day, 'e2'), {
      kind: 'dismiss',
      flagId: amount.id,
      reason: 'not-worth-it',
    });
    expect(draft.edits.map(({ id }) => id)).toEqual(['e2']);
    expect(decisionOf(draft, amount.id)).toEqual({ kind: 'dismissed', reason: 'not-worth-it' });
  });

  it('leaves nothing of a decision that is opened again', () => {
    const draft = taken(accept(amount, 'e1'), { kind: 'reopen', flagId: amount.id });
    expect(draft).toEqual(emptyDraft);
    expect(decisionOf(draft, amount.id)).toEqual({ kind: 'open' });
  });
});

describe('issues and the note', () => {
  const issue = sampleIssue('i1');

  it('are kept, changed and taken away by id', () => {
    const labelled = taken({ kind: 'label', issue }, { kind: 'label', issue: sampleIssue('i2') });
    expect(labelled.issues.map(({ id }) => id)).toEqual(['i1', 'i2']);
    const graver = reduceDraft(original, labelled, { kind: 'severity', issueId: 'i1', severity: 'critical' });
    expect(graver).toMatchObject({ ok: true, draft: { issues: [{ id: 'i1', severity: 'critical' }, { id: 'i2' }] } });
    const without = reduceDraft(original, labelled, { kind: 'unlabel', issueId: 'i1' });
    expect(without).toMatchObject({ ok: true, draft: { issues: [{ id: 'i2' }] } });
  });

  it('hold one issue per id', () => {
    const draft = taken({ kind: 'label', issue }, { kind: 'label', issue: { ...issue, severity: 'major' } });
    expect(draft.issues).toEqual([{ ...issue, severity: 'major' }]);
  });

  it('hold the last note', () => {
    expect(taken({ kind: 'note', note: 'one' }, { kind: 'note', note: '' }).note).toBe('');
  });
});

describe('refused steps', () => {
  const busy = taken(accept(amount, 'e1'), edit(makeSpan(18, 18), 'x', 'e2'), {
    kind: 'label',
    issue: sampleIssue('i1'),
  });

  it.each<[name: string, action: DraftAction, refusal: DraftRefusal]>([
    ['a suggestion the flag does not have', accept(day, 'e9', 1), 'no-suggestion'],
    ['a suggestion of a flag without any', accept(flagOn(original, 'Pay'), 'e9'), 'no-suggestion'],
    ['an edit across another', edit(makeSpan(3, 5), 'x', 'e9'), 'overlaps-edit'],
    ['an edit within another', edit(makeSpan(5, 6), 'x', 'e9'), 'overlaps-edit'],
    ['an edit of the same words for no flag', edit(makeSpan(4, 7), 'x', 'e9'), 'overlaps-edit'],
    ['a second insertion at one place', edit(makeSpan(18, 18), 'y', 'e9'), 'overlaps-edit'],
    ['an edit that begins where something is inserted', edit(makeSpan(18, 20), '', 'e9'), 'overlaps-edit'],
    ['an insertion where an edit begins', edit(makeSpan(4, 4), 'x', 'e9'), 'overlaps-edit'],
    ['an edit that changes nothing', edit(makeSpan(0, 3), 'Pay', 'e9'), 'nothing-changed'],
    ['an edit back to the original words', edit(amount, '520', 'e9', amount), 'nothing-changed'],
    ['an edit past the text', edit({ start: 20, end: 99 }, 'x', 'e9'), 'outside-text'],
    ['an edit before the text', edit({ start: -2, end: 1 }, 'x', 'e9'), 'outside-text'],
    ['an edit that ends before it starts', edit({ start: 7, end: 4 }, 'x', 'e9'), 'outside-text'],
    ['an edit between code units', edit({ start: 0.5, end: 2 }, 'x', 'e9'), 'outside-text'],
    ['a severity of no issue', { kind: 'severity', issueId: 'gone', severity: 'major' }, 'no-such-issue'],
    ['taking away no issue', { kind: 'unlabel', issueId: 'gone' }, 'no-such-issue'],
  ])('%s', (_name, action, refusal) => {
    const before = structuredClone(busy);
    expect(reduceDraft(original, busy, action)).toEqual({ ok: false, refusal });
    expect(busy).toEqual(before);
  });
});

describe('decisionOf', () => {
  it.each(['constructor', '__proto__', 'toString', ''])(
    'is open for a flag of the name %j that nobody decided on',
    (id) => {
      expect(decisionOf(emptyDraft, id)).toEqual({ kind: 'open' });
    },
  );
});

describe('any sequence of steps', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀'), minLength: 1, maxLength: 16 });
  const offset = fc.integer({ min: -1, max: 34 });
  const flagsOf = (text: string): fc.Arbitrary<RaisedFlag[]> => {
    const place = fc.tuple(fc.nat(text.length), fc.nat(text.length));
    const suggestions = fc.array(fc.constantFrom('', 'a', 'xy', '😀'), { maxLength: 2 });
    const flag = fc.tuple(place, suggestions, fc.nat(9)).map(([[a, b], words, n]) => {
      return sampleFlag(text, makeSpan(Math.min(a, b), Math.max(a, b)), { id: `flag-${n}`, suggestions: words });
    });
    return fc.uniqueArray(flag, { minLength: 1, maxLength: 5, selector: ({ id }) => id });
  };
  const wishes = fc.record({
    kind: fc.constantFrom('accept', 'edit', 'edit-flag', 'dismiss', 'reopen', 'label', 'unlabel', 'severity', 'note'),
    pick: fc.nat(9),
    span: fc.record({ start: offset, end: offset }),
    after: fc.constantFrom('', 'a', 'longer', '😀'),
  });
  const cases = texts.chain((text) =>
    fc.record({ text: fc.constant(text), flags: flagsOf(text), wishes: fc.array(wishes, { maxLength: 25 }) }),
  );
  type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

  function actionOf(wish: Case['wishes'][number], flags: readonly RaisedFlag[], editId: string): DraftAction {
    const flag = flags[wish.pick % flags.length] as RaisedFlag;
    const issueId = `i${wish.pick % 3}`;
    switch (wish.kind) {
      case 'accept':
        return accept(flag, editId, wish.pick % 3);
      case 'edit':
        return edit(wish.span, wish.after, editId);
      case 'edit-flag':
        return edit(flag, wish.after, editId, flag);
      case 'dismiss':
        return { kind: 'dismiss', flagId: flag.id, reason: 'false-positive' };
      case 'reopen':
        return { kind: 'reopen', flagId: flag.id };
      case 'label':
        return { kind: 'label', issue: sampleIssue(issueId) };
      case 'unlabel':
        return { kind: 'unlabel', issueId };
      case 'severity':
        return { kind: 'severity', issueId, severity: 'major' };
      default:
        return { kind: 'note', note: wish.after };
    }
  }

  function expectSound(text: string, draft: ReviewDraft): void {
    const { edits, decisions } = draft;
    for (const [index, one] of edits.entries()) {
      expect(one.before).toBe(sliceSpan(text, one));
      expect(one.after).not.toBe(one.before);
      expect(edits.slice(index + 1).some((other) => spansOverlap(one, other))).toBe(false);
    }
    expect([...edits].sort((a, b) => a.start - b.start)).toEqual(edits);
    const grown = edits.reduce((sum, { before, after }) => sum + after.length - before.length, 0);
    expect(revisedText(text, draft)).toHaveLength(text.length + grown);
    for (const [flagId, decision] of Object.entries(decisions)) {
      expect(decision.kind).not.toBe('open');
      if (decision.kind !== 'accepted' && decision.kind !== 'edited') continue;
      expect(edits.filter(({ id }) => id === decision.editId).map((one) => one.flagId)).toEqual([flagId]);
    }
    for (const { id, flagId } of edits) {
      if (flagId !== undefined) expect(decisionOf(draft, flagId)).toMatchObject({ editId: id });
    }
    const answered = edits.flatMap(({ flagId }) => flagId ?? []);
    expect(new Set(answered).size).toBe(answered.length);
    expect(new Set(draft.issues.map(({ id }) => id)).size).toBe(draft.issues.length);
  }

  it('keeps a draft sound, and leaves it as it was where a step is refused', () => {
    fc.assert(
      fc.property(cases, ({ text, flags, wishes: all }) => {
        let draft = emptyDraft;
        for (const [index, wish] of all.entries()) {
          const action = actionOf(wish, flags, `e${index}`);
          const before = structuredClone(draft);
          const result = reduceDraft(text, draft, action);
          expect(draft).toEqual(before);
          expect(reduceDraft(text, draft, action)).toEqual(result);
          if (result.ok) draft = result.draft;
          expectSound(text, draft);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
