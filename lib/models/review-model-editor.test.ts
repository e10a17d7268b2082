import { describe, expect, it } from 'vitest';
import { settled } from './testing/fake-world.ts';
import { sampleFlags, sampleText } from './testing/sample-passage.ts';
import { operationsOf, phaseOf, startedReview } from './testing/started-review.ts';

const [amount, day] = sampleFlags;
const accept = { kind: 'accept', suggestion: 0 } as const;
const approve = { kind: 'verdict', verdict: 'approve' } as const;

describe('a passage in an editor', () => {
  const editor = { editable: true };

  it('is decided when the words stand in the editor', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount, day] });
    model.dispatch(accept);
    expect(model.state.value.flags[0]?.decision).toEqual({ kind: 'open' });
    await settled();
    expect(world.editor.text).toBe('Pay 250 by May 3. Thanks 😀.');
    expect(model.state.value.flags[0]?.decision.kind).toBe('accepted');
    expect(model.state.value.activeFlag).toBe(1);
  });

  it('stays open when the editor refused, and the notice says so', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount] });
    world.editor.refusal = { ok: false, saying: { code: 'not-written', reason: 'readonly', copied: true } };
    model.dispatch(accept);
    await settled();
    expect(world.editor.text).toBe(sampleText);
    expect(model.state.value.flags[0]?.decision).toEqual({ kind: 'open' });
    expect(model.state.value.notice).toEqual({ kind: 'problem', text: 'not-written' });
    expect(world.background.drafts).toEqual([]);
  });

  it('says so when the editor broke, and goes on', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount] });
    world.editor.broken = new Error('the editor is gone');
    model.dispatch(accept);
    await settled();
    expect(model.state.value.notice).toEqual({ kind: 'problem', text: 'internal: the editor is gone' });
    model.dispatch(accept);
    await settled();
    expect(model.state.value.flags[0]?.decision.kind).toBe('accepted');
  });

  it('takes another suggestion, or other words, in place of the first', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount] });
    model.dispatch(accept);
    await settled();
    model.dispatch({ kind: 'accept', suggestion: 1 });
    await settled();
    expect(world.editor.text).toBe('Pay 2,500 by May 3. Thanks 😀.');
    model.dispatch({ kind: 'edit' });
    expect(model.state.value.editing?.text).toBe('2,500');
    model.dispatch({ kind: 'edit-done', text: '260' });
    await settled();
    expect(world.editor.text).toBe('Pay 260 by May 3. Thanks 😀.');
    expect(model.state.value.draft.edits).toHaveLength(1);
    expect(model.state.value.flags[0]?.decision.kind).toBe('edited');
  });

  it('undoes and redoes in the editor', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount, day] });
    for (const command of [accept, accept, { kind: 'undo' }] as const) {
      model.dispatch(command);
      await settled();
    }
    expect(world.editor.text).toBe('Pay 250 by May 3. Thanks 😀.');
    expect(model.state.value.flags[1]?.decision).toEqual({ kind: 'open' });
    model.dispatch({ kind: 'redo' });
    await settled();
    expect(world.editor.text).toBe('Pay 250 by May 5. Thanks 😀.');
    expect(model.state.value.flags[1]?.decision.kind).toBe('accepted');
  });

  it('takes keys one after the other while the editor is slow', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount, day] });
    const gate = Promise.withResolvers<void>();
    world.editor.busy = gate.promise;
    model.dispatch(accept);
    model.dispatch(accept);
    model.dispatch({ kind: 'undo' });
    model.dispatch(approve);
    await settled();
    expect(world.editor.writes).toBe(0);
    expect(phaseOf(model)).toBe('open');
    gate.resolve();
    await settled();
    expect(world.editor.text).toBe('Pay 250 by May 3. Thanks 😀.');
    expect(model.state.value.flags.map(({ decision }) => decision.kind)).toEqual(['accepted', 'open']);
    const [submission] = [...world.background.saved.values()];
    expect(submission).toMatchObject({ verdict: 'approve_with_edits', revised: world.editor.text });
    expect(submission?.draft.edits.map(({ by }) => by)).toEqual(['suggestion']);
  });

  it('can be closed while the editor is slow', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount] });
    world.editor.busy = new Promise(() => undefined);
    model.dispatch(accept);
    model.dispatch({ kind: 'close' });
    expect(world.moves).toEqual(['close']);
  });

  it('takes what was typed for an edit of the reviewer’s', async () => {
    const { model, world } = await startedReview(editor, { flags: [] });
    world.editor.text = 'Pay 260 by May 3. Thanks 😀.';
    model.dispatch(approve);
    await settled();
    const [submission] = [...world.background.saved.values()];
    expect(submission).toMatchObject({ verdict: 'approve_with_edits', revised: world.editor.text });
    expect(submission?.draft.edits).toMatchObject([{ before: '52', after: '26', by: 'human' }]);
    expect(model.state.value.phase).toMatchObject({ kind: 'saved', verdict: 'approve_with_edits' });
  });

  it('is approved as it was where every fix was typed back, over the flag that is open again', async () => {
    const { model, world } = await startedReview(editor, { flags: [amount] });
    model.dispatch(accept);
    await settled();
    world.editor.text = sampleText;
    model.dispatch(approve);
    await settled();
    const [submission] = [...world.background.saved.values()];
    expect(submission).toMatchObject({ verdict: 'approve', override: true, draft: { decisions: {}, edits: [] } });
    expect(submission).not.toHaveProperty('revised');
  });

  it('resends what was typed as the same operation', async () => {
    const { model, world } = await startedReview(editor, { flags: [] });
    world.editor.text = 'Pay 260 by May 3. Thanks 😀.';
    world.background.fates.push(...Array.from({ length: 7 }, () => 'answer-lost' as const));
    model.dispatch(approve);
    await settled();
    expect(phaseOf(model)).toBe('save-failed');
    world.now += 5_000;
    model.dispatch(approve);
    await settled();
    expect(phaseOf(model)).toBe('saved');
    expect(new Set(operationsOf(world)).size).toBe(1);
    expect(world.background.saved.size).toBe(1);
  });

  it('makes another operation of what was typed since', async () => {
    const { model, world } = await startedReview(editor, { flags: [] });
    world.background.fates.push('quota');
    model.dispatch(approve);
    await settled();
    world.editor.text = 'Pay 260 by May 3. Thanks 😀.';
    model.dispatch(approve);
    await settled();
    expect(new Set(operationsOf(world)).size).toBe(2);
  });

  it('leaves a passage that is only read alone', async () => {
    const { model, world } = await startedReview({}, { flags: [amount] });
    world.editor.text = 'the page changed';
    model.dispatch(accept);
    model.dispatch(approve);
    await settled();
    expect(world.editor.writes).toBe(0);
    expect([...world.background.saved.values()][0]?.revised).toBe('Pay 250 by May 3. Thanks 😀.');
  });
});
