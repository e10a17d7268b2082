import { makeSpan, type Span, sliceSpan } from '../core/span.ts';

/** The words of a span and what stood around them, as the W3C TextQuoteSelector; contexts are shorter at the text's ends. */
export type TextQuote = { readonly exact: string; readonly prefix: string; readonly suffix: string };

/**
 * How a span is found again in a text that may have changed: by its words, and by where they stood in UTF-16 code units.
 * Quotes that people or critics typed have no position.
 */
export type Anchor = { readonly quote: TextQuote; readonly position?: Span };

/** Context kept on each side of a quote, in code units: the least, and what it may grow to (`docs/contracts.md`, The page). */
const leastContext = 32;
const mostContext = 64;
const contextStep = 8;

/**
 * Describes a span of a text. The context grows from 32 to at most 64 code units on each side until quote and context
 * together occur once; where even that repeats, the position tells the places apart.
 *
 * @throws RangeError when the span is not within the text.
 */
export function describeSpan(text: string, span: Span): Required<Anchor> {
  const position = makeSpan(span.start, span.end);
  if (span.end > text.length) throw new RangeError(`[${span.start}, ${span.end}) leaves the text`);
  let quote = quoteWith(text, span, leastContext);
  for (let length = leastContext + contextStep; length <= mostContext && repeats(text, quote); length += contextStep) {
    quote = quoteWith(text, span, length);
  }
  return { quote, position };
}

function quoteWith(text: string, span: Span, length: number): TextQuote {
  const from = wholeCharacter(text, Math.max(0, span.start - length), 1);
  const to = wholeCharacter(text, Math.min(text.length, span.end + length), -1);
  return {
    exact: sliceSpan(text, span),
    prefix: text.slice(Math.min(from, span.start), span.start),
    suffix: text.slice(span.end, Math.max(to, span.end)),
  };
}

/** An offset that does not cut a surrogate pair: itself, or the one a step further. */
function wholeCharacter(text: string, offset: number, step: 1 | -1): number {
  const cuts = /^[\uDC00-\uDFFF]/.test(text.charAt(offset)) && /[\uD800-\uDBFF]/.test(text.charAt(offset - 1));
  return cuts ? offset + step : offset;
}

function repeats(text: string, { prefix, exact, suffix }: TextQuote): boolean {
  const whole = prefix + exact + suffix;
  return text.indexOf(whole, text.indexOf(whole) + 1) >= 0;
}
