import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStopwatch, idleAfterMs, type Spent } from './stopwatch.ts';

type Happening = { readonly at: number } & ({ readonly kind: 'input' } | { readonly kind: 'away' | 'back' });

function spentAfter(happenings: readonly Happening[], until: number): Spent {
  const stopwatch = createStopwatch(0);
  for (const { kind, at } of happenings) {
    if (kind === 'input') stopwatch.input(at);
    else stopwatch.setAway(kind === 'away', at);
  }
  return stopwatch.read(until);
}

describe('a stopwatch', () => {
  it('calls a reviewer idle after 30 s without input', () => {
    expect(idleAfterMs).toBe(30_000);
  });

  it.each<[name: string, happenings: readonly Happening[], until: number, spent: Spent]>([
    ['starts at nothing', [], 0, { activeMs: 0, idleMs: 0, awayMs: 0 }],
    ['starts with the reviewer present', [], 30_000, { activeMs: 30_000, idleMs: 0, awayMs: 0 }],
    ['counts idle time behind the last input', [], 45_000, { activeMs: 30_000, idleMs: 15_000, awayMs: 0 }],
    [
      'starts anew with each input',
      [{ kind: 'input', at: 20_000 }],
      50_000,
      { activeMs: 50_000, idleMs: 0, awayMs: 0 },
    ],
    [
      'counts an input after a pause as the end of it',
      [{ kind: 'input', at: 100_000 }],
      110_000,
      { activeMs: 40_000, idleMs: 70_000, awayMs: 0 },
    ],
    [
      'counts a hidden page as away',
      [
        { kind: 'away', at: 10_000 },
        { kind: 'back', at: 70_000 },
      ],
      80_000,
      { activeMs: 20_000, idleMs: 0, awayMs: 60_000 },
    ],
    [
      'counts away until it is back',
      [{ kind: 'away', at: 10_000 }],
      50_000,
      { activeMs: 10_000, idleMs: 0, awayMs: 40_000 },
    ],
    [
      'counts away once',
      [
        { kind: 'away', at: 10_000 },
        { kind: 'away', at: 20_000 },
        { kind: 'back', at: 30_000 },
        { kind: 'back', at: 65_000 },
      ],
      70_000,
      { activeMs: 40_000, idleMs: 10_000, awayMs: 20_000 },
    ],
    [
      'counts idle time before going away',
      [
        { kind: 'away', at: 50_000 },
        { kind: 'back', at: 60_000 },
      ],
      60_000,
      { activeMs: 30_000, idleMs: 20_000, awayMs: 10_000 },
    ],
  ])('%s', (_name, happenings, until, spent) => {
    expect(spentAfter(happenings, until)).toEqual(spent);
  });

  const happenings = fc
    .array(
      fc.record({
        kind: fc.constantFrom('input', 'away', 'back') as fc.Arbitrary<Happening['kind']>,
        after: fc.nat(90_000),
      }),
      { maxLength: 20 },
    )
    .map((all) => {
      let at = 0;
      return all.map(({ kind, after }): Happening => {
        at += after;
        return { kind, at };
      });
    });

  it('shares all time that passed among its three parts', () => {
    fc.assert(
      fc.property(happenings, fc.nat(90_000), (all, rest) => {
        const until = (all.at(-1)?.at ?? 0) + rest;
        const { activeMs, idleMs, awayMs } = spentAfter(all, until);
        expect(activeMs + idleMs + awayMs).toBe(until);
        expect(Math.min(activeMs, idleMs, awayMs)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never takes time back', () => {
    fc.assert(
      fc.property(happenings, fc.nat(90_000), fc.nat(90_000), (all, first, second) => {
        const until = (all.at(-1)?.at ?? 0) + first;
        const before = spentAfter(all, until);
        const after = spentAfter(all, until + second);
        expect(after.activeMs).toBeGreaterThanOrEqual(before.activeMs);
        expect(after.idleMs).toBeGreaterThanOrEqual(before.idleMs);
        expect(after.awayMs).toBeGreaterThanOrEqual(before.awayMs);
      }),
    );
  });

  it('is not changed by being read', () => {
    const stopwatch = createStopwatch(0);
    stopwatch.read(50_000);
    stopwatch.input(20_000);
    expect(stopwatch.read(20_000)).toEqual({ activeMs: 20_000, idleMs: 0, awayMs: 0 });
  });

  it('stands still when the clock is set back', () => {
    const stopwatch = createStopwatch(10_000);
    stopwatch.input(5_000);
    expect(stopwatch.read(5_000)).toEqual({ activeMs: 0, idleMs: 0, awayMs: 0 });
    expect(stopwatch.read(15_000)).toEqual({ activeMs: 5_000, idleMs: 0, awayMs: 0 });
  });
});
