// @vitest-environment jsdom
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { mount } from '../testing/dom.ts';
import { GutterMark } from './GutterMark.tsx';
import { galleryMarks, galleryNow, galleryStates } from './gallery-states.ts';
import { ReviewCard } from './ReviewCard.tsx';

// jsdom has no canvas and says so at length; axe asks for one to look at icon fonts, which we have none of.
HTMLCanvasElement.prototype.getContext = () => null;

const named = galleryStates.map(({ name, state }) => [name, state] as const);

/** Ids of broken rules. Colours need a real rendering: `contrast.test.ts` computes them instead. */
async function broken(root: HTMLElement): Promise<readonly string[]> {
  const { violations } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('gallery states', () => {
  it('have names of their own', () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  });

  it('show every phase and every mode', () => {
    const phases = new Set(galleryStates.map(({ state }) => state.phase.kind));
    const modes = new Set(galleryStates.map(({ state }) => state.mode.kind));
    expect([...phases].sort()).toEqual(['analysing', 'not-analysed', 'open', 'save-failed', 'saved', 'saving']);
    expect([...modes].sort()).toEqual(['browse', 'dismiss', 'edit', 'label', 'note', 'reason']);
  });

  it.each(named)('%s: every flag spells its quote', (_name, state) => {
    for (const { flag } of state.flags) expect(state.original.slice(flag.start, flag.end)).toBe(flag.quote);
  });

  it.each(named)('%s: axe finds nothing', async (_name, state) => {
    const { root, unmount } = mount(<ReviewCard state={state} now={galleryNow} onCommand={() => undefined} />);
    expect(await broken(root)).toEqual([]);
    unmount();
  });

  it('marks: axe finds nothing', async () => {
    const marks = galleryMarks.map((mark) => <GutterMark key={mark.index} mark={mark} onOpen={() => undefined} />);
    const { root, unmount } = mount(<div>{marks}</div>);
    expect(await broken(root)).toEqual([]);
    unmount();
  });

  it('axe would find something', async () => {
    const { root, unmount } = mount(<button type="button" />);
    expect((await broken(root)).join()).toContain('button-name');
    unmount();
  });
});
