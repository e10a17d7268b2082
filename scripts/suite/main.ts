import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { runSuite } from './run-suite.ts';
import { checks, type Step, steps } from './steps.ts';

const root = join(import.meta.dirname, '../..');

/** The steps that are meant: all without words, the quick ones for `check`, else those named. */
function stepsFor(words: readonly string[]): readonly Step[] | undefined {
  if (words.length === 0) return steps;
  if (words.length === 1 && words[0] === 'check') return checks;
  const chosen = steps.filter(({ name }) => words.includes(name));
  return chosen.length === new Set(words).size ? chosen : undefined;
}

/** Runs the checks of the house and resolves to the exit code: 0 when nothing failed, 2 when the words mean nothing. */
export async function main(words: readonly string[]): Promise<number> {
  const chosen = stepsFor(words);
  if (chosen === undefined) {
    console.error(
      `usage: npm test [-- check | <step> …], a step being one of: ${steps.map(({ name }) => `"${name}"`).join(', ')}`,
    );
    return 2;
  }
  const { failed } = await runSuite(chosen, {
    run: ({ line, env, limitMs }, provided) => runCommand(line, { cwd: root, env: { ...env, ...provided }, limitMs }),
    readReport: (file) => readFile(join(root, file), 'utf8').catch(() => undefined),
    dropReport: (file) => rm(join(root, file), { force: true }),
    now: () => performance.now(),
    say: (line) => console.log(line),
  });
  return failed === 0 ? 0 : 1;
}
