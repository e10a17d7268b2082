import { describe, expect, it } from 'vitest';
import { type Box, spotBeside, staysAt } from './place-card.ts';

const window = { width: 1360, height: 900 };
const card = { width: 360, height: 600 };
const box = (left: number, top: number, width: number, height: number) =>
  ({ left, top, width, height, right: left + width, bottom: top + height }) as DOMRect;

describe('spotBeside', () => {
  it.each<[string, DOMRect, DOMRect, { x: number; y: number } | undefined]>([
    ['right of a passage with room there', box(100, 100, 800, 100), box(300, 130, 50, 20), { x: 910, y: 120 }],
    ['left of one that leaves room there alone', box(500, 100, 800, 100), box(600, 130, 50, 20), { x: 106, y: 120 }],
    ['nowhere beside a passage as wide as the window', box(0, 0, 1360, 100), box(600, 50, 50, 20), undefined],
    ['not below the window', box(100, 700, 800, 200), box(300, 800, 50, 20), { x: 910, y: 292 }],
    ['not above the window', box(100, -50, 800, 200), box(300, 0, 50, 20), { x: 910, y: 8 }],
    ['beside words that stand out of the passage', box(100, 100, 800, 100), box(300, 130, 650, 20), { x: 960, y: 120 }],
  ])('stands %s', (_rule, passage, words, expected) => {
    expect(spotBeside({ words, passage }, card, window)).toEqual(expected);
  });
});

describe('staysAt', () => {
  it.each<[string, Box, boolean]>([
    ['over the words', box(200, 100, 360, 600), false],
    ['beside the words', box(400, 100, 360, 600), true],
    ['below the words', box(200, 171, 360, 600), true],
    ['half below the window', box(400, 400, 360, 600), false],
    ['half left of the window', box(-10, 200, 360, 600), false],
  ])('a card %s: %s', (_rule, at, expected) => {
    expect(staysAt(at, box(300, 150, 50, 20), window)).toBe(expected);
  });
});
