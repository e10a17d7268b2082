/** A tree that takes constructable style sheets. */
export type StyledRoot = Document | ShadowRoot;

/** One style sheet of ours in any number of trees. */
export type AdoptedSheet = {
  /** Adds the sheet to a tree, if it is not there. */
  readonly adopt: (root: StyledRoot) => void;
  /** Adds the sheet again to the trees whose page has dropped it. */
  readonly check: () => void;
  readonly setText: (css: string) => void;
  readonly remove: () => void;
};

/**
 * Makes a style sheet and adopts it where asked. Adopted sheets are the one way to style a page that leaves its nodes alone
 * and passes a strict content security policy; Firefox needs the sheet in each shadow root, Chromium takes the document's.
 */
export function createAdoptedSheet(document: Document): AdoptedSheet {
  const window = document.defaultView;
  if (window === null) throw new TypeError('a document without a window has no style');
  const sheet = new window.CSSStyleSheet();
  const roots = new Set<StyledRoot>();
  const put = (root: StyledRoot) => {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
  let text = '';
  return {
    adopt(root) {
      roots.add(root);
      put(root);
    },
    check() {
      for (const root of roots) {
        if (root !== document && !(root as ShadowRoot).host.isConnected) roots.delete(root);
        else put(root);
      }
    },
    setText(css) {
      if (css !== text) sheet.replaceSync(css);
      text = css;
    },
    remove() {
      for (const root of roots) {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
      }
      roots.clear();
    },
  };
}
