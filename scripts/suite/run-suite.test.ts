import { describe, expect, it } from 'vitest';
import { readVitest } from './counts.ts';
import { runSuite, type Surroundings } from './run-suite.ts';
import { type Step, steps } from './steps.ts';

const step = (name: string, more: Partial<Step> = {}): Step => ({
  name,
  line: `run ${name}`,
  limitMs: 60_000,
  ...more,
});
const tested = (name: string): Step => step(name, { report: { file: `${name}.json`, read: readVitest } });
const report = (passed: number, failed: number): string =>
  JSON.stringify({ numTotalTests: passed + failed, numPassedTests: passed });

/** What each step leaves behind: an exit code, what it wrote, the report in its file. */
type Ending = {
  readonly code?: number;
  readonly output?: string;
  readonly report?: string;
  readonly timedOut?: boolean;
};

type Played = { readonly ran: string[]; readonly said: string[]; readonly env: Record<string, Record<string, string>> };

/** Runs steps that end as told; a step nobody told of ends well. Reports of an earlier run lie around. */
async function play(played: readonly Step[], endings: Readonly<Record<string, Ending>>) {
  const seen: Played = { ran: [], said: [], env: {} };
  const files = new Map(played.map(({ name }) => [`${name}.json`, report(99, 0)]));
  let time = 0;
  const around: Surroundings = {
    run: async ({ name }, env) => {
      seen.ran.push(name);
      seen.env[name] = { ...env };
      time += 1_500;
      const { code = 0, output = `${name} speaks`, report: written, timedOut = false } = endings[name] ?? {};
      if (written !== undefined) files.set(`${name}.json`, written);
      return { code, output, timedOut };
    },
    readReport: async (file) => files.get(file),
    dropReport: async (file) => void files.delete(file),
    now: () => time,
    say: (line) => seen.said.push(line),
  };
  return { ...seen, counts: await runSuite(played, around), text: seen.said.join('\n') };
}

describe('runSuite', () => {
  it('ends with the counts of checks and tests on a line of their own', async () => {
    const { text, counts } = await play([step('lint'), tested('unit'), tested('e2e')], {
      unit: { code: 1, report: report(7, 2) },
      e2e: { report: report(3, 0) },
    });
    expect(text.split('\n').at(-1)).toBe('11 passed, 2 failed');
    expect(counts).toEqual({ passed: 11, failed: 2 });
  });

  it('names each step with its outcome and how long it took', async () => {
    const { said } = await play([step('lint'), tested('unit')], { unit: { code: 1, report: report(7, 2) } });
    expect(said[0]).toMatch(/^✓ lint +1\.5 s$/);
    expect(said[1]).toMatch(/^✗ unit +1\.5 s {2}2 of 9 tests failed$/);
  });

  it('shows what a failing step wrote, and not what a passing one did', async () => {
    const { text } = await play([step('lint'), step('types')], { types: { code: 2 } });
    expect(text).toContain('types speaks');
    expect(text).toContain('run types');
    expect(text).not.toContain('lint speaks');
  });

  it('goes on after a failure, but not with what needs the failed step', async () => {
    const played = [step('build'), step('size', { needs: ['build'] }), step('show', { needs: ['size'] }), step('unit')];
    const { ran, counts, text } = await play(played, { build: { code: 1 } });
    expect(ran).toEqual(['build', 'unit']);
    expect(counts).toEqual({ passed: 1, failed: 3 });
    expect(text).toContain('not run, since "build" failed');
  });

  it('runs a step whose need was not asked for', async () => {
    expect((await play([step('size', { needs: ['build'] })], {})).ran).toEqual(['size']);
  });

  it('hands what a step found to later ones', async () => {
    const played = [step('lint'), step('browser', { provides: 'CHROME_PATH' }), step('e2e')];
    const { env } = await play(played, { browser: { output: 'Installing …\n/usr/bin/chromium\n' } });
    expect(env).toEqual({ lint: {}, browser: {}, e2e: { CHROME_PATH: '/usr/bin/chromium' } });
  });

  it.each<[string, Ending, object]>([
    ['writes no report', { code: 1 }, { passed: 0, failed: 1 }],
    ['writes no report and claims to be well', {}, { passed: 0, failed: 1 }],
    ['writes half a report', { report: '{"numTotal' }, { passed: 0, failed: 1 }],
    ['writes another report', { report: '{}' }, { passed: 0, failed: 1 }],
    ['runs no test', { report: report(0, 0) }, { passed: 0, failed: 1 }],
    ['fails without a failed test', { code: 1, report: report(4, 0) }, { passed: 4, failed: 1 }],
  ])('counts one failure more when a runner %s', async (_, ending, counts) => {
    expect((await play([tested('unit')], { unit: ending })).counts).toEqual(counts);
  });

  it('says that a step was ended', async () => {
    expect((await play([step('e2e')], { e2e: { code: 1, timedOut: true } })).text).toContain('ended after 1 min');
  });
});

describe('the steps', () => {
  it('have names of their own, and need only what comes before them', () => {
    const before = new Set<string>();
    for (const { name, needs = [] } of steps) {
      expect(before).not.toContain(name);
      expect([...before]).toEqual(expect.arrayContaining([...needs]));
      before.add(name);
    }
  });
});
