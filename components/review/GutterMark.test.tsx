// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import { byRole, click, mount, nameOf } from '../testing/dom.ts';
import { GutterMark } from './GutterMark.tsx';
import { galleryMarks } from './gallery-states.ts';
import type { GutterState } from './gutter-state.ts';

const open = { kind: 'open', openFlags: 0, failedChecks: 0, sampled: true } as const;

function shown(mark: GutterState): HTMLElement {
  return byRole(mount(<GutterMark mark={mark} onOpen={() => undefined} />).root, 'button');
}

describe('GutterMark', () => {
  it.each<[GutterState, string]>([
    [{ index: 2, ...open, tier: 'high', openFlags: 3 }, 'Passage 2, high risk, 3 open flags. Review.'],
    [{ index: 2, ...open, tier: 'low' }, 'Passage 2, low risk, no open flags. Review.'],
    [
      { index: 3, ...open, tier: 'low', failedChecks: 1 },
      'Passage 3, low risk, no open flags, 1 check did not run. Review.',
    ],
    [
      { index: 4, ...open, tier: 'low', sampled: false },
      'Passage 4, low risk, no open flags, not in the sample. Review.',
    ],
    [{ index: 5, kind: 'reviewed', verdict: 'reject' }, 'Passage 5, rejected. Open the review.'],
    [{ index: 6, kind: 'stale' }, 'Passage 6, changed since your review. Review again.'],
    [{ index: 7, kind: 'analysing' }, 'Passage 7, being checked. Review.'],
    [{ index: 8, kind: 'not-analysed' }, 'Passage 8, not checked. Review.'],
  ])('says in words what it draws: $kind', (mark, expected) => {
    expect(nameOf(shown(mark))).toBe(expected);
  });

  it.each<[string, Partial<Extract<GutterState, { kind: 'open' }>>, string]>([
    ['the number of open flags', { openFlags: 9 }, '9'],
    ['that there are many', { openFlags: 10 }, '9+'],
    ['that something was not looked at', { failedChecks: 1 }, '?'],
    ['nothing where there is nothing', {}, ''],
  ])('draws %s', (_rule, change, expected) => {
    const count = shown({ index: 1, ...open, tier: 'high', ...change }).querySelector('[data-count]');
    expect(count?.getAttribute('data-count')).toBe(expected);
  });

  it('is quiet only where nothing asks for attention', () => {
    const quiet = (change: object): string | null =>
      shown({ index: 1, ...open, tier: 'low', sampled: false, ...change }).getAttribute('data-quiet');
    expect(quiet({})).toBe('true');
    expect(quiet({ failedChecks: 1 })).toBe('false');
    expect(quiet({ openFlags: 1 })).toBe('false');
    expect(quiet({ sampled: true })).toBe('false');
  });

  it('draws every tier in its own shape', () => {
    const shapes = (['low', 'medium', 'high', 'critical'] as const).map(
      (tier) => shown({ index: 1, ...open, tier }).querySelector('svg')?.innerHTML,
    );
    expect(new Set(shapes).size).toBe(4);
  });

  it('opens the review', () => {
    const onOpen = vi.fn();
    const mark = galleryMarks[0];
    if (mark === undefined) throw new Error('no marks');
    click(byRole(mount(<GutterMark mark={mark} onOpen={onOpen} />).root, 'button'));
    expect(onOpen).toHaveBeenCalledOnce();
  });
});
