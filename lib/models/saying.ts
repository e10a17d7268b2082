import type { ErrorCode } from '../core/message-error.ts';
import type { DraftRefusal } from '../core/review-draft.ts';

/** What there is to tell a reviewer, as a code; the words are chosen where they are shown. */
export type Saying =
  | { readonly code: DraftRefusal }
  | {
      readonly code:
        | 'no-flag'
        | 'no-issue'
        | 'nothing-to-undo'
        | 'nothing-to-redo'
        | 'not-analysed-yet'
        | 'note-needed';
    }
  | { readonly code: 'no-proposal'; readonly openGrave: number }
  | { readonly code: 'not-visible-long-enough' }
  | { readonly code: 'not-written'; readonly reason: string; readonly copied: boolean }
  | { readonly code: 'page-undo-failed' }
  | { readonly code: 'voided' }
  | { readonly code: 'message-failed'; readonly error: ErrorCode; readonly detail: string };
