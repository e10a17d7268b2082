import { type CountsReader, readPlaywright, readVitest } from './counts.ts';

/** One thing `npm test` does. */
export type Step = {
  readonly name: string;
  /** The command line; each is a script of `package.json`, so that a step can be run alone. */
  readonly line: string;
  /** Time after which it counts as failed, ms. */
  readonly limitMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Steps without whose success this one has nothing to work on. */
  readonly needs?: readonly string[];
  /** The tests it counts; a step without a report counts as one. */
  readonly report?: { readonly file: string; readonly read: CountsReader };
  /** Variable that later steps get, with the last line of this step's output. */
  readonly provides?: string;
};

const minutes = (count: number): number => count * 60_000;

/** The unit tests of one project of `vitest.config.ts`. */
function unitStep(name: string, project: string): Step {
  const file = `.output/test/${project}.json`;
  const line = `npm run -s unit -- --project=${project} --reporter=default --reporter=json --outputFile.json=${file}`;
  return { name, line, limitMs: minutes(8), report: { file, read: readVitest } };
}

/** What needs no browser and no build: at most a minute in all. */
export const checks: readonly Step[] = [
  { name: 'format and lint', line: 'npm run -s lint', limitMs: minutes(1) },
  { name: 'house style', line: 'npm run -s style', limitMs: minutes(1) },
  { name: 'types', line: 'npm run -s types', limitMs: minutes(3) },
  { name: 'architecture', line: 'npm run -s architecture', limitMs: minutes(2) },
  { name: 'unused code', line: 'npm run -s unused', limitMs: minutes(2) },
  unitStep('unit', 'product'),
];

/** What takes minutes: servers, builds, their size, and the real browser. */
const proofs: readonly Step[] = [
  unitStep('unit of tools', 'tools'),
  { name: 'build', line: 'npm run -s build', limitMs: minutes(3) },
  { name: 'build for Firefox', line: 'npm run -s build:firefox', limitMs: minutes(3) },
  { name: 'build for tests', line: 'npm run -s build', env: { COUNTERSIGN_VARIANT: 'test' }, limitMs: minutes(3) },
  { name: 'build the demo', line: 'npm run -s build -w demo', limitMs: minutes(3) },
  { name: 'size', line: 'npm run -s size', needs: ['build'], limitMs: minutes(1) },
  { name: 'browser', line: 'npm run -s setup-browser', provides: 'CHROME_PATH', limitMs: minutes(10) },
  {
    name: 'e2e',
    line: 'npm run -s e2e',
    needs: ['build for tests', 'build the demo', 'browser'],
    limitMs: minutes(20),
    report: { file: '.output/test/e2e.json', read: readPlaywright },
  },
];

/** Everything, in the order it is done: what fails soonest first. */
export const steps: readonly Step[] = [...checks, ...proofs];
