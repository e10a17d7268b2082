import * as z from 'zod/mini';
import { tierSchema } from './policy.ts';

/**
 * How many passages of a day, site, tier and policy were seen and how many of them sampling passed over: the denominator
 * of every rate. One event a row, made when the day is over, instead of one event a passage.
 */
export const tallySchema = z.object({
  schema: z.literal('tally/1'),
  /** UTC day, `YYYY-MM-DD`. */
  day: z.string(),
  siteKey: z.string(),
  tier: tierSchema,
  policy: z.object({ id: z.string(), version: z.string() }),
  seen: z.int(),
  sampledOut: z.int(),
});

/** See {@link tallySchema}. */
export type Tally = z.infer<typeof tallySchema>;
