import { type Look, lookOf } from './highlight-style.ts';
import { type Box, inWindow, type Viewport } from './in-window.ts';
import { covers, type Mark, type PaintedRange, paintedRange } from './mark-range.ts';
import { type Theme, themeBehind } from './page-theme.ts';
import type { SharedHighlights } from './shared-highlights.ts';
import { isShadowRoot } from './text-walk.ts';

/** A mark that can be painted, and whether it is registered now. */
export type Entry = { readonly mark: Mark; readonly look: Look; readonly painted: PaintedRange; registered: boolean };

/** The marks of one key. */
export type Layer = {
  readonly entries: readonly Entry[];
  readonly unpainted: readonly string[];
  readonly theme: Theme;
  /** The smallest element that holds all entries; `undefined` without entries. */
  readonly root: Element | undefined;
  near: boolean;
};

/** Makes the layer of a key from its marks; nothing is registered yet. */
export function makeLayer(marks: readonly Mark[]): Layer {
  const entries: Entry[] = [];
  const unpainted: string[] = [];
  for (const mark of marks) {
    const painted = paintedRange(mark.range);
    if (painted === undefined) unpainted.push(mark.id);
    else entries.push({ mark, look: lookOf(mark.severity, mark.state), painted, registered: false });
  }
  const [first] = entries;
  const theme = first === undefined ? 'light' : themeBehind(first.painted.element);
  return { entries, unpainted, theme, root: commonElement(entries.map(({ painted }) => painted.element)), near: true };
}

/** Whether a layer shows exactly these marks, and all of them still stand in the page. */
export function holds({ entries, unpainted }: Layer, marks: readonly Mark[]): boolean {
  if (unpainted.length > 0 || entries.length !== marks.length) return false;
  return entries.every(({ mark, painted }, index) => {
    const next = marks[index];
    return (
      next !== undefined &&
      next.id === mark.id &&
      next.severity === mark.severity &&
      next.state === mark.state &&
      painted.element.isConnected &&
      covers(painted, next.range)
    );
  });
}

/** Takes a layer's ranges out of the highlights. */
export function removeLayer({ entries }: Layer, shared: SharedHighlights): void {
  for (const { look, painted } of entries) {
    shared.get(look).delete(painted.range);
    painted.release();
  }
}

/** Registers the entries near the viewport and takes out the others. Elements are measured once each, all before any write. */
export function lookAt(layers: Iterable<Layer>, shared: SharedHighlights, viewport: Viewport): void {
  const boxes = new Map<Element, Box>();
  const changed: Entry[] = [];
  for (const { entries, near } of layers) {
    for (const entry of entries) {
      if ((near && isNear(entry, { boxes, viewport })) !== entry.registered) changed.push(entry);
    }
  }
  for (const entry of changed) {
    const highlight = shared.get(entry.look);
    entry.registered = !entry.registered;
    if (entry.registered) highlight.add(entry.painted.range);
    else highlight.delete(entry.painted.range);
  }
}

type Measured = { readonly boxes: Map<Element, Box>; readonly viewport: Viewport };

function isNear({ painted }: Entry, { boxes, viewport }: Measured): boolean {
  const { element } = painted;
  const box = boxes.get(element) ?? element.getBoundingClientRect();
  boxes.set(element, box);
  if (!inWindow(box, viewport)) return false;
  // An element taller than the window says nothing about which of its lines are near.
  if (box.bottom - box.top <= viewport.height) return true;
  return painted.boxes().some((line) => inWindow(line, viewport));
}

/** The theme that most layers stand on. */
export function themeOf(layers: Iterable<Layer>): Theme {
  let dark = 0;
  for (const { theme, entries } of layers) {
    if (entries.length > 0) dark += theme === 'dark' ? 1 : -1;
  }
  return dark > 0 ? 'dark' : 'light';
}

function commonElement(elements: readonly Element[]): Element | undefined {
  let [common] = elements;
  for (const element of elements) {
    while (common !== undefined && !containsDeeply(common, element)) common = parentOf(common);
  }
  return common;
}

function containsDeeply(ancestor: Element, element: Element): boolean {
  for (let at: Element | undefined = element; at !== undefined; at = parentOf(at)) if (at === ancestor) return true;
  return false;
}

function parentOf(element: Element): Element | undefined {
  const parent = element.parentNode;
  if (parent !== null && isShadowRoot(parent)) return parent.host;
  return element.parentElement ?? undefined;
}
