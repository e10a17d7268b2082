import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffBaseMs,
  backoffCapMs,
  backoffMs,
  clampRetryAfter,
  readRetryAfter,
  retryAfterCapMs,
  retryDelayMs,
} from './backoff.ts';

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const almostOne = 1 - Number.EPSILON;
const hour = 3_600_000;

describe('backoffMs', () => {
  it.each([
    [1, 1_999],
    [2, 3_999],
    [3, 7_999],
    [9, 511_999],
    [10, 899_999],
    [5_000, 899_999],
    [0, 1_999],
    [-3, 1_999],
  ])('after %i failed tries waits at most %i ms', (attempt, longest) => {
    expect(backoffMs(attempt, () => almostOne)).toBe(longest);
    expect(backoffMs(attempt, () => 0)).toBe(0);
  });

  it('stays a whole number below the doubling ceiling and the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), unit, (attempt, roll) => {
        const ms = backoffMs(attempt, () => roll);
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThan(Math.min(backoffCapMs, backoffBaseMs * 2 ** (attempt - 1)));
      }),
    );
  });

  it('is full jitter: it grows with the roll and reaches down to nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), unit, unit, (attempt, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(backoffMs(attempt, () => low)).toBeLessThanOrEqual(backoffMs(attempt, () => high));
      }),
    );
  });
});

describe('readRetryAfter', () => {
  const now = Date.parse('2026-01-02T03:04:05Z');
  const nowHeader = 'Fri, 02 Jan 2026 03:04:05 GMT';

  it.each<[string, string | undefined, number | undefined]>([
    ['no header', undefined, undefined],
    ['seconds', '120', 120_000],
    ['nothing to wait', '0', 0],
    ['spaces around', '  7 ', 7_000],
    ['negative seconds', '-5', 0],
    ['a day', '86400', hour],
    ['more digits than a number holds', '9'.repeat(400), hour],
    ['an IMF date', 'Fri, 02 Jan 2026 03:06:05 GMT', 120_000],
    ['an RFC 850 date', 'Friday, 02-Jan-26 03:06:05 GMT', 120_000],
    ['an asctime date', 'Fri Jan  2 03:06:05 2026', 120_000],
    ['a date gone by', 'Fri, 02 Jan 2026 03:00:00 GMT', 0],
    ['a date next year', 'Sat, 02 Jan 2027 03:04:05 GMT', hour],
    ['a date that is none', 'Fri, 99 Foo 2026 03:06:05 GMT', undefined],
    ['a fraction', '1.5', undefined],
    ['an exponent', '1e3', undefined],
    ['hexadecimal', '0x10', undefined],
    ['a word', 'soon', undefined],
    ['a month, which Date.parse would take', 'May', undefined],
    ['an ISO date', '2026-01-02T03:06:05Z', undefined],
    ['two values', '1, 2', undefined],
    ['the empty string', '', undefined],
  ])('%s', (_, retryAfter, expected) => {
    expect(readRetryAfter({ retryAfter, date: nowHeader, now })).toBe(expected);
  });

  it.each([-86_400_000, -1_000, 0, 86_400_000])('is not touched by a clock that is %i ms off', (skew) => {
    const retryAfter = 'Fri, 02 Jan 2026 03:05:05 GMT';
    expect(readRetryAfter({ retryAfter, date: nowHeader, now: now + skew })).toBe(60_000);
  });

  it.each([undefined, 'yesterday'])('takes a date relative to our clock where the reply says %s', (date) => {
    expect(readRetryAfter({ retryAfter: 'Fri, 02 Jan 2026 03:05:05 GMT', date, now })).toBe(60_000);
  });

  it('is undefined or within an hour, whatever the headers say', () => {
    const header = fc.option(
      fc.oneof(
        fc.string(),
        fc.integer().map(String),
        fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(header, header, fc.integer(), (retryAfter, date, at) => {
        const ms = readRetryAfter({ retryAfter, date, now: at });
        if (ms === undefined) return;
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(retryAfterCapMs);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('clampRetryAfter', () => {
  it.each([
    [-1, 0],
    [0, 0],
    [1.4, 1],
    [hour, hour],
    [1e300, hour],
  ])('holds %d to %d', (ms, expected) => {
    expect(clampRetryAfter(ms)).toBe(expected);
  });
});

describe('retryDelayMs', () => {
  it('is never before what the endpoint asked for, nor before our own jitter, nor over an hour', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.option(fc.integer({ min: 0, max: hour }), { nil: undefined }),
        unit,
        (attempt, asked, roll) => {
          const ms = retryDelayMs(attempt, asked, () => roll);
          expect(ms).toBe(
            Math.max(
              backoffMs(attempt, () => roll),
              asked ?? 0,
            ),
          );
          expect(ms).toBeLessThanOrEqual(retryAfterCapMs);
        },
      ),
    );
  });

  it('makes at most 25 requests in an hour of outage, with the mean roll of the dice', () => {
    let requests = 0;
    for (let at = 0; at < hour; at += retryDelayMs(requests, undefined, () => 0.5)) requests += 1;
    expect(requests).toBeGreaterThan(5);
    expect(requests).toBeLessThanOrEqual(25);
  });
});
