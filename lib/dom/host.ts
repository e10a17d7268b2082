/** Our one element on a page, with the closed tree our interface lives in. */
export type Host = {
  readonly element: HTMLElement;
  /** Closed: the page can't read it, and neither can tests, on purpose. */
  readonly root: ShadowRoot;
  /** Brings the host to the top layer, or takes it out of it. */
  readonly setShown: (shown: boolean) => void;
};

/** How a host is made. */
export type HostOptions = {
  readonly document: Document;
  readonly styles: readonly string[];
  readonly signal: AbortSignal;
  /** Called once when the page keeps removing the host and we stop putting it back. */
  readonly onEvicted: () => void;
};

// Inline and important, so that no rule of the page can hide, shrink or move the host out from under its own content.
const hostStyle: Readonly<Record<string, string>> = {
  all: 'initial',
  display: 'block',
  position: 'fixed',
  inset: '0 auto auto 0',
  width: '0',
  height: '0',
  margin: '0',
  padding: '0',
  border: '0',
  overflow: 'visible',
  opacity: '1',
  visibility: 'visible',
  background: 'transparent',
  'pointer-events': 'auto',
  'z-index': '2147483647',
  transform: 'none',
  filter: 'none',
  'clip-path': 'none',
  'mix-blend-mode': 'normal',
};

/** After this many repairs within {@link fightWindowMs} the page has won (Bitwarden's inline menu uses 5 in 5 s). */
const maximumRepairs = 5;
const fightWindowMs = 5_000;

/**
 * Makes our host, which is put on the page when it is first shown: a `popover="manual"` in the top layer, so that neither the page's stacking nor the opacity of
 * its ancestors touch it, with a closed shadow root and constructed styles, which a page's CSP does not block. If the page
 * removes or restyles the host it is put back, a few times; then `onEvicted` says so. The signal takes it away for good.
 */
export function createHost({ document, styles, signal, onEvicted }: HostOptions): Host {
  // A hyphenated name of our own at random: nothing of the page selects it, and `customElements` does not exist here.
  const element = document.createElement(`x-${crypto.randomUUID().slice(0, 8)}`);
  element.popover = 'manual';
  element.style.cssText = styleText();
  const root = element.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = styles.map(toSheet);
  let shown = false;
  const place = (): void => {
    if (!isInPlace(element)) document.documentElement.append(element);
    if (shown && !element.matches(':popover-open')) element.showPopover();
  };
  const startRepairs = repairer({ element, place, signal, onEvicted });
  signal.addEventListener('abort', () => element.remove());
  return {
    element,
    root,
    setShown(next) {
      shown = next;
      if (next) {
        place();
        startRepairs();
      } else if (element.matches(':popover-open')) element.hidePopover();
    },
  };
}

type RepairOptions = Pick<HostOptions, 'signal' | 'onEvicted'> & {
  readonly element: HTMLElement;
  readonly place: () => void;
};

function repairer({ element, place, signal, onEvicted }: RepairOptions): () => void {
  let started = false;
  let repairedAt: readonly number[] = [];
  const attributes = new MutationObserver(() => repair());
  const presence = new MutationObserver(() => {
    if (!isInPlace(element)) repair();
  });
  const watchPresence = (): void => {
    presence.observe(element.ownerDocument, { childList: true });
    presence.observe(element.ownerDocument.documentElement, { childList: true });
  };
  const watchAttributes = (): void => attributes.observe(element, { attributes: true });
  const stop = (): void => {
    attributes.disconnect();
    presence.disconnect();
  };
  const repair = (): void => {
    if (signal.aborted) return;
    const at = performance.now();
    repairedAt = [...repairedAt.filter((earlier) => at - earlier < fightWindowMs), at];
    if (repairedAt.length > maximumRepairs) {
      stop();
      onEvicted();
      return;
    }
    attributes.disconnect();
    for (const { name } of [...element.attributes]) {
      if (name !== 'popover' && name !== 'style') element.removeAttribute(name);
    }
    element.popover = 'manual';
    element.style.cssText = styleText();
    place();
    watchAttributes();
    // The page may have put another root element in place of the one that was watched.
    watchPresence();
  };
  signal.addEventListener('abort', stop);
  return () => {
    if (started) return;
    started = true;
    watchAttributes();
    watchPresence();
  };
}

// In a tree of the page's own, keys typed into our interface would have the page's element for their target.
function isInPlace(element: Element): boolean {
  return element.isConnected && element.parentNode === element.ownerDocument.documentElement;
}

function styleText(): string {
  return Object.entries(hostStyle)
    .map(([name, value]) => `${name}: ${value} !important`)
    .join('; ');
}

function toSheet(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
