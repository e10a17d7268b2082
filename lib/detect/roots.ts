/** A tree selectors are tried in: the document or an open shadow root. */
export type SearchRoot = Document | ShadowRoot;

/** Deepest nesting of shadow roots that is followed; pages nest two or three, and a hostile one must not hang us. */
const maximumDepth = 10;

/** A tree and every open shadow root below it, outermost first. `skip` names a host that is not looked into: our own. */
export function openRootsOf(root: SearchRoot, skip?: (host: Element) => boolean): readonly SearchRoot[] {
  const found: SearchRoot[] = [root];
  const visit = (node: SearchRoot | Element, depth: number): void => {
    if (depth > maximumDepth) return;
    for (const element of node.querySelectorAll('*')) {
      const inner = element.shadowRoot;
      if (inner === null || skip?.(element) === true) continue;
      found.push(inner);
      visit(inner, depth + 1);
    }
  };
  visit(root, 0);
  return found;
}

/** The closest ancestor or self that matches, through the hosts of open shadow roots. */
export function closestAcrossRoots(element: Element, selector: string): Element | undefined {
  let current: Element | undefined = element;
  while (current !== undefined) {
    const match: Element | null = current.closest(selector);
    if (match !== null) return match;
    const root: Node = current.getRootNode();
    current = root instanceof ShadowRoot ? root.host : undefined;
  }
  return undefined;
}

/** Orders elements as they stand in the composed page: what is in a shadow root stands where its host does. */
export function compareInPage(a: Element, b: Element): number {
  const rootsOfA = pathOf(a);
  for (let inB: Element | undefined = b; inB !== undefined; inB = hostOf(inB)) {
    const root = inB.getRootNode();
    const inA = rootsOfA.get(root);
    if (inA === undefined) continue;
    if (inA === inB) return a === b ? 0 : a === inA ? -1 : 1;
    return (inA.compareDocumentPosition(inB) & Node.DOCUMENT_POSITION_FOLLOWING) === 0 ? 1 : -1;
  }
  return 0;
}

/** For each root above an element, the element or host of ours that stands in it. */
function pathOf(element: Element): ReadonlyMap<Node, Element> {
  const path = new Map<Node, Element>();
  for (let at: Element | undefined = element; at !== undefined; at = hostOf(at)) path.set(at.getRootNode(), at);
  return path;
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
