import * as z from 'zod/mini';
import { severitySchema } from './severity-schema.ts';

const offset = z.int().check(z.nonnegative());

/** A span of the original text with the words it covered, so that a reader needs no second file to check it. */
const quotedSpanSchema = z.object({ start: offset, end: offset, quote: z.string() });

/**
 * A reviewer's label: an issue type of a taxonomy version, a severity and, where it speaks of certain words, their span.
 * `nameAtTime` keeps what the reviewer read when labelling, since names may change and labels may not.
 */
export const issueSchema = z.object({
  id: z.string(),
  taxonomy: z.string(),
  version: z.string(),
  type: z.string(),
  nameAtTime: z.string(),
  severity: severitySchema,
  span: z.optional(quotedSpanSchema),
  note: z.optional(z.string()),
  /** The flag this issue agrees with, where it was labelled from one. */
  flagId: z.optional(z.string()),
});

/** See {@link issueSchema}. */
export type Issue = z.infer<typeof issueSchema>;
