import type { Signal } from './passage.ts';

/**
 * How likely a passage is LLM-written given its signals: noisy-or, 1 - ∏(1 - weight), so independent evidence adds up and
 * no single weak sign decides. 0 without signals.
 */
export function likelihoodOf(signals: readonly Signal[]): number {
  return 1 - signals.reduce((doubt, signal) => doubt * (1 - signal.weight), 1);
}
