// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { watchComposition } from './composition.ts';

it('does not believe a page that pretends to compose', () => {
  const life = new AbortController();
  const { isComposing } = watchComposition(window, life.signal);
  document.body.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  expect(isComposing()).toBe(false);
  life.abort();
});
