import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import type { Span } from '../core/span.ts';

/** A phone number in a text. `digits` are those it is written with. */
export type Phone = Span & { readonly digits: string; readonly isTollFree: boolean };

/**
 * Phone numbers in a text, in order and disjoint: those that are valid for the country the language is most spoken in
 * (or for the country code they carry), and digits grouped like a phone number where a word beside them says so or the
 * grouping is one that nothing else has.
 */
export function findPhones(text: string, lang: string | undefined): readonly Phone[] {
  const spans: Span[] = [];
  const country = countryOf(lang);
  for (const line of digitLines(text)) {
    const known = findPhoneNumbersInText(text.slice(line.start, line.end), { defaultCountry: country })
      .map(({ startsAt, endsAt }) => ({ start: line.start + startsAt, end: line.start + endsAt }))
      .filter((span) => isLikelyValidMatch(text, span));
    const grouped = findGrouped(text, line).filter(
      (span) => !known.some((other) => span.start < other.end && other.start < span.end),
    );
    spans.push(...known, ...grouped);
  }
  return spans
    .sort((a, b) => a.start - b.start)
    .map((span) => {
      const digits = text
        .slice(span.start, span.end)
        .replace(/(?:ext|x|#).*$/i, '')
        .replace(/\D/g, '');
      return { ...span, digits, isTollFree: isTollFree(digits) };
    });
}

/** The country whose numbers are read without a country code: the tag's region, else its language's likeliest; US. */
export function countryOf(lang: string | undefined): CountryCode {
  try {
    const region = new Intl.Locale(lang ?? 'en').maximize().region ?? 'US';
    return isSupportedCountry(region) ? region : 'US';
  } catch {
    // Pages carry tags that are none ("english"); a wrong tag must not stop the search.
    return 'US';
  }
}

/** How much of a line the library is given at once; it is linear, but a line of a megabyte would block for long. */
const longestPiece = 2000;
const sevenDigits = /(?:\d[^\d\n]{0,4}){6}\d/;

/** The lines, in pieces, that hold at least seven digits near each other. */
function digitLines(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start);
    let end = Math.min(lineEnd < 0 ? text.length : lineEnd, start + longestPiece);
    // A piece must not end inside a number.
    for (let back = 0; back < 40 && end < text.length && /[\d +().-]/.test(text[end] ?? ''); back += 1) end -= 1;
    end = Math.max(end, start);
    if (end - start >= 7 && sevenDigits.test(text.slice(start, end))) lines.push({ start, end });
    start = end === start || text[end] === '\n' ? Math.max(end + 1, start + 1) : end;
  }
  return lines;
}

// A word for a phone counts anywhere in the words before; a word with other meanings only right before the number.
const phoneWord =
  /\b(?:(?:tel(?:ephone)?|phones?|mob(?:ile)?|cell(?:phone)?|fax|call(?:s|ed|ing)?|dial|sms|whatsapp|hotline|helpline|messages? to|telefon|téléphone|teléfono|móvil|handy|rufnummer|telefono|cellulare|telefoon)\b[^\n]{0,24}(?::[ \t]{0,4}\n\s{0,4})?|(?:ph|t|m|f|p|text|ring|contact|reach(?:ed)?|answering|registered|office|desk|direct(?: line)?|extension|portable)(?: (?:me|us|him|her|them|number|no))?(?: (?:at|on|via))?[\s:.]{1,3})$/i;
