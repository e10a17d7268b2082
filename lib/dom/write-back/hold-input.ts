/** Keeps the person's own keys out of the page while words are selected that the next key would replace. */
export type HeldInput = {
  /** Runs a step of ours; the events it causes pass. */
  readonly let: <T>(step: () => T) => T;
};

/**
 * Holds trusted keys and input back from a page until the signal aborts. Between selecting words and replacing them lies a
 * moment; a key that lands in it, meant for our card, would wipe the words out.
 */
export function holdInput(window: Window, signal: AbortSignal): HeldInput {
  let passing = false;
  const hold = (event: Event) => {
    if (!event.isTrusted || passing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ['keydown', 'keypress', 'beforeinput', 'paste', 'drop']) {
    window.addEventListener(type, hold, { capture: true, signal });
  }
  return {
    let(step) {
      passing = true;
      try {
        return step();
      } finally {
        passing = false;
      }
    },
  };
}
