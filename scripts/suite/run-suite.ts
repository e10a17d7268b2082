import { type Counts, sumOf, unreadable } from './counts.ts';
import type { CommandOutcome } from './run-command.ts';
import type { Step } from './steps.ts';

/** What the suite needs of the outside. */
export type Surroundings = {
  readonly run: (step: Step, env: Readonly<Record<string, string>>) => Promise<CommandOutcome>;
  /** Text of a report, or `undefined` when the step has written none. */
  readonly readReport: (file: string) => Promise<string | undefined>;
  /** Takes away what an earlier run has written, so that it is not counted again. */
  readonly dropReport: (file: string) => Promise<void>;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly say: (line: string) => void;
};

type Result = { readonly counts: Counts; readonly outcome: CommandOutcome };

const nameWidth = 18;

function countsIn(step: Step, code: number, report: string | undefined): Counts {
  if (!step.report) return code === 0 ? { passed: 1, failed: 0 } : unreadable;
  if (report === undefined) return unreadable;
  try {
    const counts = step.report.read(JSON.parse(report));
    // A runner may fail without a failed test: a file that does not load, an error nobody caught, no test at all.
    const isSilentFailure = counts.failed === 0 && (code !== 0 || counts.passed === 0);
    return isSilentFailure ? { ...counts, failed: 1 } : counts;
  } catch {
    // Half a report is what a runner leaves that was ended in the middle.
    return unreadable;
  }
}

async function runStep(step: Step, env: Readonly<Record<string, string>>, around: Surroundings): Promise<Result> {
  if (step.report) await around.dropReport(step.report.file);
  const outcome = await around.run(step, env);
  const report = step.report && (await around.readReport(step.report.file));
  return { outcome, counts: countsIn(step, outcome.code, report) };
}

function describeResult(step: Step, { counts, outcome }: Result, seconds: string): string {
  const mark = counts.failed === 0 ? '✓' : '✗';
  const tests = step.report ? `${counts.failed} of ${counts.passed + counts.failed} tests failed` : '';
  const late = outcome.timedOut ? `ended after ${step.limitMs / 60_000} min` : '';
  return [`${mark} ${step.name.padEnd(nameWidth)} ${seconds.padStart(7)}`, tests, late].filter(Boolean).join('  ');
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/**
 * Runs steps one after the other. What fails shows its output and the rest goes on, but for steps that need it.
 *
 * @returns the counts of all, and says them as the last line: `N passed, N failed`.
 */
export async function runSuite(steps: readonly Step[], around: Surroundings): Promise<Counts> {
  const failed = new Set<string>();
  const all: Counts[] = [];
  let env: Readonly<Record<string, string>> = {};
  for (const step of steps) {
    const missing = step.needs?.find((name) => failed.has(name));
    if (missing !== undefined) {
      around.say(`✗ ${step.name.padEnd(nameWidth)} not run, since "${missing}" failed`);
      failed.add(step.name);
      all.push(unreadable);
      continue;
    }
    const start = around.now();
    const result = await runStep(step, env, around);
    around.say(describeResult(step, result, `${((around.now() - start) / 1000).toFixed(1)} s`));
    all.push(result.counts);
    if (result.counts.failed > 0) {
      failed.add(step.name);
      around.say(`${result.outcome.output.trimEnd()}\n  (again with: ${step.line})\n`);
    } else if (step.provides) env = { ...env, [step.provides]: lastLine(result.outcome.output) };
  }
  const sum = sumOf(all);
  around.say(`\n${sum.passed} passed, ${sum.failed} failed`);
  return sum;
}
