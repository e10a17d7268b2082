import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Command } from '../../lib/core/command.ts';
import type { ReviewState } from '../../lib/models/review-state.ts';
import type { KeyRow } from './key-table.ts';

/** What the parts of one review card share. */
export type Card = {
  readonly state: ReviewState;
  /** The present moment in ms since the epoch; times are shown relative to it. */
  readonly now: number;
  readonly send: (command: Command) => void;
  readonly keys: readonly KeyRow[];
  /** Whether nothing may be decided just now because a verdict is being saved. */
  readonly busy: boolean;
  /** Whether the card held focus before this render, so that a new field may take it. */
  readonly held: { readonly current: boolean };
  /** Whether the card has been shown before this render: nothing is scrolled while it first appears. */
  readonly settled: { readonly current: boolean };
  /** Words typed and not yet given in, by field, so that Escape loses none of them. */
  readonly typed: Map<string, string>;
};

/** The card around a part. */
export const CardContext = createContext<Card | undefined>(undefined);

/**
 * The card this part stands in.
 *
 * @throws Error outside a review card.
 */
export function useCard(): Card {
  const card = useContext(CardContext);
  if (card === undefined) throw new Error('a part of the review card was rendered outside of it');
  return card;
}
