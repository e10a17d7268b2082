import type { Mode } from '../core/command.ts';
import type { Delivery } from '../core/delivery.ts';
import type { RaisedFlag } from '../core/flag.ts';
import type { Signal } from '../core/passage.ts';
import type { Risk, Sample } from '../core/policy.ts';
import type { Decision } from '../core/review.ts';
import type { ReviewDraft } from '../core/review-draft.ts';
import type { Span } from '../core/span.ts';
import type { Taxonomy } from '../core/taxonomy.ts';
import type { Verdict } from '../core/verdict.ts';

/** A flag with what became of it and whether its words are still where they were. */
export type FlagRow = {
  readonly flag: RaisedFlag;
  readonly decision: Decision;
  /** Whether the flag's span can be shown; a flag whose words are gone is listed without a highlight. */
  readonly anchored: boolean;
};

/** How far a passage's review has come. */
export type ReviewPhase =
  | { readonly kind: 'analysing' }
  /** The background could not analyse it; `message` says what to do. Nothing may look clean then. */
  | { readonly kind: 'not-analysed'; readonly message: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'saving'; readonly verdict: Verdict }
  /** Committed on this machine. `deliveries` is empty where no destination is set up. */
  | {
      readonly kind: 'saved';
      readonly verdict: Verdict;
      readonly rev: number;
      readonly deliveries: readonly Delivery[];
    }
  /** Not committed; the draft is kept and the same operation will be sent again on `retry`. */
  | { readonly kind: 'save-failed'; readonly verdict: Verdict; readonly message: string };

/** Everything a review card shows of one passage. A value: the same state renders the same card. */
export type ReviewState = {
  readonly taxonomy: Taxonomy;
  readonly mode: Mode;
  readonly phase: ReviewPhase;
  /** The passage's text as it was analysed; all spans speak of it. */
  readonly original: string;
  readonly revised: string;
  readonly editable: boolean;
  readonly signals: readonly Signal[];
  readonly likelihood: number;
  readonly risk: Risk;
  readonly sample: Sample | undefined;
  readonly flags: readonly FlagRow[];
  /** Index into `flags`, or -1 where there are none. */
  readonly activeFlag: number;
  readonly draft: ReviewDraft;
  /** The issue a severity key changes: the one labelled last. */
  readonly activeIssueId: string | undefined;
  readonly proposed: Verdict | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly checks: {
    readonly ruleset: string;
    readonly abstained: readonly { readonly rule: string; readonly reason: string }[];
    readonly failed: readonly { readonly rule: string; readonly reason: string }[];
  };
  readonly showing: {
    readonly diff: boolean;
    readonly original: boolean;
    readonly why: boolean;
    readonly help: boolean;
  };
  /** What an `edit` starts from: the span's words, or the first suggestion. `undefined` outside edit mode. */
  readonly editing: { readonly span: Span; readonly text: string } | undefined;
  /** A passing message, such as a refused step or a fix that could not be written back; announced politely. */
  readonly notice: { readonly kind: 'info' | 'problem'; readonly text: string } | undefined;
  /** This passage's place among the page's passages, from 1. */
  readonly place: { readonly index: number; readonly total: number };
  /** The last review of this passage by this reviewer, where there is one. */
  readonly prior: { readonly verdict: Verdict; readonly rev: number; readonly stale: boolean } | undefined;
  /** Whether page scripts may have seen keys before our guard stood (injected late under activeTab). */
  readonly guardedLate: boolean;
};
