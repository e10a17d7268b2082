// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { createAdoptedSheet, type StyledRoot } from './adopted-sheet.ts';

const rulesOf = (root: StyledRoot) => root.adoptedStyleSheets.map(({ cssRules }) => cssRules.length);

function shadowRoot(): ShadowRoot {
  const host = document.createElement('div');
  document.body.append(host);
  return host.attachShadow({ mode: 'open' });
}

beforeEach(() => {
  document.adoptedStyleSheets = [];
});

describe('createAdoptedSheet', () => {
  it('adds the sheet once to each tree, behind the page’s own', () => {
    document.adoptedStyleSheets = [new CSSStyleSheet()];
    const root = shadowRoot();
    const sheet = createAdoptedSheet(document);
    sheet.setText('a { color: red }');
    for (const tree of [document, document, root]) sheet.adopt(tree);
    expect(rulesOf(document)).toEqual([0, 1]);
    expect(rulesOf(root)).toEqual([1]);
  });

  it('comes back where the page replaced its sheets', () => {
    const sheet = createAdoptedSheet(document);
    sheet.adopt(document);
    document.adoptedStyleSheets = [];
    sheet.check();
    expect(document.adoptedStyleSheets).toHaveLength(1);
  });

  it('forgets a shadow tree that left the page', () => {
    const root = shadowRoot();
    const sheet = createAdoptedSheet(document);
    sheet.adopt(root);
    root.host.remove();
    root.adoptedStyleSheets = [];
    sheet.check();
    expect(root.adoptedStyleSheets).toHaveLength(0);
  });

  it('is taken from every tree, and the page keeps its own', () => {
    const root = shadowRoot();
    const sheet = createAdoptedSheet(document);
    sheet.adopt(document);
    sheet.adopt(root);
    const theirs = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, theirs];
    sheet.remove();
    expect([...document.adoptedStyleSheets]).toEqual([theirs]);
    expect(root.adoptedStyleSheets).toHaveLength(0);
  });
});
