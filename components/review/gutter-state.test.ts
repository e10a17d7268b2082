import { describe, expect, it } from 'vitest';
import type { ReviewState } from '../../lib/models/review-state.ts';
import { galleryStates } from './gallery-states.ts';
import { type GutterState, gutterStateOf } from './gutter-state.ts';

function markOf(name: string): GutterState {
  const found: { readonly state: ReviewState } | undefined = galleryStates.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no gallery state ${name}`);
  return gutterStateOf(found.state);
}

describe('gutterStateOf', () => {
  it.each<[string, GutterState]>([
    ['analysing', { index: 2, kind: 'analysing' }],
    ['not analysed', { index: 2, kind: 'not-analysed' }],
    [
      'dismissed, issues and note',
      { index: 2, kind: 'open', tier: 'critical', openFlags: 2, failedChecks: 0, sampled: true },
    ],
    ['why, not in the sample', { index: 2, kind: 'open', tier: 'low', openFlags: 0, failedChecks: 0, sampled: false }],
    [
      'nothing found, checks failed',
      { index: 2, kind: 'open', tier: 'low', openFlags: 0, failedChecks: 2, sampled: true },
    ],
    ['reviewed before and stale, guarded late, a problem', { index: 2, kind: 'stale' }],
    ['saved, held for consent', { index: 2, kind: 'reviewed', verdict: 'approve_with_edits' }],
  ])('%s', (name, expected) => {
    expect(markOf(name)).toEqual(expected);
  });

  it.each(['saving', 'not saved'])('%s is not a review yet', (name) => {
    expect(markOf(name).kind).toBe('open');
  });
});
