import type { Span } from '../core/span.ts';
import { findEmails } from './find-emails.ts';
import { findPhones } from './find-phones.ts';

/**
 * Digits of a text that name something and count nothing: phone numbers, e-mail addresses, network addresses, card, account
 * and order numbers, versions, postcodes, flights, standards. Spans in no order, and they may overlap. Reads a text in
 * linear time.
 */
export function findDigitNames(text: string, lang: string | undefined): readonly Span[] {
  const found: Span[] = [...findEmails(text), ...findPhones(text, lang)];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      if (/\d/.test(match[0])) found.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

const patterns: readonly RegExp[] = [
  // Footnotes: [2], [3, 4], [5–7].
  /\[\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\]/g,
  // Capitals and digits joined by hyphens, slashes or underscores, capitals first: TM-48213, INV-2024/07, SKU_12-A.
  /(?<![\p{L}\d_-])(?!(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|INR|[AP]M)-)\p{Lu}[\p{Lu}\d]{0,15}(?:[-_/][\p{Lu}\d]{1,16}){1,5}(?![\p{L}\d_])/gu,
  // Letters and digits in one word, in this order twice or digits first and then capitals again: 1Z999AA1012, GB29NWBK6016.
  /(?<![p{L}\d_])(?=[A-Z\d]{0,32}\d[A-Z]{1,8}\d|[A-Z]{1,8}\d{4})[A-Z\d]{5,34}(?![p{L}\d_])/g,
  // An IBAN in groups of four.
  /(?<![p{L}\d_])[A-Z]{2}\d{2}(?: [A-Z\d]{4}){2,8}(?: [A-Z\d]{1,3})?(?![p{L}\d_])/g,
  // Card numbers and their like: four groups of four, 4-6-5, and groups with hyphens that are no phone number.
  /(?<![\d.,])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}|\d{3}-\d{2}-\d{4}|\d{2}-\d{2}-\d{2})(?![\d.,]\d)/g,
  // No amount is written in eleven digits without a separator; ids and barcodes are.
  /(?<![\d.,$€£¥])\d{11,40}(?!\d|[.,]\d)/g,
  // Network addresses, versions and section numbers: three parts or more; IPv6 and MAC addresses.
  /(?<![\d.,])\d{1,5}(?:\.\d{1,6}){2,6}(?::\d{1,5})?(?![\d])(?!,\d)/g,
  /(?<![\p{L}\d:])[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){3,7}(?![\p{L}\d:])/gu,
  // A version behind its name, and "v2", "iOS 17.2", "HTTP 404", "RFC 2606", "ISO 9001:2015".
  /\b(?:v(?:er(?:sion)?s?)?\.?|release|build|iOS|iPadOS|macOS|Android|Windows|Ubuntu|Debian|Python|Java|Node(?:\.js)?|PHP|Chrome|Firefox|Safari|HTTP|HTTPS|RFC|ISO|IEC|IEEE|DIN|EN|GPT|Claude|Llama|Gemini|iPhone|Galaxy|Pixel|PlayStation|Xbox|USB|Wi-?Fi|Bluetooth|TLS|SHA)[ -]?\d{1,6}(?:[.:-]\d{1,6}){0,4}[a-z]?(?![\p{L}\d%])/giu,
  // Addresses without a scheme: shop.example/a/77, page.html?id=5.
  /(?<![\p{L}\d@._/-])(?:[\p{L}\d-]{1,63}\.){1,6}\p{L}{2,24}(?:\/[^\s<>"'`)\]]{1,400}|\?[^\s<>"'`)\]]{1,400})/gu,
  // Query strings, paths and anchors that stand alone: ?page=7, #L20.
  /(?<![\p{L}\d])[?&][\p{L}_]{1,24}=[^\s&]{1,100}/gu,
  // British and Canadian postcodes; five digits behind the name of a state.
  /(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\d])|(?<![\p{L}\d])[A-Z]\d[A-Z] ?\d[A-Z]\d(?![\p{L}\d])/gu,
  /\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?(?!\d)/g,
  /\b(?:zip|postal|post)[ -]?code:?(?: is)? \d{4,6}(?:-\d{4})?(?!\d)|\bzip:? \d{5}(?!\d)/gi,
  // Resolutions and generations: 4K, 5G, 1080p.
  /(?<![\p{L}\d.,$€£])(?:[48]K|[2-6]G|(?:480|720|1080|1440|2160)[pi])(?![\p{L}\d])/gu,
  // The number of a house before its street, where the street says that it is one.
  /(?<![\p{L}\d.,$€£-])\d{1,5}[a-z]?(?= (?:\p{Lu}[\p{L}'’.]{1,24} ){1,3}(?:Street|St\b|Road|Rd\b|Avenue|Ave\b|Lane|Ln\b|Drive|Dr\b|Boulevard|Blvd\b|Way\b|Court|Place|Square|Terrace|Close\b))/gu,
];
