import { useLayoutEffect, useRef } from 'preact/hooks';

type Held = { readonly current: boolean };

/** Whether focus is on an element or inside it, also when both stand in a shadow root. */
function holdsFocus(element: HTMLElement | null): boolean {
  if (element === null) return false;
  const root = element.getRootNode();
  const active = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  return active !== null && element.contains(active);
}

/**
 * Keeps focus inside a surface: when the control that had it disappears in a render, the surface itself takes it, so that
 * its keys go on working and a screen reader is not thrown to the top of the page. The surface must be focusable
 * (`tabIndex={-1}`). Focus that was elsewhere is left alone.
 *
 * The returned value tells, during the render and its layout effects, whether the surface held focus before it.
 */
export function useKeptFocus(surface: { readonly current: HTMLElement | null }): Held {
  const held = useRef(false);
  // Read while rendering, because after the commit a removed control no longer has the focus it lost.
  held.current = holdsFocus(surface.current);
  useLayoutEffect(() => {
    if (held.current && !holdsFocus(surface.current)) surface.current?.focus({ preventScroll: true });
  });
  return held;
}

/**
 * Handles a mouse press in a surface so that pressing a button does not take the keyboard with it: focus stays in the
 * field where somebody is typing, and else goes to the surface, where Enter means "accept" and not "that button again".
 */
export function keepKeyboard(event: MouseEvent, surface: HTMLElement | null): void {
  const target = event.target instanceof Element ? event.target : null;
  if (surface === null || !target?.closest('button, summary')) return;
  event.preventDefault();
  const root = surface.getRootNode();
  const active = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  if (active === null || !surface.contains(active) || !active.matches('textarea')) {
    surface.focus({ preventScroll: true });
  }
}

/**
 * Brings a part that has just appeared into view within whatever scrolls around it. Nothing moves where all of it can be
 * seen already.
 */
export function useInView(part: { readonly current: HTMLElement | null }, wanted = true): void {
  useLayoutEffect(() => {
    // Documents without layout, as in tests, have no such method.
    if (wanted) part.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
}
