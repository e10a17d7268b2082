/** What is under an element's text: a dark or a light surface. */
export type Theme = 'light' | 'dark';

/** Backgrounds fainter than this let the surface below decide. */
const leastAlpha = 0.5;

/**
 * Whether an element's text stands on a dark or a light surface: by the first background on the way up that is not see
 * through, else by the text's own colour, which is light on dark surfaces. What the reader prefers says nothing about what
 * the page painted.
 */
export function themeBehind(element: Element): Theme {
  const view = element.ownerDocument.defaultView;
  if (view === null) return 'light';
  for (let at: Element | null = element; at !== null; at = parentAsDrawn(at)) {
    const lightness = lightnessOf(view.getComputedStyle(at).backgroundColor);
    if (lightness !== undefined) return lightness < 0.5 ? 'dark' : 'light';
  }
  const ofText = lightnessOf(view.getComputedStyle(element).color) ?? 0;
  return ofText > 0.5 ? 'dark' : 'light';
}

/**
 * The perceived lightness of a computed colour, 0 black to 1 white; `undefined` for one that is mostly see through or in no
 * notation a browser computes to.
 */
export function lightnessOf(color: string): number | undefined {
  const [, name = '', body = ''] = /^([a-z]+)\(([^)]*)\)$/.exec(color.trim()) ?? [];
  const numbers = [...body.matchAll(/(?<![a-z\d-])(-?[\d.]+(?:e-?\d+)?)(%?)/g)].map(([, digits, percent]) =>
    percent === '' ? Number(digits) : Number(digits) / 100,
  );
  const [first = 0, second = 0, third = 0, alpha = 1] = numbers;
  if (numbers.length < 3 || alpha < leastAlpha) return undefined;
  if (name === 'rgb' || name === 'rgba') return lightnessOfRgb(first / 255, second / 255, third / 255);
  if (name === 'color') return lightnessOfRgb(first, second, third);
  if (name === 'oklab' || name === 'oklch') return first;
  return name === 'lab' || name === 'lch' ? first / 100 : undefined;
}

/** Rec. 709 luma of gamma-encoded channels: near enough to lightness to tell dark from light. */
function lightnessOfRgb(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parentAsDrawn(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  const parent = element.parentNode;
  return parent !== null && 'host' in parent ? (parent as ShadowRoot).host : element.parentElement;
}
