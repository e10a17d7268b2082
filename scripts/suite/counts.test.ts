import { describe, expect, it } from 'vitest';
import { readPlaywright, readVitest, sumOf } from './counts.ts';

describe('readVitest', () => {
  it.each([
    ['all passed', { numTotalTests: 5, numPassedTests: 5, numFailedTests: 0 }, { passed: 5, failed: 0 }],
    ['some failed', { numTotalTests: 5, numPassedTests: 3, numFailedTests: 2 }, { passed: 3, failed: 2 }],
    ['some did not run', { numTotalTests: 5, numPassedTests: 3, numPendingTests: 2 }, { passed: 3, failed: 2 }],
  ])('counts when %s', (_, json, counts) => {
    expect(readVitest(json)).toEqual(counts);
  });

  it.each([[null], [{}], [{ numTotalTests: '5' }]])('refuses %j', (json) => {
    expect(() => readVitest(json)).toThrow(TypeError);
  });
});

describe('readPlaywright', () => {
  it.each([
    ['all passed', { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, { passed: 3, failed: 0 }],
    ['some failed', { expected: 3, unexpected: 2, flaky: 0, skipped: 0 }, { passed: 3, failed: 2 }],
    ['some passed at the second try', { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }, { passed: 3, failed: 1 }],
    ['some did not run', { expected: 3, unexpected: 0, flaky: 0, skipped: 4 }, { passed: 3, failed: 4 }],
  ])('counts when %s', (_, stats, counts) => {
    expect(readPlaywright({ stats })).toEqual(counts);
  });

  it.each([[null], [{}], [{ stats: {} }]])('refuses %j', (json) => {
    expect(() => readPlaywright(json)).toThrow(TypeError);
  });
});

describe('sumOf', () => {
  it('adds up, and is nothing of nothing', () => {
    const one = { passed: 1, failed: 2 };
    expect([sumOf([]), sumOf([one, one])]).toEqual([
      { passed: 0, failed: 0 },
      { passed: 2, failed: 4 },
    ]);
  });
});
