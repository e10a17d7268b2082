import type { EndpointProblem } from '../core/destination.ts';

/**
 * Why a destination was not changed. `unknown`: there is none with this id; `kind-fixed`: its kind can't change after
 * set-up; `queue-undecided`: its address changes while events wait for it, and nobody has said what becomes of them.
 */
export type DestinationRefusal = EndpointProblem | 'unknown' | 'kind-fixed' | 'queue-undecided';

/** A destination was not changed. `undelivered` is how many events wait for it, where that is the reason. */
export class DestinationRefused extends Error {
  override readonly name = 'DestinationRefused';
  readonly refusal: DestinationRefusal;
  readonly undelivered: number;

  constructor(refusal: DestinationRefusal, undelivered = 0) {
    super(`destination refused: ${refusal}`);
    this.refusal = refusal;
    this.undelivered = undelivered;
  }
}
