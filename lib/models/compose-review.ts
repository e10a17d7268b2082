import { sha256Hex } from '../core/bytes.ts';
import { derivePassageId, hashText, passageKeyText } from '../core/ids.ts';
import { likelihoodOf } from '../core/likelihood.ts';
import { drawSample, type Policy } from '../core/policy.ts';
import type { Review } from '../core/review.ts';
import { decisionOf } from '../core/review-draft.ts';
import type { FoundPassage, Submission } from '../messages/contract.ts';

/** A review as it is handed to the store, which numbers it and gives it its times. */
export type ComposedReview = Omit<Review, 'id' | 'rev' | 'createdAt' | 'updatedAt'>;

/** Where a passage stands, as the browser says and not as the page says. */
export type Site = { readonly siteKey: string; readonly url: string };

/** Who reviews with what. */
export type Reviewing = {
  readonly salt: string;
  readonly reviewerId: string;
  readonly policy: Policy;
  readonly installId: string;
  readonly version: string;
};

/** The id of a found passage under this install's or team's salt. */
export async function identify(found: FoundPassage, site: Site, salt: string): Promise<string> {
  const { conversationId, messageId, occurrence, firstText } = found;
  const key = passageKeyText({
    siteKey: site.siteKey,
    conversationId,
    ...(messageId === undefined ? {} : { messageId }),
    textHash: await hashText(firstText),
    occurrence,
  });
  return derivePassageId(salt, key);
}

/**
 * The record of a submitted decision. What the page could get wrong or lie about is not taken from it: the site comes from
 * the browser, the passage id and the sample are worked out again, and the page's address is reduced to its origin and a
 * hash of the rest.
 */
export async function composeReview(submission: Submission, site: Site, reviewing: Reviewing): Promise<ComposedReview> {
  const { found, draft, flags, risk, verdict } = submission;
  const id = await identify(found, site, reviewing.salt);
  const sample = await drawSample(id, risk.tier, reviewing.policy);
  const { conversationId, messageId, editable, text } = found;
  return {
    schema: 'review/1',
    state: 'final',
    passage: {
      id,
      siteKey: site.siteKey,
      address: await reduceAddress(site.url),
      ...(conversationId === '' ? {} : { conversationId }),
      ...(messageId === undefined ? {} : { messageId }),
      editable,
      selectors: submission.selectors,
    },
    detect: { signals: found.signals, likelihood: likelihoodOf(found.signals) },
    risk: { ...risk, policy: { id: reviewing.policy.id, version: reviewing.policy.version } },
    sample: submission.manual && !sample.selected ? { ...sample, selected: true, reason: 'manual' } : sample,
    original: { text, hash: await hashText(text), ...(found.lang === undefined ? {} : { lang: found.lang }) },
    ...(submission.revised === undefined
      ? {}
      : { revised: { text: submission.revised, hash: await hashText(submission.revised) } }),
    context: found.context,
    verdict,
    ...(submission.reason === undefined ? {} : { reason: submission.reason }),
    ...(submission.override ? { override: true } : {}),
    note: draft.note,
    issues: draft.issues,
    edits: draft.edits,
    flags: flags.map((flag) => ({ flag, decision: decisionOf(draft, flag.id) })),
    notRun: submission.notRun,
    reviewer: { id: reviewing.reviewerId, kind: 'human', level: 1 },
    chain: { mode: 'parallel', level: 1, of: 1 },
    timing: submission.timing,
    client: { version: reviewing.version, installId: reviewing.installId },
  };
}

async function reduceAddress(url: string): Promise<Review['passage']['address']> {
  const { origin, pathname, search } = new URL(url);
  return { origin, pathHash: await sha256Hex(pathname + search) };
}
