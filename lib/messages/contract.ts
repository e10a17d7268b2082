import * as z from 'zod/mini';
import { earlierSchema } from '../core/consent.ts';
import { deliverySchema } from '../core/delivery.ts';
import { destinationSchema } from '../core/destination.ts';
import { raisedFlagSchema, ruleReasonSchema } from '../core/flag.ts';
import { issueSchema } from '../core/issue.ts';
import { signalSchema } from '../core/passage.ts';
import { sampleSchema, tierSchema } from '../core/policy.ts';
import { decisionSchema, editSchema, reviewContextSchema, selectorSchema, timingSchema } from '../core/review.ts';
import { taxonomySchema } from '../core/taxonomy.ts';
import { verdictSchema } from '../core/verdict-schema.ts';
import type { Calls } from './transport.ts';

const nothing = z.object({});

/** Longest text of one passage that is taken, in code units; a page could hand in anything. */
const passageText = z.string().check(z.maxLength(1_000_000));

const riskSchema = z.object({ tier: tierSchema, reasons: z.array(z.string()) });

/** What is known of a passage besides its text, as the page found it. The site is taken from the sender, never from here. */
const foundPassageSchema = z.object({
  conversationId: z.string(),
  messageId: z.optional(z.string()),
  occurrence: z.int(),
  /** The text at first settle, which the identity hashes where the page has no message id. */
  firstText: passageText,
  text: passageText,
  lang: z.optional(z.string()),
  editable: z.boolean(),
  signals: z.array(signalSchema),
  context: reviewContextSchema,
  hasCitation: z.boolean(),
});

/** See {@link foundPassageSchema}. */
export type FoundPassage = z.infer<typeof foundPassageSchema>;

const draftSchema = z.object({
  decisions: z.record(z.string(), decisionSchema),
  edits: z.array(editSchema),
  issues: z.array(issueSchema),
  note: z.string(),
});

const priorReviewSchema = z.object({
  reviewId: z.string(),
  rev: z.int(),
  verdict: verdictSchema,
  state: z.enum(['final', 'voided']),
  updatedAt: z.string(),
  /** The operation that made this revision, to ask later where it stands. */
  opId: z.optional(z.string()),
  /** Where it stands now. */
  deliveries: z.array(deliverySchema),
  /** Whether the text has changed since: the review then speaks of words that are gone. */
  stale: z.boolean(),
});

const analysisSchema = z.object({
  passageId: z.string(),
  ruleset: z.string(),
  flags: z.array(raisedFlagSchema),
  abstained: z.array(ruleReasonSchema),
  failed: z.array(ruleReasonSchema),
  risk: riskSchema,
  sample: sampleSchema,
  review: z.optional(priorReviewSchema),
  draft: z.optional(draftSchema),
});

/** What the background makes of a passage. */
export type Analysis = z.infer<typeof analysisSchema>;

const submissionSchema = z.object({
  found: foundPassageSchema,
  selectors: z.array(selectorSchema),
  revised: z.optional(passageText),
  verdict: verdictSchema,
  reason: z.optional(z.string()),
  override: z.boolean(),
  draft: draftSchema,
  flags: z.array(raisedFlagSchema),
  notRun: z.array(ruleReasonSchema),
  risk: riskSchema,
  /** Set when the reviewer opened a passage that sampling had passed over. */
  manual: z.boolean(),
  timing: timingSchema,
});

/** A reviewer's decision as the page hands it in; the background makes the record of it. */
export type Submission = z.infer<typeof submissionSchema>;

const savedSchema = z.object({ reviewId: z.string(), rev: z.int(), deliveries: z.array(deliverySchema) });

/** What a save answers after its commit. */
export type Saved = z.infer<typeof savedSchema>;

const opId = z.uuid();

/** Calls a content script may make, each for its own tab's origin only. */
export const pageCalls = {
  /** Command, from the sentinel: LLM text was seen in this frame, inject the page part here. */
  'page/wake': { request: nothing, response: nothing },
  /** Command, from the page part at start: what it needs to label and to show. */
  'session/start': { request: nothing, response: z.object({ taxonomy: taxonomySchema }) },
  /** Command: run the rules on a passage, draw its sample, and find what was decided on it before. */
  'passages/analyse': { request: foundPassageSchema, response: analysisSchema },
  /** Command, within 500 ms of a change: keep an unfinished review. `textHash` tells whether it still fits later. */
  'drafts/save': {
    request: z.object({ passageId: z.string(), text: passageText, draft: draftSchema }),
    response: nothing,
  },
  /** Command: keep a decision. The page resends the same `opId` until this answers; a second time changes nothing. */
  'reviews/save': { request: z.object({ opId, submission: submissionSchema }), response: savedSchema },
  /** Command: take the last decision on a passage back; makes a voided revision. */
  'reviews/void': { request: z.object({ opId, passageId: z.string() }), response: savedSchema },
  /** Command: where a saved operation stands at each destination. */
  'deliveries/state': { request: z.object({ opId }), response: z.object({ deliveries: z.array(deliverySchema) }) },
  /** Command: whether this site's reviews may go to a destination, and what becomes of earlier ones. */
  'consents/change': {
    request: z.object({ destinationId: z.string(), granted: z.boolean(), earlier: earlierSchema }),
    response: nothing,
  },
  /** Event: the page removed our card again and again and we gave up; the toolbar says so. */
  'page/evicted': { request: nothing, response: nothing },
} as const satisfies Calls;

/** Calls only our own extension pages may make. */
export const deskCalls = {
  /** Command: add or change a destination. Without `token` the kept one stays. */
  'destinations/save': {
    request: z.object({
      destination: destinationSchema,
      token: z.optional(z.string()),
      /** What becomes of undelivered events when the address changes; without it such a change is refused. */
      moveQueue: z.optional(earlierSchema),
    }),
    response: nothing,
  },
  /** Command: deliver now whatever may be delivered, back-off or not. */
  'sync/flush': { request: nothing, response: nothing },
  /** Command: how many deliveries stand where, and what is the matter. */
  'sync/state': {
    request: nothing,
    response: z.object({
      counts: z.object({
        held: z.int(),
        pending: z.int(),
        delivered: z.int(),
        conflict: z.int(),
        dead: z.int(),
      }),
      reviews: z.int(),
      troubles: z.array(z.string()),
    }),
  },
} as const satisfies Calls;

/** Calls from the background to the page part of one frame. */
export const frameCalls = {
  /** Event, from the toolbar button or the keyboard command: begin a review session. */
  'review/start': { request: nothing, response: nothing },
  /** Event, from the context menu: make the selection a passage and review it. */
  'review/selection': { request: nothing, response: nothing },
  /** Event, after a flush: delivery states may have changed, ask again if you show any. */
  'sync/changed': { request: nothing, response: nothing },
} as const satisfies Calls;
