import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;
const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Rules of the style sheets that a page or a person would notice when broken. */
describe.each(sheets)('%s', (name) => {
  const css = read(name);

  it('measures in px, since rem belongs to the page', () => {
    expect(css).not.toMatch(/\d(rem|em)\b/);
  });

  it('puts every rule into a layer of one order', () => {
    expect(css.startsWith('@layer tokens, base, controls, parts, schemes;')).toBe(true);
    const outside = css
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
      .filter((line) => /^[^\s@}]/.test(line));
    expect(outside).toEqual([]);
  });

  it('uses logical properties, so that it turns round for right-to-left', () => {
    expect(css).not.toMatch(/(margin|padding|border)-(left|right|top|bottom)\b|[\s{](left|right|top|bottom):/);
  });

  it('moves for 120 ms at most, through the one token that reduced motion sets to nothing', () => {
    expect(css).not.toMatch(/animation|@keyframes/);
    for (const [, value = ''] of css.matchAll(/transition:([^;]+);/g)) expect(value).not.toMatch(/\d+m?s/);
    for (const [, ms = ''] of css.matchAll(/--cs-quick: (\d+)ms/g)) expect(Number(ms)).toBeLessThanOrEqual(120);
  });

  it('uses no token that is not defined', () => {
    const defined = new Set(Array.from(read('tokens.css').matchAll(/(--cs-[a-z-]+):/g), ([, token]) => token));
    const used = Array.from(css.matchAll(/var\((--cs-[a-z-]+)/g), ([, token]) => token);
    expect(used.filter((token) => !defined.has(token))).toEqual([]);
  });
});

it('knows all sheets', () => {
  expect(sheets.sort()).toEqual(['card.css', 'controls.css', 'gutter.css', 'panels.css', 'tokens.css']);
});
