import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from './default-taxonomy.ts';
import { type Severity, severities } from './severity.ts';
import type { Taxonomy } from './taxonomy.ts';
import { isGrave, proposeVerdict, settleVerdict, type Verdict, type VerdictGrounds, verdicts } from './verdict.ts';

const escalating: Taxonomy = {
  ...defaultTaxonomy,
  types: defaultTaxonomy.types.map((type) => (type.id === 'style.tone' ? { ...type, escalate: true } : type)),
};
const nothing: VerdictGrounds = { issues: [], editCount: 0, openFlags: [] };
const issue = (severity: Severity, type = 'fact.incorrect') => ({ type, severity });

describe('proposeVerdict', () => {
  it.each<[name: string, grounds: Partial<VerdictGrounds>, verdict: Verdict | undefined]>([
    ['nothing', {}, 'approve'],
    ['an open neutral flag', { openFlags: ['neutral'] }, 'approve'],
    ['an open minor flag', { openFlags: ['minor'] }, 'approve'],
    ['an open major flag', { openFlags: ['minor', 'major'] }, undefined],
    ['an open critical flag', { openFlags: ['critical'] }, undefined],
    ['an edit', { editCount: 1 }, 'approve_with_edits'],
    ['an edit and an open major flag', { editCount: 2, openFlags: ['major'] }, 'approve_with_edits'],
    ['a major issue', { issues: [issue('major')] }, 'approve'],
    ['a critical issue', { issues: [issue('minor'), issue('critical')] }, 'escalate'],
    ['a critical issue of a type nobody knows', { issues: [issue('critical', 'gone.type')] }, 'escalate'],
    [
      'a critical issue, an edit and an open flag',
      { issues: [issue('critical')], editCount: 1, openFlags: ['major'] },
      'escalate',
    ],
    ['an issue of a type that escalates', { issues: [issue('neutral', 'style.tone')] }, 'escalate'],
    ['an issue of a type that does not', { issues: [issue('major', 'style.format')] }, 'approve'],
  ])('of %s', (_name, grounds, verdict) => {
    expect(proposeVerdict({ ...nothing, ...grounds }, escalating)).toBe(verdict);
  });
});

describe('settleVerdict', () => {
  it.each<[pressed: Verdict, editCount: number, verdict: Verdict]>([
    ['approve', 0, 'approve'],
    ['approve', 1, 'approve_with_edits'],
    ['approve', 7, 'approve_with_edits'],
    ['approve_with_edits', 0, 'approve'],
    ['approve_with_edits', 1, 'approve_with_edits'],
    ['reject', 0, 'reject'],
    ['reject', 3, 'reject'],
    ['escalate', 0, 'escalate'],
    ['escalate', 3, 'escalate'],
  ])('%s with %i edits is %s', (pressed, editCount, verdict) => {
    expect(settleVerdict(pressed, editCount)).toBe(verdict);
  });
});

describe('severities', () => {
  it('run from neutral to critical, as Shift+0…3 name them', () => {
    expect(severities).toEqual(['neutral', 'minor', 'major', 'critical']);
  });

  it('are grave from major on', () => {
    expect(severities.map(isGrave)).toEqual([false, false, true, true]);
  });
});

it('verdicts stand in the order of the keys 1 2 3 4', () => {
  expect(verdicts).toEqual(['approve', 'approve_with_edits', 'reject', 'escalate']);
});
