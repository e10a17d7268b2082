import { describe, expect, it } from 'vitest';
import { sampleFlags, sampleText } from './testing/sample-passage.ts';
import { startedReview } from './testing/started-review.ts';

const [amount, day] = sampleFlags;
const accept = { kind: 'accept', suggestion: 0 } as const;

describe('the card’s state', () => {
  it('starts an edit from the words of the suggestion, or of the flag', async () => {
    const { model } = await startedReview({}, { flags: [...sampleFlags] });
    expect(model.state.value.editing).toBeUndefined();
    model.dispatch({ kind: 'edit' });
    expect(model.state.value.editing).toEqual({ span: { start: 4, end: 7 }, text: '250' });
    model.dispatch({ kind: 'go-to-flag', flagId: 'closing' });
    model.dispatch({ kind: 'edit' });
    expect(model.state.value.editing?.text).toBe('Thanks');
  });

  it('tells which flags’ words are on the page', async () => {
    const { model } = await startedReview({}, { flags: [amount, day] });
    expect(model.state.value.flags.map(({ anchored }) => anchored)).toEqual([false, false]);
    model.setAnchored(new Set(['day']));
    expect(model.state.value.flags.map(({ anchored }) => anchored)).toEqual([false, true]);
  });

  it('proposes a verdict, and says whether there is something to undo and redo', async () => {
    const { model } = await startedReview({}, { flags: [amount] });
    expect(model.state.value).toMatchObject({ proposed: undefined, canUndo: false, canRedo: false });
    model.dispatch(accept);
    expect(model.state.value).toMatchObject({ proposed: 'approve_with_edits', canUndo: true, canRedo: false });
    model.dispatch({ kind: 'undo' });
    expect(model.state.value).toMatchObject({ proposed: undefined, canUndo: false, canRedo: true });
  });

  it('shows the revised text beside the original', async () => {
    const { model } = await startedReview({}, { flags: [amount] });
    model.dispatch(accept);
    expect(model.state.value).toMatchObject({ original: sampleText, revised: 'Pay 250 by May 3. Thanks 😀.' });
  });

  it('says what it is told', async () => {
    const { model } = await startedReview();
    model.notify({ code: 'not-visible-long-enough' });
    expect(model.state.value.notice).toEqual({ kind: 'problem', text: 'not-visible-long-enough' });
  });
});
