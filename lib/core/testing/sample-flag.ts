import type { RaisedFlag } from '../flag.ts';
import type { Issue } from '../issue.ts';
import { makeSpan, type Span, sliceSpan } from '../span.ts';

/** What a test cares about in a flag besides its place. */
export type FlagChoices = Partial<Omit<RaisedFlag, 'start' | 'end' | 'quote'>>;

/** A flag on a span of a text, which quotes what stands there; `major` and without a suggestion unless told otherwise. */
export function sampleFlag(text: string, span: Span, choices: FlagChoices = {}): RaisedFlag {
  const rule = choices.rule ?? 'number-source';
  return {
    id: `${rule}:${span.start}-${span.end}`,
    rule,
    category: 'fact.incorrect',
    severity: 'major',
    confidence: 0.8,
    message: 'not in the source',
    start: span.start,
    end: span.end,
    quote: sliceSpan(text, span),
    raisedBy: { kind: 'rule', name: rule, version: '1 (countersign@1)' },
    ...choices,
  };
}

/**
 * A flag on the first place of these words in a text.
 *
 * @throws RangeError when the words are not there.
 */
export function flagOn(text: string, words: string, choices: FlagChoices = {}): RaisedFlag {
  const start = text.indexOf(words);
  if (start < 0) throw new RangeError(`the text does not say: ${words}`);
  return sampleFlag(text, makeSpan(start, start + words.length), choices);
}

/** An issue without a span. */
export function sampleIssue(id: string, choices: Partial<Issue> = {}): Issue {
  return {
    id,
    taxonomy: 'lri',
    version: '1.0.0',
    type: 'style.tone',
    nameAtTime: 'Wrong tone or voice',
    severity: 'minor',
    ...choices,
  };
}
