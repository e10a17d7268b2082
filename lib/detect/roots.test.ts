// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestAcrossRoots, compareInPage, openRootsOf } from './roots.ts';
import { addShadow, showPage, the } from './testing/page.ts';

describe('openRootsOf', () => {
  it('gives the tree itself and every open root below it, outer ones first', () => {
    showPage('<x-a></x-a><x-b></x-b><x-c></x-c>');
    const a = addShadow(the('x-a'), '<x-in></x-in>');
    const inA = addShadow(the('x-in', a), 'deep');
    const b = addShadow(the('x-b'), 'flat');
    addShadow(the('x-c'), 'hidden', 'closed');
    expect(openRootsOf(document)).toEqual([document, a, inA, b]);
    expect(openRootsOf(a)).toEqual([a, inA]);
  });

  it('does not look into what is skipped, nor into what is inside it', () => {
    showPage('<x-a></x-a>');
    const a = addShadow(the('x-a'), '<x-in></x-in>');
    addShadow(the('x-in', a), 'deep');
    expect(openRootsOf(document, (host) => host.localName === 'x-a')).toEqual([document]);
  });

  it('ends where roots are nested without end', () => {
    showPage('<x-a></x-a>');
    let host: Element = the('x-a');
    for (let depth = 0; depth < 40; depth += 1) host = the('x-a', addShadow(host, '<x-a></x-a>'));
    expect(openRootsOf(document).length).toBeLessThan(20);
  });
});

describe('closestAcrossRoots', () => {
  it('goes through the hosts of shadow roots', () => {
    showPage('<main class="out"><x-a><i></i></x-a></main>');
    const root = addShadow(the('x-a'), '<section class="in"><p></p></section>');
    const inner = the('p', root);
    expect(closestAcrossRoots(inner, '.in')).toBe(the('.in', root));
    expect(closestAcrossRoots(inner, '.out')).toBe(the('.out'));
    expect(closestAcrossRoots(inner, 'p')).toBe(inner);
    expect(closestAcrossRoots(inner, 'i')).toBeUndefined();
    expect(closestAcrossRoots(the('.out'), '.in')).toBeUndefined();
  });
});

describe('compareInPage', () => {
  it('has what is in a shadow root where its host stands', () => {
    showPage('<p id="before"></p><x-a><b id="light"></b></x-a><p id="after"></p>');
    const root = addShadow(the('x-a'), '<i id="in"></i><x-b></x-b>');
    const deep = addShadow(the('x-b', root), '<u id="deep"></u>');
    const order = [
      the('#before'),
      the('x-a'),
      the('#in', root),
      the('x-b', root),
      the('#deep', deep),
      the('#light'),
      the('#after'),
    ];
    for (const [i, a] of order.entries()) {
      for (const [j, b] of order.entries()) expect(Math.sign(compareInPage(a, b))).toBe(Math.sign(i - j));
    }
  });

  it('does not know which of two separate trees comes first', () => {
    showPage('<p></p>');
    expect(compareInPage(the('p'), document.createElement('i'))).toBe(0);
  });

  type Tree = { readonly shadow: readonly Tree[] | undefined; readonly children: readonly Tree[] };
  const leaf: Tree = { shadow: undefined, children: [] };
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'tree' },
      fc.constant(leaf),
      fc.record({
        shadow: fc.option(fc.array(tie('tree'), { maxLength: 3 }), { nil: undefined }),
        children: fc.array(tie('tree'), { maxLength: 3 }),
      }),
    ),
  }));

  /** Builds a tree and lists its elements as they stand in the page: a host, its shadow tree, its children. */
  function build(of: Tree, parent: Node, listed: Element[]): void {
    const element = document.createElement('div');
    parent.appendChild(element);
    listed.push(element);
    if (of.shadow !== undefined) {
      const root = element.attachShadow({ mode: 'open' });
      for (const one of of.shadow) build(one, root, listed);
    }
    for (const one of of.children) build(one, element, listed);
  }

  it('is one order of all elements, the one in which they are drawn', () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), (of, picks) => {
        const listed: Element[] = [];
        build(of, showPage(''), listed);
        const shuffled = listed
          .map((element) => ({ element, key: picks.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ element }) => element);
        expect([...shuffled].sort(compareInPage).every((element, index) => element === listed[index])).toBe(true);
        for (const element of listed) expect(compareInPage(element, element)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
