import type { Signal } from '../core/passage.ts';

/** Elements on which a page declares how its text came about (the IETF AI disclosure draft's HTML attribute). */
export const disclosureSelector = '[ai-disclosure]';

// `ai-assisted` and `mixed` say that a person wrote along, so they weigh less.
const weights: ReadonlyMap<string, number> = new Map([
  ['ai-generated', 0.95],
  ['autonomous', 0.95],
  ['ai-assisted', 0.7],
  ['mixed', 0.7],
]);

/** The signal of a declared disclosure, or `undefined` where the element claims that no AI took part or says nothing known. */
export function disclosureSignal(element: Element): Signal | undefined {
  const value = element.getAttribute('ai-disclosure')?.trim().toLowerCase() ?? '';
  const weight = weights.get(value);
  if (weight === undefined) return undefined;
  return { kind: 'disclosure', detail: `the page declares this block ${value}`, weight };
}
