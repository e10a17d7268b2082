import type { EventType } from '../core/event.ts';
import { newId } from '../core/ids.ts';
import type { Review } from '../core/review.ts';
import { type AppendPlan, appendEvents } from './append-event.ts';
import type { StoreDatabase } from './database.ts';
import type { FirstDelivery, PassageRow, ReviewRow, Unstamped } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';
import { withWriter } from './writer.ts';

/** A review as a surface hands it in: what the store itself decides is left out. */
export type NewReview = Omit<Review, 'id' | 'rev' | 'createdAt' | 'updatedAt'>;

/** One save. `opId` is a UUIDv7 made where the reviewer decided, and the same whenever this decision is sent again. */
export type SaveRequest = { readonly opId: string; readonly review: NewReview; readonly now: Date };

/** What a save did. `deliveries` is where the event stood when it was saved. */
export type SaveOutcome = {
  readonly reviewId: string;
  readonly rev: number;
  readonly seq: number;
  readonly deliveries: readonly FirstDelivery[];
};

/**
 * Saves a reviewer's decision: its event in the audit chain, the review's newest revision, the passage, the deliveries and
 * the removal of the draft, in one transaction. When this resolves, all of it is on the disk; when it rejects, none is.
 *
 * The first decision of a reviewer on a passage makes a review; each later one a revision of the same review, also the one
 * that takes it back (`state: 'voided'`). An `opId`
 * that was saved before changes nothing and is told what the first save was told, whatever has happened since.
 *
 * @throws StorageError when the database failed.
 * @throws TypeError when the review has no canonical JSON.
 * @throws RangeError when `opId` belongs to an event that is not a review.
 */
export async function saveReview(db: StoreDatabase, request: SaveRequest): Promise<SaveOutcome> {
  return withStorageErrors(db, () =>
    withWriter(async () => {
      const plan = () => planSave(db, request);
      const [row] = await appendEvents(db, { tables: [db.reviews, db.passages, db.drafts], plan });
      if (row?.review === undefined) throw new RangeError('this operation id belongs to an event that is not a review');
      return { reviewId: row.review.id, rev: row.review.rev, seq: row.seq, deliveries: row.firstDeliveries };
    }),
  );
}

async function planSave(db: StoreDatabase, { opId, review: given, now }: SaveRequest): Promise<AppendPlan> {
  const passageId = given.passage.id;
  const previous = await db.reviews.where('[passageId+reviewerId]').equals([passageId, given.reviewer.id]).first();
  const time = now.toISOString();
  const baseRev = previous?.review.rev ?? 0;
  const review: Review = {
    ...given,
    id: previous?.id ?? newId(),
    rev: baseRev + 1,
    createdAt: previous?.review.createdAt ?? time,
    updatedAt: time,
  };
  const draft = {
    opId,
    passageId,
    siteKey: given.passage.siteKey,
    type: eventTypeOf(review),
    time,
    baseRev,
    payload: review,
    review: { id: review.id, rev: review.rev },
  };
  return { drafts: [draft], write: () => project(db, review) };
}

function eventTypeOf({ rev, verdict, state }: Review): EventType {
  if (state === 'voided') return 'review.voided';
  if (rev > 1) return 'review.revised';
  return verdict === 'escalate' ? 'review.escalated' : 'review.submitted';
}

async function project(db: StoreDatabase, review: Review): Promise<void> {
  await db.reviews.put(reviewRow(review));
  await db.passages.put(reviewedPassage(review, await db.passages.get(review.passage.id)));
  await db.drafts.where('passageId').equals(review.passage.id).delete();
}

/** The projection's row of a review revision. */
export function reviewRow(review: Review): Unstamped<ReviewRow> {
  const { id: passageId, siteKey } = review.passage;
  return { id: review.id, passageId, reviewerId: review.reviewer.id, siteKey, updatedAt: review.updatedAt, review };
}

/** The passage's row after a review revision, on top of the row it has. */
export function reviewedPassage(
  { passage, risk, state, updatedAt }: Review,
  known: PassageRow | undefined,
): Unstamped<PassageRow> {
  const { reviewedAt: _before, ...row } = known ?? {};
  // A decision that was taken back leaves the passage unreviewed.
  const reviewed = state === 'voided' ? {} : { reviewedAt: updatedAt };
  return { ...row, id: passage.id, siteKey: passage.siteKey, tier: risk.tier, ...reviewed };
}
