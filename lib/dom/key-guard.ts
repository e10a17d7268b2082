/** Where the guard takes events to; set while our interface is on the page. */
export type GuardedTree = { readonly host: Element; readonly root: ShadowRoot };

/** Keeps what is typed into our interface from the page. One per document, in our isolated world. */
export type KeyGuard = {
  /** Events on this host are taken into its tree; `undefined` lets everything pass again. */
  readonly protect: (tree: GuardedTree | undefined) => void;
  /** Whether the guard stood before any script of the page could add a listener. */
  readonly stoodFirst: boolean;
};

const keyEvents = ['keydown', 'keypress', 'keyup'] as const;
const inputEvents = ['beforeinput', 'input', 'paste', 'copy', 'cut', 'compositionstart', 'compositionend'] as const;

/**
 * Installs the guard on a window, in the capture phase. While our host is the target, the event goes no further; a copy
 * that does not cross the shadow boundary is dispatched inside our tree, so our handlers see it and the page's never do:
 * a closed root alone hides the target of a key, not the key (`docs/contracts.md`, The page).
 *
 * Only trusted events are copied, which keeps synthetic ones of the page out of our interface. A copy that is prevented
 * prevents the original.
 */
export function installKeyGuard(
  window: Window,
  options: { readonly stoodFirst: boolean; readonly signal: AbortSignal },
): KeyGuard {
  let guarded: GuardedTree | undefined;
  const relay = (event: Event): void => {
    if (guarded === undefined || !event.composed || event.target !== guarded.host) return;
    event.stopImmediatePropagation();
    if (!event.isTrusted) {
      event.preventDefault();
      return;
    }
    const target = guarded.root.activeElement ?? guarded.root;
    if (!target.dispatchEvent(copyOf(event))) event.preventDefault();
  };
  for (const type of [...keyEvents, ...inputEvents]) {
    window.addEventListener(type, relay, { capture: true, signal: options.signal });
  }
  return {
    protect(tree) {
      guarded = tree;
    },
    stoodFirst: options.stoodFirst,
  };
}

function copyOf(event: Event): Event {
  const init = { bubbles: true, cancelable: true, composed: false };
  if (event instanceof KeyboardEvent) {
    const { key, code, location, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey } = event;
    const modifierAltGraph = event.getModifierState('AltGraph');
    return new KeyboardEvent(event.type, {
      ...init,
      ...{ key, code, location, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, modifierAltGraph },
    });
  }
  if (event instanceof InputEvent) {
    return new InputEvent(event.type, { ...init, data: event.data, inputType: event.inputType });
  }
  return new Event(event.type, init);
}
