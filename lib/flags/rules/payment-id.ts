import type { Flag } from '../../core/flag.ts';
import type { Span } from '../../core/span.ts';
import { overlapsAny } from '../code-spans.ts';
import { maskDigits, maskLettersAndDigits } from '../mask.ts';
import { flagOf, type Rule, type RuleInput } from '../rule.ts';
import { isIban, passesLuhn } from '../validators.ts';

const identity = { id: 'payment-id', version: '1', category: 'align.privacy', severity: 'critical' } as const;

/**
 * Payment and identity numbers that must not stand in a text: card numbers (a brand's prefix and length, and Luhn), IBANs
 * (country length and mod 97) and US social security numbers (the validity rules of the SSA). Reads every language.
 */
export const paymentId: Rule = {
  ...identity,
  run: (input) => ({ kind: 'flags', flags: [...findCards(input), ...findIbans(input), ...findSsns(input)] }),
};

// Groups of digits with single spaces or hyphens between them; which of the groups are a card is told afterwards, because an
// expiry date or a security code may follow.
const digitGroups = /\d+(?:[ \u00A0-]\d+)*/g;
const joinedBefore = /(?:[\p{L}_]|[\d\p{L}][.,/+-]|\.)$/u;
const joinedAfter = /^(?:[\p{L}_]|[.,/-]\d)/u;

/**
 * Issuer prefixes and lengths (ISO/IEC 7812 issuer ranges as the networks publish them). Brands marked `weak` share their
 * shape with barcodes and tracking numbers, so they count only beside a word that speaks of a card.
 */
const brands: readonly { readonly name: string; readonly shape: RegExp; readonly weak?: true }[] = [
  { name: 'Visa', shape: /^4(?:\d{15}|\d{18})$/ },
  { name: 'Visa', shape: /^4\d{12}$/, weak: true },
  { name: 'Mastercard', shape: /^(?:5[1-5]\d{4}|222[1-9]\d{2}|22[3-9]\d{3}|2[3-6]\d{4}|27[01]\d{3}|2720\d{2})\d{10}$/ },
  { name: 'American Express', shape: /^3[47]\d{13}$/ },
  { name: 'Discover', shape: /^(?:6011\d{2}|64[4-9]\d{3}|65\d{4})\d{10}(?:\d{3})?$/ },
  { name: 'Diners Club', shape: /^(?:30[0-5]\d|3095|36\d{2}|3[89]\d{2})\d{10}$/ },
  { name: 'JCB', shape: /^35(?:2[89]|[3-8]\d)\d{12}$/ },
  { name: 'JCB', shape: /^(?:2131|1800)\d{11}$|^35\d{14}$/, weak: true },
  { name: 'UnionPay', shape: /^62\d{14}(?:\d{1,3})?$/ },
  { name: 'Mir', shape: /^220[0-4]\d{12}$/ },
  { name: 'RuPay', shape: /^(?:508[5-9]|60[6-8]\d|81\d{2}|82\d{2})\d{12}$/, weak: true },
  { name: 'Maestro', shape: /^(?:5[06-8]\d\d|6\d{3}|0604)\d{8,15}$/, weak: true },
];

const cardWords =
  /\b(?:card|cards|cc|visa|mastercard|maestro|amex|american express|debit|credit|pan|charge|diners|jcb|discover)\b/i;
const otherNumberLabel =
  /\b(?:order|tracking|invoice|imei|serial|isbn|ean|upc|gtin|barcode|ticket|case|reference|ref|sku|shipment|parcel)\b[^\n\d]{0,16}$/i;

/** Numbers that payment processors publish for tests. They are nobody's, and still must not reach a customer. */
const testCards = new Set([
  '4111111111111111',
  '4242424242424242',
  '4012888888881881',
  '4000056655665556',
  '5555555555554444',
  '5105105105105100',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '30569309025904',
  '38520000023237',
  '3530111333300000',
]);

function findCards(input: RuleInput): Flag[] {
  const flags: Flag[] = [];
  for (const match of input.text.matchAll(digitGroups)) {
    if (match[0].length < 12) continue;
    let free = 0;
    for (const candidate of cardCandidates(match[0])) {
      const span = { start: match.index + candidate.start, end: match.index + candidate.end };
      const brand = candidate.start < free ? undefined : cardBrandAt(input, span);
      if (brand === undefined) continue;
      flags.push(cardFlag(input.text, span, brand));
      free = candidate.end;
    }
  }
  return flags;
}

