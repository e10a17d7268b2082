import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from '../core/default-taxonomy.ts';
import { emptyDraft } from '../core/review-draft.ts';
import { createReviewModel } from './review-model.ts';
import { createFakeWorld, settled } from './testing/fake-world.ts';
import { sampleAnalysis, sampleFlags, sampleFound, sampleText } from './testing/sample-passage.ts';
import { operationsOf, phaseOf, startedReview } from './testing/started-review.ts';

const accept = { kind: 'accept', suggestion: 0 } as const;
const approve = { kind: 'verdict', verdict: 'approve' } as const;

describe('analysing', () => {
  it('does nothing until it is asked to', async () => {
    const world = createFakeWorld();
    const model = createReviewModel(sampleFound(), defaultTaxonomy, world.ports);
    await settled();
    expect(world.background.asked).toEqual([]);
    expect(phaseOf(model)).toBe('analysing');
  });

  it('shows what the background found', async () => {
    const { model } = await startedReview(
      {},
      { flags: [...sampleFlags], failed: [{ rule: 'date', reason: 'too slow' }] },
    );
    const { flags, risk, checks, activeFlag } = model.state.value;
    expect(flags.map(({ flag, decision }) => [flag.id, decision.kind])).toEqual([
      ['amount', 'open'],
      ['day', 'open'],
      ['closing', 'open'],
    ]);
    expect(risk.tier).toBe('high');
    expect(checks).toEqual({ ruleset: 'countersign@1', abstained: [], failed: [{ rule: 'date', reason: 'too slow' }] });
    expect(activeFlag).toBe(0);
  });

  it('asks again while nobody answers', async () => {
    const world = createFakeWorld();
    world.background.fates.push('lost', 'answer-lost', 'lost');
    const model = createReviewModel(sampleFound(), defaultTaxonomy, world.ports);
    await model.analyse();
    expect(phaseOf(model)).toBe('open');
    expect(world.background.asked).toHaveLength(4);
    expect(world.waitedMs).toHaveLength(3);
  });

  it('says what was wrong where it can’t be done, and can be tried again', async () => {
    const world = createFakeWorld();
    world.background.fates.push('unavailable');
    const model = createReviewModel(sampleFound(), defaultTaxonomy, world.ports);
    await model.analyse();
    expect(model.state.value.phase).toEqual({ kind: 'not-analysed', message: 'unavailable: refused' });
    expect(model.state.value.proposed).toBeUndefined();
    model.dispatch({ kind: 'retry' });
    await settled();
    expect(phaseOf(model)).toBe('open');
  });

  it('shows a low tier and no proposal until it is known better', () => {
    const world = createFakeWorld();
    const { state } = createReviewModel(sampleFound(), defaultTaxonomy, world.ports);
    expect(state.value).toMatchObject({ risk: { tier: 'low', reasons: [] }, sample: undefined, proposed: undefined });
    expect(state.value.likelihood).toBeCloseTo(0.9);
  });
});

describe('keeping the draft', () => {
  it('keeps every step, in order', async () => {
    const { model, world } = await startedReview();
    model.dispatch({ kind: 'note-done', text: 'one' });
    model.dispatch({ kind: 'note-done', text: 'two' });
    await settled();
    expect(world.background.drafts.map(({ draft }) => draft.note)).toEqual(['one', 'two']);
    expect(world.background.drafts[0]).toMatchObject({ passageId: sampleAnalysis().passageId, text: sampleText });
  });

  it('lets no older draft overtake a newer one, and no draft its review', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push('lost');
    model.dispatch({ kind: 'note-done', text: 'one' });
    model.dispatch({ kind: 'note-done', text: 'two' });
    model.dispatch(approve);
    await settled();
    expect(world.background.done).toEqual(['draft one', 'draft two', 'save']);
    expect(phaseOf(model)).toBe('saved');
  });

  it('says so where a draft could not be kept, and goes on', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push('quota');
    model.dispatch({ kind: 'note-done', text: 'one' });
    await settled();
    expect(model.state.value.notice).toEqual({ kind: 'problem', text: 'quota: refused' });
    expect(model.state.value.draft.note).toBe('one');
    model.dispatch({ kind: 'note-done', text: 'two' });
    await settled();
    expect(world.background.drafts.map(({ draft }) => draft.note)).toEqual(['two']);
  });
});

