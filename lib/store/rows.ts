import * as z from 'zod/mini';
import { consentSchema } from '../core/consent.ts';
import { deliveryStateSchema } from '../core/delivery.ts';
import { destinationSchema } from '../core/destination.ts';
import { storedEventSchema } from '../core/event.ts';
import { issueSchema } from '../core/issue.ts';
import { tierSchema } from '../core/policy.ts';
import { decisionSchema, editSchema, reviewSchema } from '../core/review.ts';
import { tallySchema } from '../core/tally.ts';

/** On every row: the version of the ladder that wrote it. */
const stamp = { schemaVersion: z.int().check(z.minimum(1)) };

const policyRef = z.object({ id: z.string(), version: z.string() });

/** Where an event stood at a destination when it was saved. */
export const firstDeliverySchema = z.object({ destinationId: z.string(), state: z.enum(['held', 'pending']) });

/** See {@link firstDeliverySchema}. */
export type FirstDelivery = z.infer<typeof firstDeliverySchema>;

/** One event with what the store needs to route it and to answer the same operation again. */
export const eventRowSchema = z.extend(storedEventSchema, {
  ...stamp,
  /** The site whose consent decides where the event may go; stays when a text is erased. */
  siteKey: z.string(),
  /** The answer to the first save, so that a save repeated after a lost reply is told the same. */
  firstDeliveries: z.array(firstDeliverySchema),
  /** The review revision the event made, where it made one. */
  review: z.exactOptional(z.object({ id: z.string(), rev: z.int() })),
});

/** See {@link eventRowSchema}. */
export type EventRow = z.infer<typeof eventRowSchema>;

/** The newest revision of one reviewer's record about one passage: a projection of the events, for reading. */
export const reviewRowSchema = z.object({
  ...stamp,
  id: z.string(),
  passageId: z.string(),
  reviewerId: z.string(),
  siteKey: z.string(),
  updatedAt: z.string(),
  review: reviewSchema,
});

/** See {@link reviewRowSchema}. */
export type ReviewRow = z.infer<typeof reviewRowSchema>;

/** An event that some destination has not had the last word on. `seq` is the event's own, so the outbox keeps its order. */
export const outboxRowSchema = z.object({ ...stamp, seq: z.int(), opId: z.string(), passageId: z.string() });

/** See {@link outboxRowSchema}. */
export type OutboxRow = z.infer<typeof outboxRowSchema>;

/** One event at one destination. */
export const deliveryRowSchema = z.object({
  ...stamp,
  opId: z.string(),
  destinationId: z.string(),
  siteKey: z.string(),
  seq: z.int(),
  state: deliveryStateSchema,
  rev: z.exactOptional(z.int()),
  reason: z.exactOptional(z.string()),
});

/** See {@link deliveryRowSchema}. */
export type DeliveryRow = z.infer<typeof deliveryRowSchema>;

/** When a destination may be tried next; see `Gate` of the outbox port. */
export const gateRowSchema = z.object({
  ...stamp,
  destinationId: z.string(),
  attempt: z.int(),
  nextAt: z.number(),
  pause: z.exactOptional(
    z.object({
      code: z.enum(['unauthorized', 'not-found', 'redirected', 'upgrade-required', 'bad-address']),
      message: z.string(),
      since: z.number(),
    }),
  ),
  lastError: z.exactOptional(z.string()),
});

/** See {@link gateRowSchema}. */
export type GateRow = z.infer<typeof gateRowSchema>;

/** A passage that was seen or reviewed. `seen` is the last UTC day it was counted on, and as what. */
export const passageRowSchema = z.object({
  ...stamp,
  id: z.string(),
  siteKey: z.string(),
  tier: tierSchema,
  reviewedAt: z.exactOptional(z.string()),
  seen: z.exactOptional(z.object({ day: z.string(), tier: tierSchema, policy: policyRef, sampledOut: z.boolean() })),
});

/** See {@link passageRowSchema}. */
export type PassageRow = z.infer<typeof passageRowSchema>;

/** What a reviewer has decided so far on one text of a passage. */
export const draftRowSchema = z.object({
  ...stamp,
  passageId: z.string(),
  textHash: z.string(),
  updatedAt: z.string(),
  draft: z.object({
    decisions: z.record(z.string(), decisionSchema),
    edits: z.array(editSchema),
    issues: z.array(issueSchema),
    note: z.string(),
  }),
});

/** See {@link draftRowSchema}. */
export type DraftRow = z.infer<typeof draftRowSchema>;

/** A running count that becomes one `passage.tally` event when its day is over. */
export const tallyRowSchema = z.extend(z.omit(tallySchema, { schema: true }), stamp);

/** See {@link tallyRowSchema}. */
export type TallyRow = z.infer<typeof tallyRowSchema>;

/** A person's word on one site and one destination. */
export const consentRowSchema = z.extend(consentSchema, stamp);

/** See {@link consentRowSchema}. */
export type ConsentRow = z.infer<typeof consentRowSchema>;

/** A configured endpoint, without its secrets. */
export const destinationRowSchema = z.extend(destinationSchema, stamp);

/** See {@link destinationRowSchema}. */
export type DestinationRow = z.infer<typeof destinationRowSchema>;

/** A secret, sealed with AES-GCM. Both values are lower-case hex. */
export const secretRowSchema = z.object({ ...stamp, name: z.string(), iv: z.string(), data: z.string() });

/** See {@link secretRowSchema}. */
export type SecretRow = z.infer<typeof secretRowSchema>;

/** Single values of the install. */
export const metaRowSchema = z.discriminatedUnion('key', [
  z.object({
    ...stamp,
    key: z.literal('identity'),
    installId: z.string(),
    reviewerId: z.string(),
    installSalt: z.string(),
    teamSalt: z.exactOptional(z.string()),
  }),
  z.object({ ...stamp, key: z.literal('audit-head'), seq: z.int(), hash: z.string() }),
  z.object({ ...stamp, key: z.literal('secret-key'), cryptoKey: z.custom<CryptoKey>() }),
]);

/** See {@link metaRowSchema}. */
export type MetaRow = z.infer<typeof metaRowSchema>;

/** A row as it is handed to the database, which stamps the version itself. */
export type Unstamped<Row> = Row extends unknown ? Omit<Row, 'schemaVersion'> : never;

/** The current schema of every table's rows. */
export const rowSchemas = {
  events: eventRowSchema,
  reviews: reviewRowSchema,
  outbox: outboxRowSchema,
  deliveries: deliveryRowSchema,
  gates: gateRowSchema,
  passages: passageRowSchema,
  drafts: draftRowSchema,
  tallies: tallyRowSchema,
  consents: consentRowSchema,
  destinations: destinationRowSchema,
  secrets: secretRowSchema,
  meta: metaRowSchema,
};

/** A row without its version stamp: the value it holds. */
export function unstamped<Row extends { readonly schemaVersion: number }>(row: Row): Omit<Row, 'schemaVersion'> {
  const { schemaVersion: _, ...value } = row;
  return value;
}