/** Spans of consecutive groups that are grouped as cards print them, from the left; at most one per group and length. */
function cardCandidates(run: string): Span[] {
  const groups = [...run.matchAll(/\d+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const candidates: Span[] = [];
  for (const [first, { start }] of groups.entries()) {
    for (const { end } of groups.slice(first, first + 5)) {
      if (isGroupedLikeCard(run.slice(start, end))) candidates.push({ start, end });
    }
  }
  return candidates;
}

function cardBrandAt({ text, urlSpans }: RuleInput, span: Span): string | undefined {
  const digits = text.slice(span.start, span.end).replace(/\D/g, '');
  const brand = cardBrand(digits, textAround(text, span));
  if (brand === undefined || /^(\d)\1+$/.test(digits) || !passesLuhn(digits)) return undefined;
  const before = text.slice(Math.max(0, span.start - 48), span.start);
  if (joinedBefore.test(before) || joinedAfter.test(text.slice(span.end, span.end + 2))) return undefined;
  if (otherNumberLabel.test(before) && !cardWords.test(before)) return undefined;
  return overlapsAny(urlSpans(), span) ? undefined : brand;
}

function cardFlag(text: string, span: Span, brand: string): Flag {
  const shown = text.slice(span.start, span.end);
  const isTest = testCards.has(shown.replace(/\D/g, ''));
  return flagOf(identity, text, {
    ...span,
    message: isTest
      ? `This is a ${brand} card number (one that is published for tests). Mask it or take it out.`
      : `This is a ${brand} card number: prefix, length and check digit fit. Mask it or take it out.`,
    confidence: isTest ? 0.9 : 0.97,
    suggestions: [maskDigits(shown, 4)],
  });
}

function textAround(text: string, span: Span): string {
  return text.slice(Math.max(0, span.start - 60), span.end + 30);
}

function cardBrand(digits: string, context: string): string | undefined {
  return brands.find((brand) => brand.shape.test(digits) && (brand.weak !== true || cardWords.test(context)))?.name;
}

/** One group of 12 to 19 digits, or groups as cards print them: 4-4-4-4 (and a rest), 4-6-5, 4-6-4; not years in a row. */
function isGroupedLikeCard(shown: string): boolean {
  const groups = shown.split(/\D/);
  const lengths = groups.map((group) => group.length).join('-');
  if (groups.length === 1) return /^1[2-9]$/.test(lengths);
  if (new Set(shown.replace(/\d/g, '')).size > 1 || groups.every((group) => /^(?:19|20)\d\d$/.test(group)))
    return false;
  return /^4-4-4-[1-7]$|^4-4-4-4-[1-3]$|^4-6-[45]$|^6-13$|^8-8$/.test(lengths);
}

// Letters and digits in groups; where it ends is found by the check below, since words may follow.
const ibanShape = /(?<![\p{L}\d_/.-])[A-Za-z]{2}\d{2}(?:[ \u00A0-]?[A-Za-z\d]){11,34}/gu;

function findIbans(input: RuleInput): Flag[] {
  const flags: Flag[] = [];
  for (const match of input.text.matchAll(ibanShape)) {
    const shown = longestIban(match[0], input.text[match.index + match[0].length] ?? '');
    if (shown === undefined) continue;
    const span = { start: match.index, end: match.index + shown.length };
    flags.push(
      flagOf(identity, input.text, {
        ...span,
        message: 'This is an IBAN: country, length and check digits fit. Mask it or take it out.',
        confidence: 0.98,
        suggestions: [maskLettersAndDigits(shown, 4)],
      }),
    );
  }
  return flags;
}

/** The longest part of `run` that starts it, ends at the end of a word, and is an IBAN. Lower case only without spaces. */
function longestIban(run: string, next: string): string | undefined {
  for (let end = run.length; end >= 15; end -= 1) {
    const after = end === run.length ? next : (run[end] ?? '');
    if (/[\p{L}\d]/u.test(after) || !/[A-Za-z\d]/.test(run[end - 1] ?? '')) continue;
    const shown = run.slice(0, end);
    const hasSeparators = /[^A-Za-z\d]/.test(shown);
    if (hasSeparators && shown !== shown.toUpperCase()) continue;
    if (isIban(shown.replace(/[^A-Za-z\d]/g, '').toUpperCase())) return shown;
  }
  return undefined;
}

// Area, group and serial; the separator is the same twice. Area 000, 666 and 9xx, group 00 and serial 0000 are never issued
// (SSA, "Social Security Number Randomization").
const ssnShape =
  /(?<![\d\p{L}_.,/-]|\d )(?!000|666|9)(\d{3})([- \u00A0]?)(?!00)(\d{2})\2(?!0000)(\d{4})(?![\d\p{L}_-]|[.,/]\d)/gu;
const ssnWords = /\b(?:ssn|social[ -]security|soc\.? sec|tax(?:payer)? id|itin|tin)\b/i;

/** Withdrawn because they were printed in advertisements and leaflets (SSA, "The Woolworth wallet"). */
const withdrawnSsns = new Set(['078051120', '219099999', '457555462']);

/** The number every form uses as its example. It could be issued, but it hardly ever is meant. */
const sampleSsn = '123456789';

function findSsns(input: RuleInput): Flag[] {
  const flags: Flag[] = [];
  for (const match of input.text.matchAll(ssnShape)) {
    const digits = match[0].replace(/\D/g, '');
    const span = { start: match.index, end: match.index + match[0].length };
    const isNamed = ssnWords.test(input.text.slice(Math.max(0, span.start - 60), span.end + 20));
    const needsName = match[2] !== '-';
    if (withdrawnSsns.has(digits) || /^(\d)\1+$/.test(digits) || (needsName && !isNamed)) continue;
    if (overlapsAny(input.urlSpans(), span)) continue;
    const isSample = digits === sampleSsn;
    flags.push(
      flagOf(identity, input.text, {
        ...span,
        severity: isSample ? 'minor' : 'critical',
        message: isSample
          ? 'This is the sample social security number 123-45-6789; it reads like a real one. Take it out.'
          : 'This looks like a US social security number. Mask it or take it out.',
        confidence: isSample ? 0.6 : isNamed ? 0.98 : 0.85,
        suggestions: [maskDigits(match[0], 4)],
      }),
    );
  }
  return flags;
}
