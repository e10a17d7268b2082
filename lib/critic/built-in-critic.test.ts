import { describe, expect, it } from 'vitest';
import { type FlagReport, raisedFlagSchema } from '../core/flag.ts';
import { createBuiltInCritic } from './built-in-critic.ts';

const report: FlagReport = {
  id: 'p1',
  ruleset: 'set@3',
  flags: [
    {
      rule: 'date',
      category: 'fact.incorrect',
      severity: 'major',
      confidence: 0.9,
      start: 4,
      end: 12,
      quote: '31 April',
      message: 'April has 30 days.',
      suggestions: ['30 April'],
    },
  ],
  abstained: [{ rule: 'number-source', reason: 'no source' }],
  failed: [{ rule: 'contact', reason: 'broken' }],
};

const critic = createBuiltInCritic({ run: async () => report, ruleVersions: new Map([['date', '2']]) });

describe('the built-in critic', () => {
  it('raises the rules’ flags under their own names, with an id that the same text gives again', async () => {
    const { critic: who, flags } = await critic.critique({ id: 'p1', text: 'Due 31 April.' });
    expect(who).toEqual({ id: 'built-in', version: 'set@3' });
    expect(flags.map((flag) => raisedFlagSchema.parse(flag))).toEqual([
      { ...report.flags[0], id: 'date:4-12', raisedBy: { kind: 'rule', name: 'date', version: '2 (set@3)' } },
    ]);
  });

  it('hands on what did not run', async () => {
    const { abstained, failed } = await critic.critique({ id: 'p1', text: '' });
    expect({ abstained, failed }).toEqual({ abstained: report.abstained, failed: report.failed });
  });

  it('hands the passage and the signal to the rules', async () => {
    const seen: unknown[] = [];
    const spying = createBuiltInCritic({
      run: async (...parameters) => {
        seen.push(...parameters);
        return report;
      },
      ruleVersions: new Map(),
    });
    const { signal } = new AbortController();
    const { flags } = await spying.critique({ id: 'p1', text: 'x' }, signal);
    expect(seen).toEqual([{ id: 'p1', text: 'x' }, signal]);
    expect(flags[0]?.raisedBy.version).toBe('0 (set@3)');
  });
});
