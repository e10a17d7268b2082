// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { lightnessOf, type Theme, themeBehind } from './page-theme.ts';

describe('lightnessOf', () => {
  it.each<[color: string, lightness: number | undefined]>([
    ['rgb(255, 255, 255)', 1],
    ['rgb(0, 0, 0)', 0],
    ['rgba(0, 0, 0, 0)', undefined],
    ['rgba(255, 255, 255, 0.9)', 1],
    ['rgb(0 0 0 / 20%)', undefined],
    ['color(srgb 1 1 1)', 1],
    ['color(srgb 0 0 0 / 0.1)', undefined],
    ['oklch(0.2 0.05 260)', 0.2],
    ['lab(90 0 0)', 0.9],
    ['transparent', undefined],
    ['', undefined],
  ])('%s', (color, lightness) => {
    const found = lightnessOf(color);
    if (lightness === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(lightness, 3);
  });
});

describe('themeBehind', () => {
  it.each<[name: string, html: string, theme: Theme]>([
    ['a page that says nothing', '<p id="p">text</p>', 'light'],
    ['a dark panel on a light page', '<div style="background: rgb(20, 20, 20)"><p id="p">text</p></div>', 'dark'],
    [
      'a light card on a dark page',
      '<div style="background: black"><p id="p" style="background: white">text</p></div>',
      'light',
    ],
    [
      'a veil lets the surface decide',
      '<div style="background: black"><p id="p" style="background: rgba(255, 255, 255, 0.1)">text</p></div>',
      'dark',
    ],
    ['light text where no background is known', '<p id="p" style="color: rgb(240, 240, 240)">text</p>', 'dark'],
  ])('%s', (_name, html, theme) => {
    document.body.innerHTML = html;
    expect(themeBehind(document.querySelector('#p') as Element)).toBe(theme);
  });

  it('looks out of a shadow root', () => {
    document.body.innerHTML = '<div style="background: black"><span></span></div>';
    const shadow = (document.querySelector('span') as Element).attachShadow({ mode: 'open' });
    shadow.innerHTML = '<p>text</p>';
    expect(themeBehind(shadow.firstElementChild as Element)).toBe('dark');
  });
});
