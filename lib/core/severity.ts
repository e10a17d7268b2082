import * as z from 'zod/mini';

/** How bad a problem is, for rules, critics and people alike. */
export const severitySchema = z.enum(['neutral', 'minor', 'major', 'critical']);

/** See {@link severitySchema}. */
export type Severity = z.infer<typeof severitySchema>;

/** Severities from mild to grave; Shift+0…3 name them by this order (`3-page.md` §3.4). */
export const severities = ['neutral', 'minor', 'major', 'critical'] as const satisfies readonly Severity[];

/** The place of a severity from mild (0) to grave (3), for sorting. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
