import { describe, expect, it } from 'vitest';
import type { ReviewState } from '../../lib/models/review-state.ts';
import { announcement, announceNext } from './announcement.ts';
import { galleryStates } from './gallery-states.ts';

function stateNamed(name: string): ReviewState {
  const found = galleryStates.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no gallery state ${name}`);
  return found.state;
}

const first = stateNamed('major flag with a rule fix');

describe('announcement', () => {
  it.each<[string, string]>([
    [
      'major flag with a rule fix',
      'Flag 1 of 5, incorrect fact, major. The source gives another number of days for a full refund.',
    ],
    ['dismissed, issues and note', 'Flag 3 of 5, unsupported or invented, minor. Dismissed.'],
    ['dismiss: which reason', 'Why dismiss it? 1 False positive. 2 Not worth it. 3 Already fine.'],
    [
      'labelling: digits of a class',
      'Factual: which issue? 1 Incorrect fact. 2 Unsupported or invented. 3 Missing key information.',
    ],
    ['editing', ''],
    ['nothing found', 'Nothing risky found'],
    ['nothing found, checks failed', 'Nothing found, but not everything was checked'],
    ['analysing', 'Checking this passage…'],
    ['not analysed', ''],
    ['saving', 'Saving: approved with edits…'],
    ['saved, no delivery', 'Saved. Approved with edits.'],
    ['not saved', ''],
  ])('%s: "%s"', (name, expected) => {
    expect(announcement(stateNamed(name))).toBe(expected);
  });
});

describe('announceNext', () => {
  const decide = (state: ReviewState, index: number): ReviewState => ({
    ...state,
    flags: state.flags.map((row, at) =>
      at === index ? { ...row, decision: { kind: 'dismissed', reason: 'already-fine' } } : row,
    ),
  });

  it('says what became of the flag that was left, then the next one', () => {
    const start = announceNext(undefined, first);
    const next = announceNext(start, { ...decide(first, 0), activeFlag: 1 });
    expect(next.text).toBe(
      'Dismissed. Flag 2 of 5, policy, legal or ip breach, critical. Promises a date that depends on the bank of the customer.',
    );
  });

  it('says it once where the decided flag is the last one', () => {
    const start = announceNext(undefined, { ...first, activeFlag: 4 });
    const next = announceNext(start, { ...decide(first, 4), activeFlag: 4 });
    expect(next.text).toBe('Flag 5 of 5, format or layout, neutral. Dismissed.');
  });

  it('says which issue was labelled, how grave it is, and that it was removed', () => {
    const issue = {
      id: 'i',
      taxonomy: 'lri',
      version: '1.0.0',
      type: 'style.tone',
      nameAtTime: 'Wrong tone or voice',
      severity: 'minor',
    } as const;
    const withIssues = (issues: ReviewState['draft']['issues']): ReviewState => ({
      ...first,
      draft: { ...first.draft, issues },
    });
    const start = announceNext(undefined, first);
    const labelled = announceNext(start, withIssues([issue]));
    const graded = announceNext(labelled, withIssues([{ ...issue, severity: 'critical' }]));
    const removed = announceNext(graded, withIssues([]));
    expect(labelled.text).toBe(`Issue Wrong tone or voice, minor.`);
    expect(graded.text).toBe(`Issue Wrong tone or voice, critical.`);
    expect(removed.text).toBe(`Issue Wrong tone or voice removed.`);
  });

  it('stays silent while nothing worth saying changes', () => {
    const start = announceNext(undefined, first);
    const decided = announceNext(start, { ...decide(first, 0), activeFlag: 1 });
    const looked = announceNext(decided, { ...decided.state, showing: { ...first.showing, diff: true } });
    expect(looked.text).toBe(decided.text);
  });
});