const phoneWordAfter =
  /^[\s,;(-]{0,3}(?:x\d{1,6}[\s,;(-]{0,3})?(?:office|fax|mobile|cell|home|work|phone|tel|desk|direct)\b/i;
const otherNumber =
  /\b(?:order|invoice|tracking|ticket|case|ref(?:erence)?|account|acct|serial|model|part|sku|isbn|issn|doi|pmid|id|iban|card|cc|visa|policy|claim|batch|patent|vin|zip|postal|po box|room|lot|version|ssn|license|licence|passport|confirmation|booking|flight|vat|tax|ein|ssn|social security|routing|sort code|upc|ean|barcode)\b[^\n]{0,24}$/i;
const moneyBefore = /(?:[$€£¥₹]|\b(?:USD|EUR|GBP|JPY|INR|CHF|CAD|AUD))\s?$/;
const measureAfter =
  /^\s?(?:%|°|[$€£¥₹]|(?:percent|million|billion|thousand|dollars|euros|people|users|units|items|km|kg|miles|years|days|hours)\b)/i;

/** Whether a number that is valid as a phone number is likely meant as one. */
function isLikelyValidMatch(text: string, span: Span): boolean {
  const shown = text.slice(span.start, span.end);
  const before = text.slice(Math.max(0, span.start - 40), span.start);
  const after = text.slice(span.end, span.end + 20);
  if (moneyBefore.test(before) || measureAfter.test(after) || isPartOfLonger(before, after)) return false;
  if (shown.startsWith('+')) return true;
  const isNamed = phoneWord.test(before) || phoneWordAfter.test(after);
  if (!isNamed && (otherNumber.test(before) || /[#=]\s?$/.test(before))) return false;
  // Ten digits in a row are an id as easily as a phone number.
  return isNamed || !/^\d+$/.test(shown) ? !looksLikeDateOrSeries(shown) : false;
}

function isPartOfLonger(before: string, after: string): boolean {
  return /[\p{L}\d_/]$|[\p{L}\d_][.,:-]$|\d[ ]$/u.test(before) || /^[\p{L}\d_/]|^[.,:-]\d|^ \d/u.test(after);
}

// Digits with the separators phone numbers are written with, and an extension.
const phoneLike =
  /(?<![\p{L}\d_.,/#$€£¥=-])\+?\(?\d{1,12}\)?(?:[ \u00A0./-]{1,2}\(?\d{1,8}\)?|\) ?\d{1,8}|\(\d{1,4}\)){0,6}(?:x\d{1,6})?(?![\d\p{L}_%°]|[.,:/]\d)/gu;

/** Shapes that hardly anything but a phone number has: an area code in brackets, 3-3-4, a plus sign. */
const strongShape =
  /^(?:\+\d{1,3}[ .(-]|\(\d{2,5}\) ?\d{3}[ -]?\d|(?:\+?1[ .-])?\d{3}-\d{3}-\d{4}(?:x|$)|(?:\+?1[ .-])?\d{3}\.\d{3}\.\d{4}(?:x|$)|0\d{3,4} \d{3} \d{3,4}$)/;

function findGrouped(text: string, within: Span): Span[] {
  const spans: Span[] = [];
  for (const match of text.slice(within.start, within.end).matchAll(phoneLike)) {
    const span = { start: within.start + match.index, end: within.start + match.index + match[0].length };
    const digits = match[0].replace(/x.*$/, '').replace(/\D/g, '').length;
    if (digits < 7 || digits > 15 || looksLikeDateOrSeries(match[0]) || !isBalanced(match[0])) continue;
    const before = text.slice(Math.max(0, span.start - 32), span.start);
    const after = text.slice(span.end, span.end + 20);
    if (moneyBefore.test(before) || measureAfter.test(after)) continue;
    const isNamed = phoneWord.test(before) || phoneWordAfter.test(after);
    if (otherNumber.test(before) && !/\b(?:phone|tel|call|mobile|fax)\b/i.test(before)) continue;
    if (isNamed ? isNamedShape(match[0]) : strongShape.test(match[0])) spans.push(span);
  }
  return spans;
}

/** Beside a word for a phone, any grouping will do but one of single digits ("press 1 2 3 4 5 6 7"). */
function isNamedShape(shown: string): boolean {
  const groups = shown.match(/\d+/g) ?? [];
  return groups.length <= 6 && groups.filter((group) => group.length === 1).length <= 1;
}

function isBalanced(shown: string): boolean {
  return (shown.match(/\(/g)?.length ?? 0) === (shown.match(/\)/g)?.length ?? 0);
}

/** Dates (1990-12-31, 31.12.1990), spans of years (1990-1995), ISBN-13, dotted quads, and rows of short or equal numbers. */
function looksLikeDateOrSeries(shown: string): boolean {
  const groups = shown.match(/\d+/g) ?? [];
  const plain = shown.replace(/^\(|\)$/g, '');
  if (/^(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ]\d{1,2}$|^\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d\d$/.test(plain))
    return true;
  if (/^(?:1[5-9]|20)\d\d[ .-](?:1[5-9]|20)\d\d$/.test(plain) || /^97[89][ -]/.test(plain)) return true;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(plain)) return true;
  return groups.length > 2 && new Set(groups).size === 1;
}

/** Toll-free in North America (800, 833, 844, 855, 866, 877, 888) and Britain (0800, 0808): lines of the public. */
function isTollFree(digits: string): boolean {
  return /^1?8(?:00|33|44|55|66|77|88)\d{7}$/.test(digits) || /^(?:44)?0?80[08]\d{6,7}$/.test(digits);
}
