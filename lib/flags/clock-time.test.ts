import { describe, expect, it } from 'vitest';
import { findClockTimes } from './clock-time.ts';

describe('findClockTimes', () => {
  it.each<[text: string, shown: string, minutes: readonly number[]]>([
    ['6:55', '6:55', [415, 1135]],
    ['at 5 pm.', '5 pm', [1020]],
    ['at 5 p.m. on', '5 p.m.', [1020]],
    ['10.30 a.m.', '10.30 a.m.', [630]],
    ['noon', 'noon', [720]],
    ['midnight', 'midnight', [0]],
    ['7 o’clock', '7', [420, 1140]],
    ['12:30:45', '12:30:45', [750, 30]],
    ['12 am', '12 am', [0]],
    ['00:00', '00:00', [0, 720]],
  ])('reads %s', (text, shown, minutes) => {
    const found = findClockTimes(text).map(({ start, end, values }) => [text.slice(start, end), values]);
    expect(found).toEqual([[shown, minutes]]);
  });

  it.each(['25:00', '13 pm', '1:2', 'score 3:2', '10:99', '1.10:30'])('does not take %s for a time', (text) => {
    expect(findClockTimes(text)).toEqual([]);
  });
});
