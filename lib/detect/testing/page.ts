import type { Signal } from '../../core/passage.ts';
import type { Candidate, Search } from '../find-passages.ts';

/** Shows a page with this body and answers its body. */
export function showPage(html: string): HTMLElement {
  document.documentElement.removeAttribute('lang');
  document.body.innerHTML = html;
  return document.body;
}

/**
 * The one element that matches.
 *
 * @throws RangeError when none does, so that a test can't pass on a page it did not build.
 */
export function the<E extends Element = HTMLElement>(selector: string, root: ParentNode = document): E {
  const element = root.querySelector<E>(selector);
  if (element === null) throw new RangeError(`the page has no ${selector}`);
  return element;
}

/** Gives an element a shadow root with this content. */
export function addShadow(host: Element, html: string, mode: ShadowRootMode = 'open'): ShadowRoot {
  const root = host.attachShadow({ mode });
  root.innerHTML = html;
  return root;
}

/** A search of the page on a host without adapters. */
export function searchOf(choices: Partial<Search> = {}): Search {
  return { document, hostname: 'app.example.com', adapters: [], isOurs: () => false, ...choices };
}

/** A candidate of the document for an element, with one certain signal unless told otherwise. */
export function candidateOf(element: Element, choices: Partial<Candidate> = {}): Candidate {
  const signals: readonly Signal[] = [{ kind: 'role-mark', detail: 'a test says so', weight: 0.9 }];
  return { element, root: document, signals, adapter: undefined, editable: false, ...choices };
}

/** What candidates say, in their order. */
export function textsOf(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ element }) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());
}
