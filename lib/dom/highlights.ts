import { type AdoptedSheet, createAdoptedSheet } from './adopted-sheet.ts';
import { highlightCss, looks } from './highlight-style.ts';
import type { Box } from './in-window.ts';
import { createLookout, type Lookout } from './lookout.ts';
import { type Mark, type MarkRange, type PaintedRange, paintedRange } from './mark-range.ts';
import { type Entry, holds, type Layer, lookAt, makeLayer, removeLayer, themeOf } from './paint-layer.ts';
import { createSharedHighlights, type Registry, type SharedHighlights } from './shared-highlights.ts';
import { isShadowRoot } from './text-walk.ts';

export type { Mark } from './mark-range.ts';

/** Paints marks into the page without touching its nodes. */
export type Painter = {
  /**
   * Makes `marks` the marks of a key, such as one passage, in place of those it had. Returns the ids that could not be
   * painted: nodes that left the page, empty ranges, text controls in browsers without value ranges. Marks that are painted
   * but far from the viewport are not among them. Painting the same marks again costs next to nothing.
   */
  readonly paint: (key: string, marks: readonly Mark[]) => readonly string[];
  readonly clear: (key: string) => void;
  /** Lays the background of the flag under review behind a range, or behind none. */
  readonly setActive: (range: MarkRange | undefined) => void;
  /**
   * The id of the mark at a point of the viewport in CSS pixels: the gravest there, of those the shortest. Only marks near
   * the viewport are hit.
   */
  readonly hitTest: (x: number, y: number) => string | undefined;
  /** Puts back what the page took away (registry entries, our sheet), and looks again what is near the viewport. */
  readonly check: () => void;
};

/** What a painter is made with. */
export type PainterOptions = {
  readonly document: Document;
  /** Aborting takes away everything the painter added. */
  readonly signal: AbortSignal;
  /** `CSS.highlights` by default. */
  readonly registry?: HighlightRegistry;
  /** One name for each look; see `createSharedHighlights`. */
  readonly names?: readonly string[];
};

/**
 * Makes a painter on the CSS Custom Highlight API: seven shared highlights, an adopted sheet, no nodes. Of all marks only
 * those within one viewport of the screen are registered; the others follow when the reader comes near.
 */
export function createPainter(options: PainterOptions): Painter {
  const window = options.document.defaultView;
  const registry = (options.registry ?? window?.CSS?.highlights) as Registry | undefined;
  if (window === null || registry === undefined || options.signal.aborted) return idlePainter;
  const { names } = options;
  const create = () => new window.Highlight();
  const shared = createSharedHighlights({ registry, create, ...(names === undefined ? {} : { names }) });
  return paintOn(options, { registry, shared, sheet: createAdoptedSheet(options.document) });
}

const idlePainter: Painter = {
  paint: (_key, marks) => marks.map(({ id }) => id),
  clear: () => undefined,
  setActive: () => undefined,
  hitTest: () => undefined,
  check: () => undefined,
};

type Means = { readonly registry: Registry; readonly shared: SharedHighlights; readonly sheet: AdoptedSheet };

function paintOn({ document, signal }: PainterOptions, { registry, shared, sheet }: Means): Painter {
  const layers = new Map<string, Layer>();
  const look = () => lookAt(layers.values(), shared, lookout.viewport());
  const lookout = createLookout({ document, signal, look });
  const prepare = (painted: PaintedRange) => adoptTree(painted, sheet, lookout);
  const setActive = activeSetter(shared.get('active'), prepare);
  const check = () => {
    shared.assert();
    sheet.setText(highlightCss(shared.names, themeOf(layers.values())));
    sheet.adopt(document);
    sheet.check();
    look();
  };
  const clear = (key: string) => {
    const layer = layers.get(key);
    layers.delete(key);
    if (layer === undefined) return;
    if (layer.root !== undefined) lookout.unwatch(layer.root);
    removeLayer(layer, shared);
  };
  const put = (key: string, marks: readonly Mark[]): Layer => {
    clear(key);
    const layer = makeLayer(marks);
    layers.set(key, layer);
    for (const { painted } of layer.entries) prepare(painted);
    watchLayer(layer, lookout);
    return layer;
  };
  signal.addEventListener('abort', () => {
    setActive(undefined);
    for (const key of [...layers.keys()]) clear(key);
    shared.remove();
    sheet.remove();
  });
  const painter: Painter = {
    paint(key, marks) {
      const shown = layers.get(key);
      const { unpainted } = shown !== undefined && holds(shown, marks) ? shown : put(key, marks);
      check();
      return unpainted;
    },
    clear,
    setActive,
    hitTest: (x, y) => hitTest({ x, y, registry, entries: [...layers.values()].flatMap(({ entries }) => entries) }),
    check,
  };
  return untilAborted(painter, signal);
}

/** The same painter while it lives, and one that does nothing afterwards. */
function untilAborted(painter: Painter, signal: AbortSignal): Painter {
  const now = () => (signal.aborted ? idlePainter : painter);
  return {
    paint: (key, marks) => now().paint(key, marks),
    clear: (key) => now().clear(key),
    setActive: (range) => now().setActive(range),
    hitTest: (x, y) => now().hitTest(x, y),
    check: () => now().check(),
  };
}

function activeSetter(highlight: Highlight, prepare: (painted: PaintedRange) => void): Painter['setActive'] {
  let active: PaintedRange | undefined;
  return (range) => {
    if (active !== undefined) highlight.delete(active.range);
    active?.release();
    active = range === undefined ? undefined : paintedRange(range);
    if (active === undefined) return;
    prepare(active);
    highlight.add(active.range);
  };
}

function watchLayer(layer: Layer, lookout: Lookout): void {
  if (layer.root === undefined) return;
  lookout.watch(layer.root, (isNear) => {
    layer.near = isNear;
    lookout.request();
  });
}

function adoptTree({ element }: PaintedRange, sheet: AdoptedSheet, lookout: Lookout): void {
  const tree = element.getRootNode();
  if (!isShadowRoot(tree)) return;
  sheet.adopt(tree);
  lookout.watchTree(tree);
}

type Hit = {
  readonly x: number;
  readonly y: number;
  readonly registry: Registry;
  readonly entries: readonly Entry[];
};

function hitTest({ x, y, registry, entries }: Hit): string | undefined {
  const registered = entries.filter((entry) => entry.registered);
  const hit =
    registry.highlightsFromPoint === undefined
      ? registered.filter(({ painted }) => painted.boxes().some((box) => holdsPoint(box, x, y)))
      : hitByRegistry({ x, y, registry }, registered);
  const rank = ({ look }: Entry) => looks.indexOf(look);
  const length = ({ painted }: Entry) => painted.length();
  return [...hit].sort((a, b) => rank(b) - rank(a) || length(a) - length(b))[0]?.mark.id;
}

function hitByRegistry(
  { x, y, registry }: Pick<Hit, 'x' | 'y' | 'registry'>,
  entries: readonly Entry[],
): readonly Entry[] {
  const roots = new Set(entries.map(({ painted }) => painted.element.getRootNode()));
  const shadowRoots = [...roots].filter(isShadowRoot);
  const hits = registry.highlightsFromPoint?.(x, y, { shadowRoots }) ?? [];
  const ranges = new Set(hits.flatMap((hit) => [...hit.ranges]));
  return entries.filter(({ painted }) => ranges.has(painted.range));
}

function holdsPoint({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}
