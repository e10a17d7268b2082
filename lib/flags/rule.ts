import type { Flag, PageRecord } from '../core/flag.ts';
import type { Severity } from '../core/severity.ts';
import { type Span, sliceSpan } from '../core/span.ts';
import type { Aligner } from './counterpart.ts';
import type { SourceDates } from './date-match.ts';
import type { DateMention } from './date-mention.ts';
import type { LanguageVerdict } from './language.ts';
import type { Quantity } from './quantity.ts';
import type { GroundingVerdict } from './source-text.ts';

/**
 * What a rule reads: the passage, what stands beside it, and the readings of the passage that several rules share.
 * The functions compute their answer once per input, on first use.
 */
export type RuleInput = {
  /** The passage; every span of a flag speaks of it. */
  readonly text: string;
  readonly source?: string;
  readonly request?: string;
  readonly records?: readonly PageRecord[];
  /** BCP 47 tag of the passage's language, as it was given. */
  readonly lang?: string;
  /** Whether rules that know English only may read the passage, see `judgeLanguage`. */
  readonly language: () => LanguageVerdict;
  /** Code blocks and inline code of the passage, ordered and disjoint. */
  readonly codeSpans: () => readonly Span[];
  /** Web addresses in the passage, ordered and disjoint. */
  readonly urlSpans: () => readonly Span[];
  /** Source and records as one text, see `renderSource`; evidence offsets of the grounding rules speak of it. */
  readonly sourceText: () => string;
  /** Dates and quantities as English writes them; no quantity overlaps a date, and none stands in code or an address. */
  readonly dates: () => readonly DateMention[];
  readonly quantities: () => readonly Quantity[];
  readonly sourceDates: () => SourceDates;
  readonly sourceQuantities: () => readonly Quantity[];
  readonly requestDates: () => SourceDates;
  readonly requestQuantities: () => readonly Quantity[];
  /** Whether the passage may be held against its source. */
  readonly grounding: () => GroundingVerdict;
  /** Passage and source, made ready to find what speaks of the same thing. */
  readonly aligner: () => Aligner;
  readonly sourceAligner: () => Aligner;
};

/**
 * What a rule says: flags, or that it could not judge and why, in words for a person. `notChecked` names what a rule left
 * out while it did the rest of its work, such as dates that have no source to stand against.
 */
export type RuleOutcome =
  | { readonly kind: 'flags'; readonly flags: readonly Flag[]; readonly notChecked?: string }
  | { readonly kind: 'abstained'; readonly reason: string };

/**
 * One deterministic check of a passage. `run` must give the same answer for the same input, in time linear in its length,
 * and must return each flag with `rule` equal to `id` and `quote` equal to the text of its span.
 */
export type Rule = {
  readonly id: string;
  /** Changes whenever the rule may answer differently, so that recorded decisions stay comparable. */
  readonly version: string;
  /** Issue type of the rule's ordinary flag. */
  readonly category: string;
  /** Severity of the rule's ordinary flag. */
  readonly severity: Severity;
  readonly run: (input: RuleInput) => RuleOutcome;
};

/** What differs from flag to flag of a rule; category and severity stand in for the rule's own. */
export type Finding = Span &
  Omit<Partial<Flag>, 'start' | 'end' | 'quote' | 'rule'> &
  Pick<Flag, 'message' | 'confidence'>;

/** The flag of a finding: rule, category and severity filled in from the rule, and the quote from the text. */
export function flagOf(rule: Omit<Rule, 'run'>, text: string, finding: Finding): Flag {
  return {
    rule: rule.id,
    category: rule.category,
    severity: rule.severity,
    ...finding,
    quote: sliceSpan(text, finding),
  };
}
