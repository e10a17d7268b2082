import { expect, it } from 'vitest';
import { findOperation, findReview } from './reviews.ts';
import { saveReview } from './save-review.ts';
import { sampleSave } from './testing/sample-review.ts';
import { openOn } from './testing/test-database.ts';

it('finds the operation that made the newest revision, and not an earlier one', async () => {
  const db = openOn();
  await saveReview(db, sampleSave('op-1'));
  await saveReview(db, sampleSave('op-2', { passageId: 'another' }));
  await saveReview(db, sampleSave('op-3'));
  const { review } = sampleSave('op-1');
  const found = await findReview(db, review.passage.id, review.reviewer.id);
  expect(found?.rev).toBe(2);
  expect(found === undefined ? undefined : await findOperation(db, found)).toBe('op-3');
});

it('finds no operation of a revision whose event is gone', async () => {
  const db = openOn();
  await saveReview(db, sampleSave('op-1'));
  const { review } = sampleSave('op-1');
  const found = await findReview(db, review.passage.id, review.reviewer.id);
  await db.events.clear();
  expect(found === undefined ? 'no review' : await findOperation(db, found)).toBeUndefined();
});
