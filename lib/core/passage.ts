import * as z from 'zod/mini';

/** Which kind of evidence says that an LLM wrote a passage (`docs/contracts.md`, The page); writing style is none of them. */
export const signalKindSchema = z.enum(['reviewer', 'adapter', 'role-mark', 'disclosure']);

/** One piece of evidence: its kind, what was seen in words for a person, and how much it weighs alone, in (0, 1]. */
export const signalSchema = z.object({
  kind: signalKindSchema,
  detail: z.string(),
  weight: z.number().check(z.gt(0), z.maximum(1)),
});

/** See {@link signalSchema}. */
export type Signal = z.infer<typeof signalSchema>;
