/** Counts the changes our own code makes to nodes that are not ours. */
export type MutationMeter = { readonly count: () => number };

const nodeMethods = ['appendChild', 'insertBefore', 'removeChild', 'replaceChild', 'normalize'] as const;
const elementMethods = [
  'append',
  'prepend',
  'before',
  'after',
  'remove',
  'replaceWith',
  'replaceChildren',
  'insertAdjacentElement',
  'insertAdjacentHTML',
  'insertAdjacentText',
  'setAttribute',
  'removeAttribute',
  'toggleAttribute',
  'attachShadow',
] as const;

/**
 * Wraps the DOM's mutators in our isolated world, where only our own code calls them, and counts calls on nodes outside our
 * host (`docs/contracts.md`, Rules). Our host's place under the root element is the one addition that is allowed. For the
 * test variant only: a shipped build must not pay for it.
 */
export function createMutationMeter(
  window: Window & typeof globalThis,
  isOurs: (node: Node) => boolean,
): MutationMeter {
  let calls = 0;
  const wrap = (prototype: object, name: string): void => {
    const original = Reflect.get(prototype, name) as (...parameters: unknown[]) => unknown;
    Reflect.set(prototype, name, function (this: Node, ...parameters: unknown[]) {
      const addsOurs = parameters.some((parameter) => parameter instanceof Node && isOurs(parameter));
      if (!isOurs(this) && !addsOurs && this.isConnected) calls += 1;
      return original.apply(this, parameters);
    });
  };
  for (const name of nodeMethods) wrap(window.Node.prototype, name);
  for (const name of elementMethods) wrap(window.Element.prototype, name);
  for (const name of ['appendData', 'deleteData', 'insertData', 'replaceData'])
    wrap(window.CharacterData.prototype, name);
  return { count: () => calls };
}