describe('saving', () => {
  it('hands in the decision once, and shows where it went', async () => {
    const { model, world } = await startedReview();
    const delivery = { destinationId: 'd1', name: 'Team', host: 'collect.example', state: 'held' as const };
    world.background.deliveries = [delivery];
    world.now += 4_000;
    model.dispatch(accept);
    model.dispatch(approve);
    expect(phaseOf(model)).toBe('saving');
    await settled();
    expect(model.state.value.phase).toEqual({
      kind: 'saved',
      verdict: 'approve_with_edits',
      rev: 1,
      deliveries: [delivery],
    });
    const [submission] = [...world.background.saved.values()];
    expect(world.background.saved.size).toBe(1);
    expect(submission).toMatchObject({
      verdict: 'approve_with_edits',
      revised: 'Pay 520 by May 5. Thanks 😀.',
      selectors: [{ type: 'CssSelector', value: '#passage' }],
    });
  });

  it('resends the same operation while nobody answers: a lost answer makes no second review', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push('answer-lost', 'lost', 'answer-lost');
    model.dispatch(approve);
    await settled();
    expect(phaseOf(model)).toBe('saved');
    expect(operationsOf(world)).toHaveLength(4);
    expect(new Set(operationsOf(world)).size).toBe(1);
    expect(world.background.saved.size).toBe(1);
  });

  it('shows a save that failed and lets the same decision be given again as the same operation', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push(...Array.from({ length: 7 }, () => 'answer-lost' as const));
    model.dispatch(approve);
    await settled();
    expect(model.state.value.phase).toMatchObject({ kind: 'save-failed', verdict: 'approve' });
    model.dispatch(approve);
    await settled();
    expect(phaseOf(model)).toBe('saved');
    expect(new Set(operationsOf(world)).size).toBe(1);
    expect(world.background.saved.size).toBe(1);
  });

  it('makes another operation of another decision', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push('quota');
    model.dispatch(approve);
    await settled();
    model.dispatch({ kind: 'note-done', text: 'after all' });
    model.dispatch(approve);
    await settled();
    const [first, second] = operationsOf(world);
    expect(second).not.toBe(first);
    expect([...world.background.saved.keys()]).toEqual([second]);
  });

  it('makes another operation of the next revision', async () => {
    const { model, world } = await startedReview();
    model.dispatch(approve);
    await settled();
    model.dispatch(approve);
    await settled();
    expect(world.background.saved.size).toBe(2);
  });

  it('says why it was refused', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push('quota');
    model.dispatch(approve);
    await settled();
    expect(model.state.value.phase).toEqual({ kind: 'save-failed', verdict: 'approve', message: 'quota: refused' });
  });

  it('fails visibly where the decision can’t even be put together', async () => {
    const world = createFakeWorld();
    world.background.analysis = sampleAnalysis();
    const ports = {
      ...world.ports,
      selectors: () => {
        throw new Error('the passage is gone');
      },
    };
    const model = createReviewModel(sampleFound(), defaultTaxonomy, ports);
    await model.analyse();
    model.dispatch(approve);
    await settled();
    expect(model.state.value.phase).toMatchObject({ kind: 'save-failed', message: 'internal: the passage is gone' });
  });

  it('counts the time from when the review was first opened', async () => {
    const { model, world } = await startedReview();
    model.stopwatch();
    world.now += 10_000;
    model.stopwatch().setAway(true, world.now);
    world.now += 5_000;
    model.stopwatch().setAway(false, world.now);
    model.dispatch(approve);
    await settled();
    const [submission] = [...world.background.saved.values()];
    expect(submission?.timing).toMatchObject({ activeMs: 10_000, idleMs: 0, awayMs: 5_000 });
  });

  it('goes on to the next passage with the proposed verdict', async () => {
    const { model, world } = await startedReview();
    model.dispatch({ kind: 'submit-proposed' });
    expect(world.moves).toEqual([1]);
    await settled();
    expect(phaseOf(model)).toBe('saved');
  });
});

describe('taking a decision back', () => {
  it('makes a voided revision, opens the review again and keeps what it was made of', async () => {
    const { model, world } = await startedReview();
    model.dispatch({ kind: 'note-done', text: 'one' });
    model.dispatch(approve);
    await settled();
    world.background.drafts.length = 0;
    model.dispatch({ kind: 'undo' });
    await settled();
    expect(world.background.voided).toHaveLength(1);
    expect(phaseOf(model)).toBe('open');
    expect(model.state.value.notice).toEqual({ kind: 'info', text: 'voided' });
    expect(world.background.drafts.map(({ draft }) => draft.note)).toEqual(['one']);
  });

  it('is one operation however often it is sent or pressed', async () => {
    const { model, world } = await startedReview();
    model.dispatch(approve);
    await settled();
    world.background.fates.push(...Array.from({ length: 7 }, () => 'answer-lost' as const));
    model.dispatch({ kind: 'undo' });
    await settled();
    expect(phaseOf(model)).toBe('saved');
    expect(model.state.value.notice).toMatchObject({ kind: 'problem' });
    model.dispatch({ kind: 'undo' });
    model.dispatch({ kind: 'undo' });
    await settled();
    expect(world.background.voided).toHaveLength(1);
    expect(phaseOf(model)).toBe('open');
  });

  it('is another operation for the next decision', async () => {
    const { model, world } = await startedReview();
    for (const command of [approve, { kind: 'undo' }, approve, { kind: 'undo' }] as const) {
      model.dispatch(command);
      await settled();
    }
    expect(world.background.voided).toHaveLength(2);
  });

  it('can be taken back after a reload too, when only the background knows of the review', async () => {
    const review = {
      reviewId: 'r1',
      rev: 2,
      verdict: 'approve' as const,
      state: 'final' as const,
      updatedAt: '2026-01-01T00:00:00.000Z',
      stale: false,
      deliveries: [],
    };
    const { model, world } = await startedReview({}, { review });
    expect(model.state.value.prior).toEqual({ verdict: 'approve', rev: 2, stale: false });
    expect(model.state.value.canUndo).toBe(true);
    model.dispatch({ kind: 'undo' });
    await settled();
    expect(world.background.voided).toHaveLength(1);
  });
});

