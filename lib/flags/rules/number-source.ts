import type { Flag } from '../../core/flag.ts';
import type { Span } from '../../core/span.ts';
import {
  type Aligner,
  bestCounterpart,
  type Context,
  type Counterpart,
  candidatesFor,
  contextOf,
} from '../counterpart.ts';
import { isDerivable } from '../derivation.ts';
import { findImpliedNumbers, type ImpliedNumber } from '../implied-numbers.ts';
import { isOneSlipApart } from '../one-slip.ts';
import type { Quantity } from '../quantity.ts';
import { statesNumber } from '../quantity-match.ts';
import { flagOf, type Rule, type RuleInput } from '../rule.ts';
import { writeAmountLike } from '../write-amount.ts';

const identity = { id: 'number-source', version: '1', category: 'fact.unsupported', severity: 'major' } as const;

/**
 * Numbers of a passage that its source neither states nor yields: amounts with their unit, scale, percent sign or currency,
 * in digits or words. Roundings, unit conversions, sums, differences, ratios and percentages of source numbers are allowed;
 * so are small counts, which a reader may have counted, unless the source gives another count of the same thing. Where the
 * source speaks of the same thing with another number, that number is evidence and suggestion (`fact.incorrect`). English
 * only. Evidence offsets speak of the source text, see `renderSource`.
 */
export const numberSource: Rule = {
  ...identity,
  run: (input) => {
    const language = input.language();
    if (language.kind === 'other') return { kind: 'abstained', reason: language.reason };
    const grounding = input.grounding();
    if (grounding.kind === 'ungrounded') return { kind: 'abstained', reason: grounding.reason };
    const left = input.quantities().length - mostClaims;
    return {
      kind: 'flags',
      flags: findUnsupported(input),
      ...(left > 0 ? { notChecked: `only the first ${mostClaims} numbers were checked; ${left} were not` } : {}),
    };
  },
};

/** Limits that keep the work linear: numbers of a passage and of its source, and where the nearest one is looked for. */
const mostClaims = 2_000;
const mostKnown = 4_000;
const mostCandidates = 300;

type Known = {
  readonly quantities: readonly Quantity[];
  readonly implied: readonly ImpliedNumber[];
  readonly years: readonly number[];
};

function findUnsupported(input: RuleInput): Flag[] {
  const source: Known = {
    quantities: input.sourceQuantities().slice(0, mostKnown),
    implied: findImpliedNumbers(input.sourceText()),
    years: [...input.sourceDates().years],
  };
  const requested = input.requestQuantities();
  const claims = input.quantities().slice(0, mostClaims);
  const isStated = (claim: Quantity) =>
    isSupported(claim, source) || requested.some((other) => statesNumber(claim, other));
  const suspects = claims.filter((claim) => !isStated(claim));
  if (suspects.length === 0) return [];
  const passage = input.aligner();
  const sourceAligner = input.sourceAligner();
  const unstated = new Set(suspects);
  const stated = claims.filter((claim) => !unstated.has(claim));
  const taken = new Set(source.quantities.filter((known) => stated.some((claim) => statesNumber(claim, known))));
  return suspects.flatMap((claim) => {
    const context = contextOf(passage, { start: claim.start, end: claim.unitEnd });
    const found = findCounterpart(claim, context, { source, sourceAligner, taken });
    const verdict = judge(input, claim, { found, source });
    return verdict === undefined ? [] : [toFlag(input, claim, verdict)];
  });
}

function isSupported(claim: Quantity, { quantities, implied }: Known): boolean {
  if (quantities.some((quantity) => statesNumber(claim, quantity))) return true;
  if (claim.unit.dimension === 'clock' && quantities.some((quantity) => namesHour(claim, quantity))) return true;
  return implied.some(({ value, unit }) => statesNumber(claim, { unit, values: [value], step: value }));
}

/** "Let's make it 7" stands for 7 pm. */
function namesHour(claim: Quantity, { unit, values }: Quantity): boolean {
  return (
    unit.dimension === 'none' &&
    claim.values.some((minutes) => values.some((hour) => hour > 0 && hour <= 24 && minutes % 720 === (hour * 60) % 720))
  );
}

type Found = Counterpart<Quantity>;

type Reach = { readonly source: Known; readonly sourceAligner: Aligner; readonly taken: ReadonlySet<Quantity> };

function findCounterpart(claim: Quantity, context: Context, reach: Reach): Found | undefined {
  return bestCounterpart({
    claim: context,
    candidates: candidatesFor(claim, reach.source.quantities).slice(0, mostCandidates),
    source: reach.sourceAligner,
    keyOf: (quantity) => String(quantity.values[0]),
    isTaken: (quantity) => reach.taken.has(quantity),
  });
}

