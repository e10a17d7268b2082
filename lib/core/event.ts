import * as z from 'zod/mini';

/** What can happen to a passage or a setting, as far as this version makes such events (`docs/contracts.md`, Wire). */
export const eventTypeSchema = z.enum([
  'review.submitted',
  'review.revised',
  'review.escalated',
  'review.voided',
  'passage.tally',
  'consent.changed',
]);

/** See {@link eventTypeSchema}. */
export type EventType = z.infer<typeof eventTypeSchema>;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** One event as it is kept: append-only, one chain per install. `payload` and `payloadSalt` go when a text is erased. */
export const storedEventSchema = z.object({
  /** UUIDv7 made where the operation was made; unique, so saving the same operation twice is harmless. */
  opId: z.string(),
  passageId: z.string(),
  type: eventTypeSchema,
  /** ISO 8601 UTC with ms; for display, never for order. */
  time: z.string(),
  /** Counts from 1 without gaps on one install. */
  seq: z.int().check(z.minimum(1)),
  /** The revision this event was made on top of; 0 for the first. */
  baseRev: z.int(),
  payload: z.optional(z.unknown()),
  payloadSalt: z.optional(z.string()),
  payloadHash: hash,
  prevHash: hash,
  hash,
});

/** See {@link storedEventSchema}. */
export type StoredEvent = z.infer<typeof storedEventSchema>;

/** One event on the wire: CloudEvents 1.0, structured mode (`docs/contracts.md`, Wire). */
export const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  source: z.string().check(z.regex(/^urn:countersign:/)),
  type: z.string().check(z.regex(/^countersign\.[a-z]+\.[a-z]+\.v1$/)),
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string(),
  /** Extension attribute: the event's place on its install. */
  seq: z.int().check(z.minimum(1)),
  /** Extension attribute: {@link StoredEvent} `baseRev`. */
  baserev: z.int(),
  data: z.object({
    payload: z.unknown(),
    audit: z.object({ seq: z.int(), prevHash: hash, hash, payloadHash: hash }),
    redacted: z.boolean(),
  }),
});

/** See {@link cloudEventSchema}. */
export type CloudEvent = z.infer<typeof cloudEventSchema>;

/** The media type of a batch of events. */
export const batchMediaType = 'application/cloudevents-batch+json';

const schemaOfType: Record<EventType, string> = {
  'review.submitted': 'urn:countersign:schema:review:1',
  'review.revised': 'urn:countersign:schema:review:1',
  'review.escalated': 'urn:countersign:schema:review:1',
  'review.voided': 'urn:countersign:schema:review:1',
  'passage.tally': 'urn:countersign:schema:tally:1',
  'consent.changed': 'urn:countersign:schema:consent:1',
};

/** The wire form of a stored event of this install. An erased payload travels as `null`. */
export function toCloudEvent(event: StoredEvent, installId: string): CloudEvent {
  const { seq, prevHash, hash: ownHash, payloadHash } = event;
  return {
    specversion: '1.0',
    id: event.opId,
    source: `urn:countersign:${installId}`,
    type: `countersign.${event.type}.v1`,
    subject: event.passageId,
    time: event.time,
    datacontenttype: 'application/json',
    dataschema: schemaOfType[event.type],
    seq,
    baserev: event.baseRev,
    data: { payload: event.payload ?? null, audit: { seq, prevHash, hash: ownHash, payloadHash }, redacted: false },
  };
}

/** What a receiver says of one event of a batch. `rev` is the server revision the event made or had made. */
export const eventResultSchema = z.object({
  id: z.string(),
  status: z.enum(['applied', 'duplicate', 'conflict', 'rejected', 'retry']),
  rev: z.optional(z.int()),
  head: z.optional(z.string()),
  code: z.optional(z.string()),
  retryAfterMs: z.optional(z.number()),
});

/** See {@link eventResultSchema}. */
export type EventResult = z.infer<typeof eventResultSchema>;

/** A receiver's answer to a batch: one result an event; an event without a result is sent again. */
export const batchResponseSchema = z.object({ results: z.array(eventResultSchema), cursor: z.optional(z.string()) });

/** See {@link batchResponseSchema}. */
export type BatchResponse = z.infer<typeof batchResponseSchema>;
