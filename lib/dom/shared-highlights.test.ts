import { describe, expect, it } from 'vitest';
import { looks } from './highlight-style.ts';
import { createSharedHighlights, type Registry } from './shared-highlights.ts';

const create = () => Object.assign(new Set(), { priority: 0 }) as unknown as Highlight;
const createRegistry = (names: readonly string[] = []) =>
  new Map(names.map((name) => [name, create()])) as unknown as Registry;

describe('createSharedHighlights', () => {
  it('registers one highlight for each look, the gravest with the highest priority', () => {
    const registry = createRegistry();
    const shared = createSharedHighlights({ registry, create });
    shared.assert();
    expect([...registry.keys()]).toEqual(looks.map((_, index) => `cs-${index + 1}`));
    expect(looks.map((look) => shared.get(look).priority)).toEqual(looks.map((_, index) => index + 1));
  });

  it('says nothing by its names', () => {
    const { names } = createSharedHighlights({ registry: createRegistry(), create });
    for (const name of Object.values(names)) expect(name).toMatch(/^cs\d*-\d$/);
  });

  it('leaves names that are taken alone', () => {
    const registry = createRegistry(['cs-2', 'cs1-7']);
    const { names } = createSharedHighlights({ registry, create });
    expect(names.faint).toBe('cs2-1');
  });

  it('comes back after the registry was cleared, beside what the page has put there', () => {
    const registry = createRegistry();
    const shared = createSharedHighlights({ registry, create });
    shared.assert();
    registry.clear();
    const theirs = create();
    registry.set('page', theirs);
    shared.assert();
    expect(registry.get('page')).toBe(theirs);
    expect(registry.get('cs-5')).toBe(shared.get('critical'));
  });

  it('takes away only what is still ours', () => {
    const registry = createRegistry(['page']);
    const shared = createSharedHighlights({ registry, create });
    shared.assert();
    registry.set('cs-3', create());
    shared.remove();
    expect([...registry.keys()]).toEqual(['page', 'cs-3']);
  });
});
