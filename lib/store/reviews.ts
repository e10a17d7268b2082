import type { Review } from '../core/review.ts';
import type { StoreDatabase } from './database.ts';
import { withStorageErrors } from './storage-error.ts';

/**
 * The newest revision of a reviewer's review of a passage, voided ones too, or `undefined`.
 *
 * @throws StorageError when the database failed.
 */
export async function findReview(
  db: StoreDatabase,
  passageId: string,
  reviewerId: string,
): Promise<Review | undefined> {
  const row = await withStorageErrors(db, () =>
    db.reviews.where('[passageId+reviewerId]').equals([passageId, reviewerId]).first(),
  );
  return row?.review;
}

/**
 * The operation that made a revision of a review, or `undefined` where its event is gone.
 *
 * @throws StorageError when the database failed.
 */
export async function findOperation(db: StoreDatabase, { id, rev, passage }: Review): Promise<string | undefined> {
  const events = await withStorageErrors(db, () => db.events.where('passageId').equals(passage.id).toArray());
  return events.find(({ review }) => review?.id === id && review.rev === rev)?.opId;
}
