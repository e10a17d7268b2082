import type { DismissReason } from './review.ts';
import type { Severity } from './severity.ts';
import type { Verdict } from './verdict.ts';

/** Everything a reviewer can ask of a review, by key, click or touch alike. One vocabulary for all surfaces. */
export type Command =
  | { readonly kind: 'next-flag' }
  | { readonly kind: 'previous-flag' }
  | { readonly kind: 'go-to-flag'; readonly flagId: string }
  | { readonly kind: 'next-passage' }
  | { readonly kind: 'previous-passage' }
  | { readonly kind: 'accept'; readonly suggestion: number }
  | { readonly kind: 'dismiss' }
  | { readonly kind: 'dismiss-as'; readonly reason: DismissReason }
  | { readonly kind: 'edit' }
  | { readonly kind: 'edit-done'; readonly text: string }
  | { readonly kind: 'note' }
  | { readonly kind: 'note-done'; readonly text: string }
  | { readonly kind: 'label-class'; readonly key: string }
  | { readonly kind: 'label'; readonly type: string }
  | { readonly kind: 'unlabel'; readonly issueId: string }
  | { readonly kind: 'severity'; readonly severity: Severity }
  | { readonly kind: 'toggle-diff' }
  | { readonly kind: 'show-original'; readonly on: boolean }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'submit-proposed' }
  | { readonly kind: 'reason-done'; readonly text: string }
  | { readonly kind: 'consent'; readonly destinationId: string; readonly granted: boolean }
  /** Runs the checks again on a passage that could not be checked. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'toggle-why' }
  | { readonly kind: 'toggle-help' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'close' };

/**
 * What the card is waiting for. `browse`: any command key; `dismiss`: a reason; `label`: the digit behind a class letter;
 * the rest: text in a field, where command keys are letters.
 */
export type Mode =
  | { readonly kind: 'browse' }
  | { readonly kind: 'dismiss' }
  | { readonly kind: 'label'; readonly classKey: string }
  | { readonly kind: 'edit' }
  | { readonly kind: 'note' }
  | { readonly kind: 'reason'; readonly verdict: Verdict };

/** Whether the reviewer is typing text, so that letters are letters. */
export function isTyping(mode: Mode): boolean {
  return mode.kind === 'edit' || mode.kind === 'note' || mode.kind === 'reason';
}
