import * as z from 'zod/mini';
import { pageRecordSchema, raisedFlagSchema, ruleReasonSchema } from './flag.ts';
import { issueSchema } from './issue.ts';
import { signalSchema } from './passage.ts';
import { sampleSchema, tierSchema } from './policy.ts';
import { verdictSchema } from './verdict-schema.ts';

const offset = z.int().check(z.nonnegative());
/** ISO 8601 UTC with ms. */
const instant = z.iso.datetime({ precision: 3 });

/** Why a flag was dismissed: the keys 1 2 3 after X. */
export const dismissReasonSchema = z.enum(['false-positive', 'not-worth-it', 'already-fine']);

/** See {@link dismissReasonSchema}. */
export type DismissReason = z.infer<typeof dismissReasonSchema>;

/** A change to the original text: what stood at `[start, end)`, what stands there now, and what it answers. */
export const editSchema = z.object({
  id: z.string(),
  start: offset,
  end: offset,
  before: z.string(),
  after: z.string(),
  /** `suggestion` when the text is exactly what was proposed, `human` when a person wrote or changed it. */
  by: z.enum(['human', 'suggestion']),
  flagId: z.optional(z.string()),
  at: instant,
});

/** See {@link editSchema}. */
export type Edit = z.infer<typeof editSchema>;

/** What became of one flag. A flag nobody decided on stays `open`. */
export const decisionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  /** The suggestion with this index was taken as it was. */
  z.object({ kind: z.literal('accepted'), editId: z.string(), suggestion: offset }),
  z.object({ kind: z.literal('edited'), editId: z.string() }),
  z.object({ kind: z.literal('dismissed'), reason: dismissReasonSchema }),
]);

/** See {@link decisionSchema}. */
export type Decision = z.infer<typeof decisionSchema>;

/** A passage's selectors in the form of the W3C Web Annotation model; offsets are UTF-16 code units. */
export const selectorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('TextQuoteSelector'), exact: z.string(), prefix: z.string(), suffix: z.string() }),
  z.object({ type: z.literal('TextPositionSelector'), start: offset, end: offset, unit: z.literal('utf16') }),
  z.object({ type: z.literal('CssSelector'), value: z.string() }),
]);

/** See {@link selectorSchema}. */
export type Selector = z.infer<typeof selectorSchema>;

/** The page's address as far as it may be kept: its origin, and a hash of the rest that tells two pages apart. */
const addressSchema = z.object({ origin: z.string(), pathHash: z.string() });

/** Where a passage was found. */
const passageRefSchema = z.object({
  id: z.string(),
  siteKey: z.string(),
  address: addressSchema,
  conversationId: z.optional(z.string()),
  messageId: z.optional(z.string()),
  /** Whether the reviewer could edit the text in place. */
  editable: z.boolean(),
  selectors: z.array(selectorSchema),
});

/** What a passage was checked against, as the reviewer was shown it. */
export const reviewContextSchema = z.object({
  source: z.optional(z.string()),
  request: z.optional(z.string()),
  records: z.optional(z.array(pageRecordSchema)),
  /** Set when the context was cut to fit the wire (`docs/contracts.md`, Wire). */
  cut: z.optional(z.boolean()),
});

/** See {@link reviewContextSchema}. */
export type ReviewContext = z.infer<typeof reviewContextSchema>;

/** How long the reviewer was at it, in ms. Idle: our UI open and no input for 30 s; away: the page hidden. */
export const timingSchema = z.object({
  openedAt: instant,
  submittedAt: instant,
  activeMs: offset,
  idleMs: offset,
  awayMs: offset,
});

/**
 * One reviewer's record about one passage, `review/1`. A later decision of the same reviewer on the same passage is a new
 * revision (`rev` + 1) with the same id; nothing is overwritten. All spans are half-open UTF-16 offsets into
 * `original.text`; exporters to code-point tools convert. The audit link stands beside the record, in the event.
 */
export const reviewSchema = z.object({
  schema: z.literal('review/1'),
  id: z.string(),
  rev: z.int().check(z.minimum(1)),
  /** `voided`: the reviewer took the decision back; the passage counts as unreviewed again. */
  state: z.enum(['final', 'voided']),
  createdAt: instant,
  updatedAt: instant,
  passage: passageRefSchema,
  detect: z.object({ signals: z.array(signalSchema), likelihood: z.number() }),
  risk: z.object({
    tier: tierSchema,
    reasons: z.array(z.string()),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
  sample: sampleSchema,
  original: z.object({ text: z.string(), hash: z.string(), lang: z.optional(z.string()) }),
  revised: z.optional(z.object({ text: z.string(), hash: z.string() })),
  context: z.optional(reviewContextSchema),
  verdict: verdictSchema,
  /** Why an open major or critical flag was approved over, why a text was rejected, or whom it was escalated for. */
  reason: z.optional(z.string()),
  /** Set when the verdict approves over an open major or critical flag. */
  override: z.optional(z.boolean()),
  note: z.string(),
  issues: z.array(issueSchema),
  edits: z.array(editSchema),
  flags: z.array(z.object({ flag: raisedFlagSchema, decision: decisionSchema })),
  /** Rules that did not run, so that a clean record cannot hide a check that failed. */
  notRun: z.array(ruleReasonSchema),
  reviewer: z.object({ id: z.string(), kind: z.enum(['human', 'llm']), level: z.int() }),
  chain: z.object({ mode: z.enum(['sequential', 'parallel', 'adaptive', 'hybrid']), level: z.int(), of: z.int() }),
  timing: z.optional(timingSchema),
  client: z.object({ version: z.string(), installId: z.string() }),
});

/** See {@link reviewSchema}. */
export type Review = z.infer<typeof reviewSchema>;
