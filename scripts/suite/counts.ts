/** How many tests passed and failed; a test that did not run has not passed, and counts as failed. */
export type Counts = { readonly passed: number; readonly failed: number };

/** Reads the counts out of the JSON a test runner wrote. */
export type CountsReader = (json: unknown) => Counts;

/** Nothing could be read: one thing failed, whatever it was. */
export const unreadable: Counts = { passed: 0, failed: 1 };

function numberAt(json: unknown, key: string): number {
  const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, key) : undefined;
  if (typeof value !== 'number') throw new TypeError(`the report has no number "${key}"`);
  return value;
}

/**
 * Vitest's `json` reporter.
 *
 * @throws {TypeError} when it is something else.
 */
export const readVitest: CountsReader = (json) => {
  const passed = numberAt(json, 'numPassedTests');
  return { passed, failed: numberAt(json, 'numTotalTests') - passed };
};

/**
 * Playwright's `json` reporter. A flaky test failed at least once, so it has not passed.
 *
 * @throws {TypeError} when it is something else.
 */
export const readPlaywright: CountsReader = (json) => {
  const stats: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'stats') : undefined;
  const failed = numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') + numberAt(stats, 'skipped');
  return { passed: numberAt(stats, 'expected'), failed };
};

/** Adds counts up. */
export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
}