describe('a draft beside an earlier decision', () => {
  const review = {
    reviewId: 'r1',
    rev: 2,
    verdict: 'approve' as const,
    state: 'final' as const,
    updatedAt: '2026-01-01T00:00:00.000Z',
    stale: false,
    deliveries: [],
  };

  it('is unfinished work: the review is open, not saved', async () => {
    const draft = { ...emptyDraft, edits: [], issues: [], note: 'not handed in' };
    const { model } = await startedReview({}, { review, draft });
    expect(phaseOf(model)).toBe('open');
    expect(model.state.value.draft.note).toBe('not handed in');
  });
});

describe('consent and deliveries', () => {
  const delivery = { destinationId: 'd1', name: 'Team', host: 'collect.example', state: 'held' as const };

  it('knows after a reload where the review stands, and asks again by its operation', async () => {
    const review = {
      reviewId: 'r1',
      rev: 1,
      verdict: 'approve' as const,
      state: 'final' as const,
      updatedAt: '2026-01-01T00:00:00.000Z',
      stale: false,
      opId: 'op-before',
      deliveries: [delivery],
    };
    const { model, world } = await startedReview({}, { review });
    expect(model.state.value.phase).toMatchObject({ kind: 'saved', deliveries: [delivery] });
    world.background.deliveries = [{ ...delivery, state: 'delivered' }];
    await model.refreshDeliveries();
    expect(model.state.value.phase).toMatchObject({ kind: 'saved', deliveries: [{ ...delivery, state: 'delivered' }] });
  });

  it('asks where the review stands after a word was given', async () => {
    const { model, world } = await startedReview();
    world.background.deliveries = [delivery];
    model.dispatch(approve);
    await settled();
    world.background.deliveries = [{ ...delivery, state: 'pending' }];
    model.dispatch({ kind: 'consent', destinationId: 'd1', granted: true });
    await settled();
    expect(world.background.consents).toEqual([{ destinationId: 'd1', granted: true }]);
    expect(model.state.value.phase).toMatchObject({ kind: 'saved', deliveries: [{ state: 'pending' }] });
  });

  it('says so where the word could not be kept', async () => {
    const { model, world } = await startedReview();
    world.background.fates.push('forbidden');
    model.dispatch({ kind: 'consent', destinationId: 'd1', granted: true });
    await settled();
    expect(world.background.consents).toEqual([]);
    expect(model.state.value.notice).toEqual({ kind: 'problem', text: 'forbidden: refused' });
  });

  it('asks for the state of the operation that was saved last, and of none before', async () => {
    const { model, world } = await startedReview();
    await model.refreshDeliveries();
    expect(world.background.asked.filter((one) => one.startsWith('deliveries'))).toEqual([]);
    model.dispatch(approve);
    await settled();
    world.background.deliveries = [{ ...delivery, state: 'delivered' }];
    await model.refreshDeliveries();
    expect(world.background.asked.at(-1)).toBe(`deliveries of ${operationsOf(world)[0]}`);
    expect(model.state.value.phase).toMatchObject({ deliveries: [{ state: 'delivered' }] });
  });

  it('asks again while nobody answers, and says so where that is all', async () => {
    const { model, world } = await startedReview();
    model.dispatch(approve);
    await settled();
    world.background.deliveries = [{ ...delivery, state: 'delivered' }];
    world.background.fates.push('lost');
    await model.refreshDeliveries();
    expect(model.state.value.phase).toMatchObject({ deliveries: [{ state: 'delivered' }] });
    world.background.fates.push('orphaned');
    await model.refreshDeliveries();
    expect(model.state.value.notice).toEqual({ kind: 'problem', text: 'orphaned: refused' });
    expect(phaseOf(model)).toBe('saved');
  });
});
