import { Circle, CircleDashed, Diamond, type IconNode, Octagon, OctagonAlert, Triangle, TriangleAlert } from 'lucide';
import type { Tier } from '../../lib/core/policy.ts';
import type { Severity } from '../../lib/core/severity.ts';

/** The shape that goes with a severity: the graver, the more it looks like a road sign one stops at. */
export const severityIcons: Readonly<Record<Severity, IconNode>> = {
  neutral: CircleDashed,
  minor: Diamond,
  major: TriangleAlert,
  critical: OctagonAlert,
};

/** The shape that goes with a tier; the same family as for severities, since a tier is read from the gravest flag. */
export const tierIcons: Readonly<Record<Tier, IconNode>> = {
  low: Circle,
  medium: Diamond,
  high: TriangleAlert,
  critical: OctagonAlert,
};

/** The bare outline of a tier, with room for a number inside. */
export const tierOutlines: Readonly<Record<Tier, IconNode>> = {
  low: Circle,
  medium: Diamond,
  high: Triangle,
  critical: Octagon,
};
