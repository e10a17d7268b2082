import type { FlagInput, RaisedFlag } from '../core/flag.ts';

/** A check that had nothing to go on or could not finish, and why, in words for a person. */
export type CheckReason = { readonly rule: string; readonly reason: string };

/**
 * What a critic says of a passage: the problems it sees at spans of the text, with suggestions that nobody has accepted
 * yet, and what it could not look at. No flags and no failures is an answer: nothing was found.
 */
export type Critique = {
  /** Who says so, with the version of whatever it judges by, kept with every decision. */
  readonly critic: { readonly id: string; readonly version: string };
  readonly flags: readonly RaisedFlag[];
  readonly abstained: readonly CheckReason[];
  readonly failed: readonly CheckReason[];
};

/**
 * Whatever proposes flags from reading a passage: the built-in rules today, models behind providers beside them later. A
 * critic never changes anything; what it proposes waits for a person. It reports its own trouble in `failed` and rejects
 * only when it was aborted.
 */
export type Critic = {
  readonly id: string;
  readonly critique: (passage: FlagInput, signal?: AbortSignal) => Promise<Critique>;
};
