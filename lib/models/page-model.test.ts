import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from '../core/default-taxonomy.ts';
import { createPageModel } from './page-model.ts';
import { createReviewModel, type ReviewModel } from './review-model.ts';
import { createFakeWorld, type FakeWorld, settled } from './testing/fake-world.ts';
import { sampleFound } from './testing/sample-passage.ts';

type Reviewed = { readonly model: ReviewModel; readonly world: FakeWorld };

async function review(text: string): Promise<Reviewed> {
  const world = createFakeWorld(text);
  const model = createReviewModel(sampleFound({ text }), defaultTaxonomy, world.ports);
  await model.analyse();
  return { model, world };
}

async function threeReviews(): Promise<readonly [Reviewed, Reviewed, Reviewed]> {
  return [await review('one'), await review('two'), await review('three')];
}

async function decide({ model }: Reviewed): Promise<void> {
  model.dispatch({ kind: 'verdict', verdict: 'approve' });
  await settled();
}

describe('a page', () => {
  it('starts closed and empty', () => {
    const page = createPageModel(false);
    expect([page.reviews.value, page.open.value, page.card.value]).toEqual([[], undefined, undefined]);
    page.review();
    page.go(1);
    page.go(-1);
    expect(page.open.value).toBeUndefined();
  });

  it('opens on the first passage that is not decided', async () => {
    const [one, two, three] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model, three.model]);
    await decide(one);
    page.review();
    expect(page.open.value).toBe(two.model);
  });

  it('passes over one that is just being saved', async () => {
    const [one, two] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model]);
    one.model.dispatch({ kind: 'verdict', verdict: 'approve' });
    page.review();
    expect(page.open.value).toBe(two.model);
    await settled();
  });

  it('opens on the first where all are decided', async () => {
    const [one, two] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model]);
    await decide(one);
    await decide(two);
    page.review();
    expect(page.open.value).toBe(one.model);
  });

  it('opens on the one it is asked for, and stays there when the session is started again', async () => {
    const [one, two, three] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model, three.model]);
    page.review(three.model);
    page.review();
    expect(page.open.value).toBe(three.model);
  });

  it('goes through passages in document order and stays at the ends', async () => {
    const [one, two, three] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model, three.model]);
    page.review();
    const visited = ([1, 1, 1, -1, -1, -1] as const).map((by) => {
      page.go(by);
      return page.open.value?.found.text;
    });
    expect(visited).toEqual(['two', 'three', 'three', 'two', 'one', 'one']);
  });

  it('goes to the first from nowhere, and not backwards', async () => {
    const [one, two] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model]);
    page.go(-1);
    expect(page.open.value).toBeUndefined();
    page.go(1);
    expect(page.open.value).toBe(one.model);
  });

  it('closes', async () => {
    const [one] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model]);
    page.review();
    page.close();
    expect([page.open.value, page.card.value]).toEqual([undefined, undefined]);
  });

  it('closes when its passage is no longer on the page, and stays open when it is', async () => {
    const [one, two, three] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model]);
    page.review(two.model);
    page.setReviews([three.model, two.model]);
    expect(page.open.value).toBe(two.model);
    page.setReviews([one.model]);
    expect(page.open.value).toBeUndefined();
  });

  it('tells the card where its passage stands and whether the guard came late', async () => {
    const [one, two, three] = await threeReviews();
    const page = createPageModel(true);
    page.setReviews([one.model, two.model]);
    page.review(two.model);
    expect(page.card.value).toMatchObject({ original: 'two', place: { index: 2, total: 2 }, guardedLate: true });
    page.setReviews([one.model, three.model, two.model]);
    expect(page.card.value?.place).toEqual({ index: 3, total: 3 });
  });

  it('shows the card what changes in the review', async () => {
    const [one] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model]);
    page.review();
    one.model.dispatch({ kind: 'note-done', text: 'changed' });
    expect(page.card.value?.draft.note).toBe('changed');
  });

  it('starts the time of a review when it is opened', async () => {
    const [one, two] = await threeReviews();
    const page = createPageModel(false);
    page.setReviews([one.model, two.model]);
    one.world.now += 60_000;
    page.review();
    one.world.now += 2_000;
    await decide(one);
    const [submission] = [...one.world.background.saved.values()];
    expect(submission?.timing).toMatchObject({ activeMs: 2_000, idleMs: 0, awayMs: 0 });
  });
});
