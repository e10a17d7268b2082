/** Time spent on a review so far, in ms; the three parts never overlap. */
export type Spent = { readonly activeMs: number; readonly idleMs: number; readonly awayMs: number };

/** Without input for this long the reviewer counts as idle, from the last input on. */
export const idleAfterMs = 30_000;

/** Tells active, idle and away time apart from what it is told. All times are epoch ms and never run backwards. */
export type Stopwatch = {
  /** A key, click or scroll of the reviewer. */
  readonly input: (at: number) => void;
  /** The page went to the background, or came back. */
  readonly setAway: (away: boolean, at: number) => void;
  readonly read: (at: number) => Spent;
};

/** A stopwatch that starts with the reviewer present. */
export function createStopwatch(startedAt: number): Stopwatch {
  let spent: Spent = { activeMs: 0, idleMs: 0, awayMs: 0 };
  let since = startedAt;
  let lastInput = startedAt;
  let away = false;

  const upTo = (at: number): Spent => {
    const passed = Math.max(0, at - since);
    if (away) return { ...spent, awayMs: spent.awayMs + passed };
    const activeUntil = Math.min(since + passed, Math.max(since, lastInput + idleAfterMs));
    const activeMs = activeUntil - since;
    return { ...spent, activeMs: spent.activeMs + activeMs, idleMs: spent.idleMs + passed - activeMs };
  };
  const settle = (at: number): void => {
    spent = upTo(at);
    since = Math.max(since, at);
  };

  return {
    input(at) {
      settle(at);
      lastInput = Math.max(lastInput, at);
    },
    setAway(next, at) {
      settle(at);
      if (away && !next) lastInput = Math.max(lastInput, at);
      away = next;
    },
    read: upTo,
  };
}
