/** Finds how much of an element can be seen; see {@link createVisibleRect}. */
export type VisibleRect = (element: Element) => DOMRect;

/**
 * Makes a function that answers the part of an element's box that its scrolling ancestors let through, in viewport
 * coordinates; an empty rectangle where none is. Which ancestors clip is looked up once per element, since asking for styles
 * on every frame of a scroll is what makes overlays slow; their boxes are read each time.
 */
export function createVisibleRect(): VisibleRect {
  const clippers = new WeakMap<Element, readonly Element[]>();
  return (element) => {
    const known = clippers.get(element) ?? clippersOf(element);
    clippers.set(element, known);
    return known.reduce(
      (rect, clipper) => intersect(rect, clipper.getBoundingClientRect()),
      element.getBoundingClientRect(),
    );
  };
}

function clippersOf(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (
    let at = parentOf(element);
    at !== undefined && at !== element.ownerDocument.documentElement;
    at = parentOf(at)
  ) {
    const { overflowX, overflowY } = getComputedStyle(at);
    if (overflowX !== 'visible' || overflowY !== 'visible') found.push(at);
  }
  // The body's overflow is the viewport's, which clips by itself.
  return found.filter((one) => one !== element.ownerDocument.body);
}

function parentOf(element: Element): Element | undefined {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

function intersect(a: DOMRect, b: DOMRect): DOMRect {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const width = Math.max(0, Math.min(a.right, b.right) - left);
  const height = Math.max(0, Math.min(a.bottom, b.bottom) - top);
  return new DOMRect(left, top, width, height);
}
