import { defaultTaxonomy } from '../../lib/core/default-taxonomy.ts';
import { hashText, siteKeyOf } from '../../lib/core/ids.ts';
import { MessageError } from '../../lib/core/message-error.ts';
import type { pageCalls, Saved } from '../../lib/messages/contract.ts';
import type { Handlers } from '../../lib/messages/transport.ts';
import { composeReview, type Site } from '../../lib/models/compose-review.ts';
import { injectPagePart } from '../../lib/platform/injection.ts';
import { extensionVersion } from '../../lib/platform/lifecycle.ts';
import type { Sender } from '../../lib/platform/messaging.ts';
import { setBadge } from '../../lib/platform/toolbar.ts';
import { changeConsent } from '../../lib/store/consents.ts';
import { describeDeliveries } from '../../lib/store/deliveries.ts';
import { saveDraft } from '../../lib/store/drafts.ts';
import { findReview } from '../../lib/store/reviews.ts';
import { saveReview } from '../../lib/store/save-review.ts';
import { analysePassage } from './analyse-passage.ts';
import type { Delivery } from './delivery.ts';
import type { Services } from './services.ts';

/** Where a message comes from, as a site: the tab's origin, and the frame's where they differ. */
function siteOf(sender: Sender): Site {
  return { siteKey: siteKeyOf(sender.topUrl, sender.url), url: sender.topUrl };
}

/** Answers what content scripts ask. */
export function createPageHandlers(services: Services, delivery: Delivery): Handlers<typeof pageCalls, Sender> {
  const { db } = services;
  const saved = async (opId: string, outcome: { reviewId: string; rev: number }): Promise<Saved> => {
    const deliveries = await describeDeliveries(db, opId);
    // Not awaited: the decision is committed, and the reviewer must not wait for the network.
    void delivery.flush();
    return { reviewId: outcome.reviewId, rev: outcome.rev, deliveries: [...deliveries] };
  };
  return {
    'page/wake': async (_request, { tabId, frameId }) => {
      if (tabId !== undefined) await injectPagePart(tabId, frameId);
      return {};
    },
    'session/start': () => ({ taxonomy: defaultTaxonomy }),
    'passages/analyse': (found, sender) => analysePassage(services, found, siteOf(sender)),
    'drafts/save': async ({ passageId, text, draft }) => {
      await saveDraft(db, { passageId, draft, textHash: await hashText(text), now: new Date() });
      return {};
    },
    'reviews/save': async ({ opId, submission }, sender) => {
      const { salt, reviewerId, installId } = await services.identity();
      const reviewing = { salt, reviewerId, installId, policy: services.policy, version: extensionVersion() };
      const review = await composeReview(submission, siteOf(sender), reviewing);
      return saved(opId, await saveReview(db, { opId, review, now: new Date() }));
    },
    'reviews/void': async ({ opId, passageId }, sender) => {
      const { reviewerId } = await services.identity();
      const last = await findReview(db, passageId, reviewerId);
      if (last === undefined || last.passage.siteKey !== siteOf(sender).siteKey) {
        throw new MessageError('not-found', 'no review of this passage to take back');
      }
      const outcome = await saveReview(db, { opId, review: { ...last, state: 'voided' }, now: new Date() });
      return saved(opId, outcome);
    },
    'deliveries/state': async ({ opId }) => ({ deliveries: [...(await describeDeliveries(db, opId))] }),
    'consents/change': async ({ destinationId, granted, earlier }, sender) => {
      const { siteKey } = siteOf(sender);
      await changeConsent(db, { siteKey, destinationId, granted, earlier, now: new Date() });
      void delivery.flush();
      return {};
    },
    'page/evicted': async (_request, { tabId }) => {
      if (tabId === undefined) return {};
      const title = 'This page keeps removing Countersign’s card. Reviews are not possible here; the underlines stay.';
      await setBadge({ text: '!', title, tabId });
      return {};
    },
  };
}
