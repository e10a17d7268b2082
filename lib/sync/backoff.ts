/** The longest delay after a first failed try, in ms (`docs/contracts.md`, Wire). */
export const backoffBaseMs = 2_000;

/** The longest delay our own backoff ever asks for, in ms (`docs/contracts.md`, Wire). */
export const backoffCapMs = 15 * 60_000;

/** The longest delay an endpoint can ask for, in ms: an absurd header must not silence a destination for days. */
export const retryAfterCapMs = 60 * 60_000;

/** A source of numbers in `[0, 1)`, such as `Math.random`. */
export type Random = () => number;

/**
 * How long to wait after so many failed tries in a row: full jitter, a whole number of ms in
 * `[0, min(cap, base · 2^(attempt - 1)))`. An `attempt` below 1 counts as 1.
 */
export function backoffMs(attempt: number, random: Random): number {
  const ceiling = Math.min(backoffCapMs, backoffBaseMs * 2 ** (Math.max(1, attempt) - 1));
  return Math.floor(random() * ceiling);
}

/** A delay asked for by an endpoint, held to `[0, retryAfterCapMs]`. */
export function clampRetryAfter(ms: number): number {
  return Math.min(Math.max(Math.round(ms), 0), retryAfterCapMs);
}

/** What says how long an endpoint wants to be left alone. `now` is epoch ms. */
export type RetryAfter = {
  readonly retryAfter: string | undefined;
  /** The reply's own `Date` header. */
  readonly date: string | undefined;
  readonly now: number;
};

/**
 * The delay a reply asks for in ms, clamped to `[0, retryAfterCapMs]`, or `undefined` where it asks for none that can be
 * read (RFC 9110 §10.2.3: seconds or an HTTP date).
 *
 * A date is taken relative to the reply's `Date`, so that a wrong clock on this machine does no harm; only where that
 * header is missing or unreadable is it taken relative to `now`.
 */
export function readRetryAfter({ retryAfter, date, now }: RetryAfter): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\s*-?\d+\s*$/.test(retryAfter)) return clampRetryAfter(Number(retryAfter) * 1000);
  const at = parseHttpDate(retryAfter);
  return at === undefined ? undefined : clampRetryAfter(at - (parseHttpDate(date ?? '') ?? now));
}

/** When to try again after a failure, in ms from now: our own jitter, but never before the endpoint asked for. */
export function retryDelayMs(attempt: number, asked: number | undefined, random: Random): number {
  return Math.max(backoffMs(attempt, random), asked ?? 0);
}

/** The three forms of RFC 9110 §5.6.7. `Date.parse` alone would read "12" and "May" as dates too. */
const imfDate = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const rfc850Date = /^\w{6,9}, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const asctimeDate = /^\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

function parseHttpDate(header: string): number | undefined {
  const text = header.trim();
  if (imfDate.test(text) || rfc850Date.test(text)) return finite(Date.parse(text));
  // asctime names no zone but means GMT; without one it would be read as local time.
  if (asctimeDate.test(text)) return finite(Date.parse(`${text} GMT`));
  return undefined;
}

function finite(ms: number): number | undefined {
  return Number.isFinite(ms) ? ms : undefined;
}
