import * as z from 'zod/mini';
import { severitySchema } from './severity-schema.ts';

const offset = z.int().check(z.nonnegative());

/** Where in the source a flag's evidence stands: its text and its span in the source, in UTF-16 code units. */
const evidenceSchema = z.object({ quote: z.string(), start: offset, end: offset });

/**
 * A possible problem at a span of a passage, as the `flag` tool prints it (`docs/contracts.md`). `quote` is the text of
 * `[start, end)`. `suggestions` are replacements for exactly that span, best first; the empty string means "delete".
 */
export const flagSchema = z.object({
  rule: z.string(),
  /** Id of an issue type of the taxonomy. */
  category: z.string(),
  severity: severitySchema,
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
  start: offset,
  end: offset,
  quote: z.string(),
  message: z.string(),
  evidence: z.optional(evidenceSchema),
  suggestions: z.optional(z.array(z.string())),
});

/** See {@link flagSchema}. */
export type Flag = z.infer<typeof flagSchema>;

/** A flag as it is shown and recorded: with an id that is stable for the same text, and who raised it. */
export const raisedFlagSchema = z.extend(flagSchema, {
  id: z.string(),
  raisedBy: z.object({ kind: z.enum(['rule', 'critic']), name: z.string(), version: z.string() }),
});

/** See {@link raisedFlagSchema}. */
export type RaisedFlag = z.infer<typeof raisedFlagSchema>;

/** A record shown on the page beside a passage: key and value pairs in reading order. */
export const pageRecordSchema = z.object({
  kind: z.enum(['pairs', 'table', 'json']),
  title: z.optional(z.string()),
  entries: z.array(z.tuple([z.string(), z.string()])),
});

/** See {@link pageRecordSchema}. */
export type PageRecord = z.infer<typeof pageRecordSchema>;

/** One line into the `flag` tool, and what the rules are run on: a passage's text and what stands beside it. */
export const flagInputSchema = z.object({
  id: z.string(),
  text: z.string(),
  /** What the passage may be checked against. */
  source: z.optional(z.string()),
  /** What the user asked for. */
  request: z.optional(z.string()),
  records: z.optional(z.array(pageRecordSchema)),
  /** BCP 47 tag of the passage's language; rules that know only English abstain elsewhere. */
  lang: z.optional(z.string()),
});

/** See {@link flagInputSchema}. */
export type FlagInput = z.infer<typeof flagInputSchema>;

/** A rule that had nothing to say (`abstained`) or could not finish (`failed`), and why, in words for a person. */
export const ruleReasonSchema = z.object({ rule: z.string(), reason: z.string() });

/** What one run of the rule set over one input found, and what did not run. */
export const flagReportSchema = z.object({
  id: z.string(),
  /** Name and version of the rule set, such as `countersign@1`. */
  ruleset: z.string(),
  flags: z.array(flagSchema),
  abstained: z.array(ruleReasonSchema),
  failed: z.array(ruleReasonSchema),
});

/** See {@link flagReportSchema}. */
export type FlagReport = z.infer<typeof flagReportSchema>;
