import { describe, expect, it } from 'vitest';
import type { Severity } from '../core/severity.ts';
import { highlightCss, type Look, lookOf, looks, type MarkState } from './highlight-style.ts';
import type { Theme } from './page-theme.ts';

const names = Object.fromEntries(looks.map((look) => [look, `n-${look}`])) as Record<Look, string>;

describe('lookOf', () => {
  it.each<[severity: Severity, state: MarkState, look: Look]>([
    ['critical', 'open', 'critical'],
    ['neutral', 'open', 'neutral'],
    ['critical', 'accepted', 'struck'],
    ['minor', 'edited', 'struck'],
    ['critical', 'dismissed', 'faint'],
  ])('%s and %s', (severity, state, look) => {
    expect(lookOf(severity, state)).toBe(look);
  });
});

describe('highlightCss', () => {
  it('tells the severities apart by line alone', () => {
    const css = highlightCss(names, 'light');
    const styles = ['critical', 'major', 'minor', 'neutral'].map((look) => lineOf(css, look));
    expect(styles).toEqual(['double', 'wavy', 'dotted', 'dashed']);
  });

  it.each<[theme: Theme, surface: string]>([
    ['light', '#ffffff'],
    ['dark', '#1e1e1e'],
  ])('keeps 4.5:1 on a %s surface, and 3:1 for what is dismissed', (theme, surface) => {
    const css = highlightCss(names, theme);
    for (const look of looks.filter((name) => name !== 'active')) {
      const color = new RegExp(`highlight\\(n-${look}\\)\\{text-decoration:[^#}]*(#[0-9a-f]{6})`).exec(css)?.[1] ?? '';
      expect(contrast(color, surface), look).toBeGreaterThanOrEqual(look === 'faint' ? 3 : 4.5);
    }
  });

  it('uses system colours where colours are forced', () => {
    const forced = highlightCss(names, 'dark').split('forced-colors:active')[1] ?? '';
    expect(forced).not.toMatch(/#|rgb/);
    expect(forced).toContain('::highlight(n-active){background-color:Highlight');
  });
});

function lineOf(css: string, look: string): string | undefined {
  return new RegExp(`highlight\\(n-${look}\\)\\{text-decoration:\\S+ (\\S+)`).exec(css)?.[1];
}

/** The contrast ratio of WCAG 2 between two colours written `#rrggbb`. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const linear = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