/** Counts up to this are often the writer's own ("three suspects" of a source that names them). */
const largestOwnCount = 10;

/** Words that say a number was worked out from others, within reach of it. */
const derivationCue =
  /\b(?:total|totall?(?:ing|ed|s)|combined|altogether|in all|sum|overall|difference|differs?|remaining|remainder|net|average[ds]?|mean|saved?|savings?|(?:more|less|fewer|higher|lower|older|younger|longer|shorter|faster|later|earlier) than|(?:increase|decrease|rise|drop|decline|jump|gain|loss)[ds]? (?:of|by)|(?:rose|fell|grew|risen|dropped|declined|jumped|climbed|reduced|discounted|increased|decreased|lowered|raised|cut) (?:by|to)|(?:up|down|gained|lost) (?=[\d$€£])|each|apiece|ratio|share|portion|proportion|(?:%|percent) of|times|twice|half|doubled|tripled|lasted|lasting|over a period|spanning|later|earlier|apart|amount(?:s|ed|ing)? to|comes? to|adds? up)\b/i;

function judge(
  { text }: RuleInput,
  claim: Quantity,
  { found, source }: { readonly found: Found | undefined; readonly source: Known },
): Found | 'unsupported' | undefined {
  const isClear = found?.isClear === true;
  if (claim.unit.dimension === 'identifier') return misread(claim, source) ?? (isClear ? found : undefined);
  if (isSoft(claim)) return isClear && found.sharesNoun ? found : undefined;
  const around = text.slice(Math.max(0, claim.start - cueReach), claim.unitEnd + cueReach).replace(/\n/g, ' ');
  const cue = derivationCue.test(around) ? 'worded' : 'silent';
  if (isDerivable(claim, source.quantities, { years: source.years, cue })) {
    return cue === 'silent' && isClear && found.score >= overridingScore ? found : undefined;
  }
  return found ?? 'unsupported';
}

const cueReach = 60;

/** A counterpart that agrees this well says more than a sum that happens to fit. */
const overridingScore = 0.6;

/** Shorter identifiers are one slip from too much. */
const leastMisreadDigits = 4;

/** The one identifier of the source that the claim is a slip of the pen away from. */
function misread(claim: Quantity, { quantities }: Known): Found | undefined {
  const digits = String(claim.values[0] ?? '');
  const near = quantities.filter(
    ({ unit, values }) => unit.dimension === 'identifier' && isOneSlipApart(digits, String(values[0] ?? '')),
  );
  const [item] = near;
  const isOnly = new Set(near.map(({ values }) => values[0])).size === 1;
  if (item === undefined || !isOnly || digits.length < leastMisreadDigits) return undefined;
  return { item, score: 1, isClear: true, sharesNoun: false };
}

/** A number that says little by itself: a small bare count, a place in a row, "twice", a number that names something. */
function isSoft(claim: Quantity): boolean {
  const value = claim.values[0] ?? 0;
  if (['ordinal', 'times', 'identifier'].includes(claim.unit.dimension)) return true;
  return claim.unit.dimension === 'none' && value <= largestOwnCount && Number.isInteger(value);
}

function toFlag(input: RuleInput, claim: Quantity, verdict: Found | 'unsupported'): Flag {
  const shown = input.text.slice(claim.start, claim.unitEnd);
  if (verdict === 'unsupported') {
    return flagOf(identity, input.text, {
      ...amountSpan(claim),
      message: `“${shown}” is not in the source.`,
      confidence: 0.75,
    });
  }
  const sourceText = input.sourceText();
  const { item } = verdict;
  const quote = sourceText.slice(item.start, item.unitEnd);
  const evidence = { quote, start: item.start, end: item.unitEnd };
  if (!verdict.isClear) {
    const message = `“${shown}” is not in the source; the nearest there is “${quote}”.`;
    return flagOf(identity, input.text, { ...amountSpan(claim), message, confidence: 0.75, evidence });
  }
  const isOtherUnit = claim.unit.factor !== item.unit.factor || claim.unit.dimension !== item.unit.dimension;
  const needsUnit = isOtherUnit && claim.unitEnd > claim.end;
  const span = needsUnit ? { start: claim.start, end: claim.unitEnd } : amountSpan(claim);
  const right = { quantity: item, text: sourceText.slice(item.start, needsUnit ? item.unitEnd : item.end) };
  const suggestion = needsUnit
    ? right.text
    : writeAmountLike({ quantity: claim, text: input.text.slice(span.start, span.end) }, right);
  return flagOf(identity, input.text, {
    ...span,
    category: 'fact.incorrect',
    message: `The source says “${quote}”, the passage says “${shown}”.`,
    confidence: 0.85,
    evidence,
    suggestions: [suggestion],
  });
}

function amountSpan({ start, end }: Quantity): Span {
  return { start, end };
}
