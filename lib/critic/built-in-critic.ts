import type { FlagInput, FlagReport } from '../core/flag.ts';
import type { Critic } from './critic.ts';

/** What the built-in critic is made of: the rules behind one function, and the version of each by its id. */
export type BuiltInOptions = {
  readonly run: (input: FlagInput, signal?: AbortSignal) => Promise<FlagReport>;
  readonly ruleVersions: ReadonlyMap<string, string>;
};

/**
 * The critic that works with nothing configured: the rules and the fixes they know, on the device. Its suggestions are
 * shown as "rule fix" and never as a model's.
 *
 * The same text gives the same flags, so a flag's id is its rule and place, and survives a reload.
 */
export function createBuiltInCritic({ run, ruleVersions }: BuiltInOptions): Critic {
  return {
    id: 'built-in',
    async critique(passage, signal) {
      const { ruleset, flags, abstained, failed } = await run(passage, signal);
      const versionOf = (rule: string): string => `${ruleVersions.get(rule) ?? '0'} (${ruleset})`;
      return {
        critic: { id: 'built-in', version: ruleset },
        flags: flags.map((flag) => ({
          ...flag,
          id: `${flag.rule}:${flag.start}-${flag.end}`,
          raisedBy: { kind: 'rule', name: flag.rule, version: versionOf(flag.rule) },
        })),
        abstained,
        failed,
      };
    },
  };
}
