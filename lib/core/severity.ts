/** Severities from mild to grave; Shift+0…3 name them by this order. */
export const severities = ['neutral', 'minor', 'major', 'critical'] as const;

/** How bad a problem is, for rules, critics and people alike. */
export type Severity = (typeof severities)[number];

/** The place of a severity from mild (0) to grave (3), for sorting. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
