/** A box in CSS pixels relative to the viewport; a `DOMRect` is one. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** The size of a viewport in CSS pixels. */
export type Viewport = { readonly width: number; readonly height: number };

/**
 * Whether a box is near enough to be painted: in the viewport or less than one viewport away from it on any side. Every
 * registered highlight range costs time in each frame that changes the page, seen or not; one viewport is how far a reader
 * scrolls between two looks at this (`docs/contracts.md`, The page).
 */
export function inWindow(box: Box, { width, height }: Viewport): boolean {
  return box.bottom > -height && box.top < 2 * height && box.right > -width && box.left < 2 * width;
}
