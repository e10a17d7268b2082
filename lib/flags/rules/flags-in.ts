import type { Flag, FlagInput } from '../../core/flag.ts';
import type { Rule } from '../rule.ts';
import { toRuleInput } from '../rule-input.ts';

/**
 * The flags a rule raises over an input, for the tests of rules.
 *
 * @throws Error when the rule abstains, with its reason.
 */
export function flagsIn(rule: Rule, input: string | Omit<FlagInput, 'id'>): readonly Flag[] {
  const outcome = rule.run(toRuleInput(typeof input === 'string' ? { text: input } : input));
  if (outcome.kind === 'abstained') throw new Error(`abstained: ${outcome.reason}`);
  return outcome.flags;
}

/** The words a rule flags, in the order of its flags. */
export function quotesIn(rule: Rule, input: string | Omit<FlagInput, 'id'>): readonly string[] {
  return flagsIn(rule, input).map((flag) => flag.quote);
}
