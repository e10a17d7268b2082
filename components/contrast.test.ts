import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const dark = css.indexOf('prefers-color-scheme: dark');

/** The colours a scheme defines, by token name without its prefix. */
function coloursOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(text.matchAll(/--cs-([a-z-]+): (#[0-9a-f]{6});/g), ([, name = '', hex = '']) => [name, hex]),
  );
}

const schemes = { light: coloursOf(css.slice(0, dark)), dark: coloursOf(css.slice(dark)) };

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const papers = ['paper', 'shade', 'accent-soft'] as const;
const inks = ['ink', 'faint'] as const;

/** Text on ground, as the style sheets pair them. */
const pairs: readonly (readonly [string, string])[] = [
  ...inks.flatMap((ink) => papers.map((paper) => [ink, paper] as const)),
  ...['accent', 'critical', 'major', 'minor', 'neutral'].flatMap((tone) => [
    [tone, 'paper'] as const,
    [tone, 'shade'] as const,
  ]),
  ['on-accent', 'accent'],
  ['ink', 'caution'],
  ['major', 'caution'],
  ['ink', 'problem'],
  ['critical', 'problem'],
];

describe.each(['light', 'dark'] as const)('%s scheme', (scheme) => {
  const colour = (name: string): string => {
    const value = schemes[scheme].get(name);
    if (value === undefined) throw new Error(`the ${scheme} scheme has no colour ${name}`);
    return value;
  };

  it.each(pairs)('%s can be read on %s (WCAG 2.2, 1.4.3: 4.5)', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edge of fields at 3:1 (WCAG 2.2, 1.4.11)', () => {
    expect(contrast(colour('edge'), colour('paper'))).toBeGreaterThanOrEqual(3);
  });
});

it('measures black on white as 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
