import { hashText } from '../../lib/core/ids.ts';
import { assessRisk, drawSample } from '../../lib/core/policy.ts';
import type { Review } from '../../lib/core/review.ts';
import type { ReviewDraft } from '../../lib/core/review-draft.ts';
import type { Analysis, FoundPassage } from '../../lib/messages/contract.ts';
import { identify, type Site } from '../../lib/models/compose-review.ts';
import type { StoreDatabase } from '../../lib/store/database.ts';
import { describeDeliveries } from '../../lib/store/deliveries.ts';
import { loadDraft } from '../../lib/store/drafts.ts';
import { rememberPassage } from '../../lib/store/passages.ts';
import { findOperation, findReview } from '../../lib/store/reviews.ts';
import type { Services } from './services.ts';

/**
 * Has the critic read a found passage, draws its sample, counts it, and finds what was decided on it before. When the store
 * fails, flags would still be worth having, but a passage nobody can count or recall is not "open": it rejects.
 */
export async function analysePassage(services: Services, found: FoundPassage, site: Site): Promise<Analysis> {
  const { db, policy, critic } = services;
  const { reviewerId, salt } = await services.identity();
  const passageId = await identify(found, site, salt);
  const { source, request, records } = found.context;
  const critique = await critic.critique({
    id: passageId,
    text: found.text,
    ...(source === undefined ? {} : { source }),
    ...(request === undefined ? {} : { request }),
    ...(records === undefined ? {} : { records }),
    ...(found.lang === undefined ? {} : { lang: found.lang }),
  });
  const risk = assessRisk({ siteKey: site.siteKey, openFlags: critique.flags, hasCitation: found.hasCitation }, policy);
  const sample = await drawSample(passageId, risk.tier, policy);
  await rememberPassage(db, { id: passageId, siteKey: site.siteKey, tier: risk.tier, sample, policy, now: new Date() });
  const textHash = await hashText(found.text);
  const review = await findReview(db, passageId, reviewerId);
  const draft = await loadDraft(db, passageId, textHash);
  return {
    passageId,
    ruleset: critique.critic.version,
    flags: [...critique.flags],
    abstained: [...critique.abstained],
    failed: [...critique.failed],
    risk: { tier: risk.tier, reasons: [...risk.reasons] },
    sample,
    ...(review === undefined ? {} : { review: await describeReview(db, review, textHash) }),
    ...(draft === undefined || draft.stale ? {} : { draft: toWire(draft.draft) }),
  };
}

async function describeReview(
  db: StoreDatabase,
  review: Review,
  textHash: string,
): Promise<NonNullable<Analysis['review']>> {
  const { id, rev, verdict, state, updatedAt, original, revised } = review;
  const opId = await findOperation(db, review);
  const deliveries = opId === undefined ? [] : await describeDeliveries(db, opId);
  const stale = original.hash !== textHash && revised?.hash !== textHash;
  return {
    reviewId: id,
    rev,
    verdict,
    state,
    updatedAt,
    stale,
    ...(opId === undefined ? {} : { opId }),
    deliveries: [...deliveries],
  };
}

function toWire({ decisions, edits, issues, note }: ReviewDraft): NonNullable<Analysis['draft']> {
  return { decisions: { ...decisions }, edits: [...edits], issues: [...issues], note };
}
