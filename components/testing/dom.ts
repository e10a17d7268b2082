import { render, type VNode } from 'preact';
import { act } from 'preact/test-utils';

/** A rendered tree and the way to render it anew. */
export type Mounted = {
  readonly root: HTMLElement;
  readonly show: (view: VNode) => void;
  readonly unmount: () => void;
};

/** Renders a view into the document of the test. Preact's `act` is synchronous for a synchronous step. */
export function mount(view: VNode): Mounted {
  const root = document.createElement('div');
  document.body.append(root);
  const show = (next: VNode): void => {
    void act(() => render(next, root));
  };
  show(view);
  return {
    root,
    show,
    unmount: () => {
      void act(() => render(null, root));
      root.remove();
    },
  };
}

const implicitRoles: Readonly<Record<string, string>> = {
  BUTTON: 'button',
  TEXTAREA: 'textbox',
  LI: 'listitem',
  UL: 'list',
  OL: 'list',
  H2: 'heading',
  H3: 'heading',
  DEL: 'deletion',
  INS: 'insertion',
};

/** An element's accessible name as far as our own markup needs it: label, `aria-label`, else its text that is not hidden. */
export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const scope = element.getRootNode() as Document;
  const labelled = element.id === '' ? null : scope.querySelector(`label[for="${element.id}"]`);
  return heardTexts(labelled ?? element)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text a screen reader would read of an element, with a space between any two parts and none before a stop. */
export function textOf(element: Element): string {
  const spaced = heardTexts(element).join(' ').replace(/\s+/g, ' ');
  return spaced.replace(/ ([,;.)])/g, '$1').trim();
}

function heardTexts(element: Element): readonly string[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode() !== null) {
    const { parentElement, data } = walker.currentNode as Text;
    if (parentElement?.closest('[aria-hidden="true"]') === null) texts.push(data);
  }
  return texts;
}

/** All elements of a role, native or declared, whose name is `name` or matches it. */
export function allByRole(root: Element, role: string, name?: string | RegExp): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].filter((element) => {
    const own = element.getAttribute('role') ?? implicitRoles[element.tagName];
    if (own !== role || element.closest('[aria-hidden="true"]') !== null) return false;
    if (name === undefined) return true;
    return typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element));
  });
}

/**
 * The one element of a role and name.
 *
 * @throws Error when there is none, or more than one.
 */
export function byRole(root: Element, role: string, name?: string | RegExp): HTMLElement {
  const found = allByRole(root, role, name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const names = allByRole(root, role).map(nameOf).join(' | ');
    throw new Error(`${found.length} of role ${role} named ${String(name)}; there are: ${names}`);
  }
  return only;
}

/** Clicks like a person: press, then click, each heard before the next. */
export function click(element: HTMLElement): void {
  void act(() => {
    element.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  });
  void act(() => element.click());
}

/** Replaces a field's text as typing does. */
export function type(field: HTMLElement, text: string): void {
  void act(() => {
    (field as HTMLTextAreaElement).value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** Presses a key in an element; tells whether its default action was prevented. */
export function press(element: HTMLElement, key: string, init: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  void act(() => {
    element.dispatchEvent(event);
  });
  return event.defaultPrevented;
}
