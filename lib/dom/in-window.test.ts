import { describe, expect, it } from 'vitest';
import { type Box, inWindow } from './in-window.ts';

const viewport = { width: 800, height: 600 };
const box = (left: number, top: number): Box => ({ left, top, right: left + 100, bottom: top + 20 });

describe('inWindow', () => {
  it.each<[name: string, box: Box, near: boolean]>([
    ['in the viewport', box(0, 0), true],
    ['less than a viewport below', box(0, 1199), true],
    ['a viewport below', box(0, 1200), false],
    ['less than a viewport above', box(0, -619), true],
    ['a viewport above', box(0, -620), false],
    ['less than a viewport to the right', box(1599, 0), true],
    ['a viewport to the right', box(1600, 0), false],
    ['a viewport to the left', box(-900, 0), false],
    ['larger than all of it', { left: -5000, top: -5000, right: 5000, bottom: 5000 }, true],
  ])('%s', (_name, of, near) => {
    expect(inWindow(of, viewport)).toBe(near);
  });
});
