import type { Flag, FlagInput, FlagReport } from '../core/flag.ts';
import { severityRank } from '../core/severity.ts';
import type { Rule, RuleInput } from './rule.ts';
import { toRuleInput } from './rule-input.ts';
import { createSpanSet } from './span-set.ts';

/** Runs a set of rules over texts. */
export type Engine = {
  /**
   * What the rules say of one input. Never rejects: a rule that throws, returns nonsense or does not get its turn stands in
   * `failed` with the reason, and the others are not affected. The same input gives the same report.
   */
  readonly run: (input: FlagInput, signal?: AbortSignal) => Promise<FlagReport>;
};

/** How an engine is made. */
export type EngineOptions = {
  /** Name and version of the rule set, such as `countersign@1`. */
  readonly ruleset: string;
  /** Time all rules together may take, in ms; checked between rules, since a rule can't be stopped in the middle. */
  readonly budgetMs?: number;
  /** A clock in ms. */
  readonly now?: () => number;
  /** Lets other work of the thread go first; called between rules. */
  readonly rest?: () => Promise<void>;
};

/** Longest text that is read, in code units; the rest of a longer one is reported as not read. */
export const maxTextLength = 1_000_000;

/** A worker may be stopped after 30 s without an event; a passage that takes a third of that is not worth waiting for. */
const defaultBudgetMs = 10_000;

type Collected = {
  readonly flags: Flag[];
  readonly abstained: FlagReport['abstained'];
  readonly failed: FlagReport['failed'];
};

/** Makes an engine of these rules. */
export function createEngine(rules: readonly Rule[], options: EngineOptions): Engine {
  const now = options.now ?? (() => performance.now());
  const rest = options.rest ?? (() => new Promise<void>((resolve) => setTimeout(resolve, 0)));
  return {
    async run(input, signal) {
      const text = input.text.slice(0, maxTextLength);
      const collected: Collected = { flags: [], abstained: [], failed: [] };
      if (text.length < input.text.length) {
        collected.failed.push({ rule: 'engine', reason: `only the first ${maxTextLength} characters were read` });
      }
      const ruleInput = toRuleInput({ ...input, text });
      const startedAt = now();
      for (const rule of rules) {
        const stopped = whyStopped(signal, now() - startedAt, options.budgetMs ?? defaultBudgetMs);
        if (stopped === undefined) runRule(rule, ruleInput, collected);
        else collected.failed.push({ rule: rule.id, reason: `not run: ${stopped}` });
        await rest();
      }
      const { flags, abstained, failed } = collected;
      return { id: input.id, ruleset: options.ruleset, flags: withoutEchoes(inReadingOrder(flags)), abstained, failed };
    },
  };
}

function whyStopped(signal: AbortSignal | undefined, passedMs: number, budgetMs: number): string | undefined {
  if (signal?.aborted === true) return 'cancelled';
  return passedMs > budgetMs ? `the checks before it took longer than ${budgetMs} ms` : undefined;
}

function runRule(rule: Rule, input: RuleInput, { flags, abstained, failed }: Collected): void {
  try {
    const outcome = rule.run(input);
    if (outcome.kind === 'abstained') {
      abstained.push({ rule: rule.id, reason: outcome.reason });
      return;
    }
    const wrong = outcome.flags
      .map((flag) => problemOf(flag, rule.id, input.text))
      .find((problem) => problem !== undefined);
    if (wrong !== undefined) throw new RangeError(wrong);
    flags.push(...outcome.flags);
    if (outcome.notChecked !== undefined) abstained.push({ rule: rule.id, reason: outcome.notChecked });
  } catch (error) {
    failed.push({ rule: rule.id, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** What is wrong with a flag, so that a label never stands on the wrong words; `undefined` for a good one. */
function problemOf(flag: Flag, ruleId: string, text: string): string | undefined {
  if (flag.rule !== ruleId) return `raised a flag in the name of ${flag.rule}`;
  if (!(flag.start >= 0 && flag.start < flag.end && flag.end <= text.length)) {
    return `raised a flag at [${flag.start}, ${flag.end}) of ${text.length}`;
  }
  return text.slice(flag.start, flag.end) === flag.quote
    ? undefined
    : `quoted words that do not stand at ${flag.start}`;
}

function inReadingOrder(flags: readonly Flag[]): readonly Flag[] {
  return [...flags].sort(
    (a, b) => a.start - b.start || severityRank(b.severity) - severityRank(a.severity) || b.end - a.end,
  );
}

/**
 * Of flags on the same words the one that matters stays: a graver one over a milder, and of equals the one that covers
 * more, so that a card number is not also a phone number and a figure. What remains never overlaps, which is what
 * accepting one fix after another needs.
 */
function withoutEchoes(flags: readonly Flag[]): FlagReport['flags'] {
  const byWeight = [...flags].sort(
    (a, b) =>
      severityRank(b.severity) - severityRank(a.severity) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const taken = createSpanSet();
  const kept = new Set(byWeight.filter((flag) => taken.add(flag)));
  return flags.filter((flag) => kept.has(flag));
}
