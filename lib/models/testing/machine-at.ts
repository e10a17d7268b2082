import { defaultTaxonomy } from '../../core/default-taxonomy.ts';
import type { Analysis } from '../../messages/contract.ts';
import { type Effect, type Input, type Machine, type Stamps, type Step, startMachine } from '../review-machine.ts';
import { stepReview } from '../step-review.ts';
import { sampleAnalysis, sampleFlags, sampleText } from './sample-passage.ts';

// Ids and times that are the same in every run: `id-1`, `id-2`, …, and one moment.
function countingStamps(): Stamps {
  let made = 0;
  return {
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    now: () => '2026-01-02T03:04:05.678Z',
  };
}

/** A passage nobody has analysed yet. */
export function newMachine(choices: Partial<Machine> = {}): Machine {
  const found = { taxonomy: defaultTaxonomy, text: sampleText, editable: false, signals: [], likelihood: 0.9 };
  return { ...startMachine(found), ...choices };
}

/** A passage that was analysed, by default with the three sample flags. */
export function analysedMachine(choices: Partial<Machine> = {}, analysis: Partial<Analysis> = {}): Machine {
  const whole = sampleAnalysis({ flags: [...sampleFlags], ...analysis });
  return { ...stepReview(newMachine(), { kind: 'analysed', analysis: whole }, countingStamps()).machine, ...choices };
}

/** The machine after several inputs, and everything that was to be done for them. */
export function walk(machine: Machine, ...inputs: readonly Input[]): Step {
  const stamps = countingStamps();
  const effects: Effect[] = [];
  const last = inputs.reduce((at, input) => {
    const step = stepReview(at, input, stamps);
    effects.push(...step.effects);
    return step.machine;
  }, machine);
  return { machine: last, effects };
}
