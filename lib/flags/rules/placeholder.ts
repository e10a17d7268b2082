import type { Flag } from '../../core/flag.ts';
import type { Severity } from '../../core/severity.ts';
import type { Span } from '../../core/span.ts';
import { overlapsAny } from '../code-spans.ts';
import { isExampleEmail, isExamplePhone } from '../example-contacts.ts';
import { findEmails } from '../find-emails.ts';
import { mayNameOpenField, namesOpenField } from '../placeholder-brackets.ts';
import { flagOf, type Rule, type RuleInput } from '../rule.ts';
import { createSpanSet } from '../span-set.ts';
import { contentStems } from '../words.ts';

const identity = { id: 'placeholder', version: '1', category: 'style.format', severity: 'major' } as const;

/**
 * Template fields and filler left in a text: `[Your Name]`, `{{first_name}}`, `<your-email>`, TODO, TBD, XXXX, lorem ipsum,
 * and contacts that are nobody's. Code, links, footnotes, check boxes, mathematics and notes in brackets are not touched.
 * Where the user asked for a template the flags are `minor`. Where a record has the value of a field, it is suggested.
 */
export const placeholder: Rule = {
  ...identity,
  run: (input) => {
    const found: Flag[] = [];
    const taken = createSpanSet();
    const severity: Severity = input.request !== undefined && asksForTemplate.test(input.request) ? 'minor' : 'major';
    for (const find of finders) {
      for (const hit of find(input)) {
        if (overlapsAny(input.codeSpans(), hit) || !taken.add(hit)) continue;
        const { start, end, ...rest } = hit;
        found.push(flagOf(identity, input.text, { start, end, severity, ...rest }));
      }
    }
    return { kind: 'flags', flags: found.sort((a, b) => a.start - b.start) };
  },
};

const asksForTemplate =
  /\b(?:templates?|placeholders?|fill[- ]?in(?:[- ]the[- ]blanks?)?|boilerplate|mail[- ]merge|sample (?:letter|form))\b/i;

type Hit = Span & { readonly message: string; readonly confidence: number; readonly suggestions?: string[] };
type Finder = (input: RuleInput) => Hit[];

const squareBrackets = /\[([^[\]\n]{1,120})\]/g;
const leftOpen = 'A template field is left open. Fill it in or take it out.';

/** This many certain fields make a text a template, in which other brackets are fields as well. */
const templateFields = 2;

function findSquareBrackets({ text, records }: RuleInput): Hit[] {
  const certain: Hit[] = [];
  const possible: Hit[] = [];
  for (const match of text.matchAll(squareBrackets)) {
    const inside = match[1] ?? '';
    const span = { start: match.index, end: match.index + match[0].length };
    if (isLinkOrIndex(text, span)) continue;
    const hit = { ...span, message: leftOpen, ...suggestFromRecords(inside, records) };
    if (namesOpenField(inside)) certain.push({ ...hit, confidence: 0.95 });
    else if (mayNameOpenField(inside)) possible.push({ ...hit, confidence: 0.75 });
  }
  return certain.length >= templateFields ? [...certain, ...possible] : certain;
}

/** Markdown links, images, reference links and definitions, check boxes of lists, indexes and mathematics. */
function isLinkOrIndex(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  if (/[\p{L}\d_)\]\\!]$/u.test(before) || /^\(/.test(after) || /^\[\d*\]/.test(after)) return true;
  if (/^:\s*(?:https?:|www\.|\/|<)/.test(after)) return true;
  return (
    /(?:^|\n)\s*(?:[-*+]|\d+[.)])\s+$/.test(before) && /^\[[xX ]$/.test(text.slice(start, end - 1)) && /^\s/.test(after)
  );
}

const doubleBraces = /(?<![\\\p{L}\d}^_$])\{\{[ \t]{0,4}[#/]?[\p{L}_][\p{L}\p{N}_.:|'’ -]{0,60}[ \t]{0,4}\}\}(?!\})/gu;
const dollarBraces = /(?<![\\$])\$\{[A-Za-z_][\w.]{0,60}\}/g;
const singleBraces = /(?<![\\\p{L}\d}{^_$])\{([\p{L}_][\p{L}_ '’-]{1,40})\}(?![{}])/gu;
const angleBrackets =
  /<((?:your|insert|enter)[ _-][\p{L}\d _'’-]{1,50}|[\p{L}]{2,20}[ _-](?:name|date|address|e-?mail|number|title|url|link|id|password|username))>/giu;
const roundBrackets =
  /\(((?:[Pp]lease )?(?:[Ii]nsert|[Ee]nter|[Ff]ill in) [\p{Ll}#][^()\n]{2,60}|[Yy]our (?:[Ff]ull |[Ff]irst |[Ll]ast |[Cc]ompany |[Bb]usiness |[Ee]-?mail |[Pp]hone |[Mm]ailing |[Jj]ob )?(?:[Nn]ame|[Aa]ddress|[Ee]-?mail|[Pp]hone|[Nn]umber|[Tt]itle|[Ss]ignature|[Pp]osition|[Cc]ompany))\)/gu;

function findOtherBrackets({ text, records }: RuleInput): Hit[] {
  const hits: Hit[] = [];
  const add = (match: RegExpExecArray, confidence: number) => {
    const span = { start: match.index, end: match.index + match[0].length };
    const inside = (match[1] ?? match[0]).replace(/[{}$#/_-]+/g, ' ');
    hits.push({ ...span, message: leftOpen, confidence, ...suggestFromRecords(inside, records) });
  };
  for (const match of text.matchAll(doubleBraces)) add(match, 0.95);
  for (const match of text.matchAll(dollarBraces)) add(match, 0.85);
  for (const match of text.matchAll(angleBrackets)) add(match, 0.9);
  for (const match of text.matchAll(roundBrackets)) {
    // "the tax (enter it on line 3)" tells what to do; a field stands for what is missing.
    if (!/\b(?:it|them|this|on line|in the box|below|above)\b/i.test(match[1] ?? '')) add(match, 0.85);
  }
  for (const match of text.matchAll(singleBraces)) {
    if (namesOpenField((match[1] ?? '').replace(/_/g, ' '))) add(match, 0.85);
  }
  return hits;
}

// "TODO list" and "to-do" are things people have; a bare capital TODO is a note its writer meant to come back to.
const notes =
  /(?<![\p{L}\d_/#.-])(?:TODO|FIXME|TBD|TBA|TBC|TKTK)(?![\p{L}\d_/]|[- ](?:list|app|lists|apps|item|items|task|tasks|comment|comments|note|notes|manager|board|application)\b|s\b)/gu;
const crosses =
  /(?<![\p{L}\d_*•#-]|\d[ -])(?:[$€£]\s?)?(?:X{4,}|X{2,}(?:[-/,. ]X{2,}){1,4}|XX(?=\s?%))(?![\p{L}\d_*•]|(?:[- ]X{1,6}){0,4}[- ]?\d)/gu;
const crossedDate =
  /(?<![\p{L}\d_])(?:xx[/-]xx[/-]xx(?:xx)?|x{3}-x{3}-x{4}|(?:DD|MM)[/.-](?:DD|MM)[/.-]YY(?:YY)?)(?![\p{L}\d_])/gu;
const filler = /\blorem ipsum\b(?:[ ,]{1,2}dolor(?: sit amet)?)?/gi;
const speaksOfFiller = /^\W{0,3}(?:is|was|are|text|generators?|placeholder|dummy|filler|has|comes|originates|dates)\b/i;

function findFiller({ text }: RuleInput): Hit[] {
  const hits: Hit[] = [];
  for (const match of text.matchAll(notes)) {
    if (speaksOfFormat.test(textBefore(text, match.index))) continue;
    hits.push({ ...spanOf(match), message: `“${match[0]}” is a note to finish this later.`, confidence: 0.85 });
  }
  for (const match of [...text.matchAll(crosses), ...text.matchAll(crossedDate)]) {
    if (speaksOfFormat.test(textBefore(text, match.index))) continue;
    hits.push({ ...spanOf(match), message: `“${match[0]}” stands for a value that is missing.`, confidence: 0.85 });
  }
  for (const match of text.matchAll(filler)) {
    const isText = /dolor/i.test(match[0]);
    if (!isText && speaksOfFiller.test(text.slice(match.index + match[0].length, match.index + match[0].length + 20)))
      continue;
    if (!isText && !/(?:^|\n)[ \t>*_"“-]{0,8}$/.test(text.slice(Math.max(0, match.index - 9), match.index))) continue;
    hits.push({ ...spanOf(match), message: 'This is filler text (lorem ipsum), not content.', confidence: 0.95 });
  }
  return hits;
}

/** Words that say a pattern is shown on purpose: "in the format DD/MM/YYYY", "for example", "such as". */
const speaksOfFormat =
  /\b(?:e\.g\.|for example|for instance|such as|like|looks? like|format(?:ted)?(?: is| as| of)?|in the form|pattern|written as|instead of|replace|say(?:s|ing)?|called|named|keyword|word|marked|labell?ed)\W{0,6}$/i;
const streetSample =
  /\b123 (?:Main|Elm|Maple|Example|Anywhere|Fake|Any|Sample|Business|Your)(?: (?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr))\b\.?/g;
const phoneSample =
  /(?<![\p{L}\d_.,/$-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4}(?![\p{L}\d_]|[.-]\d)/gu;

function findExampleContacts({ text }: RuleInput): Hit[] {
  const hits: Hit[] = [];
  const add = (span: Span, what: string) => {
    if (speaksOfFormat.test(textBefore(text, span.start))) return;
    hits.push({ ...span, message: `This is ${what} that examples use; it leads nowhere.`, confidence: 0.9 });
  };
  for (const span of findEmails(text)) {
    const isLinkTarget = text.slice(0, span.start).endsWith('mailto:');
    if (!isLinkTarget && isExampleEmail(text.slice(span.start, span.end))) add(span, 'an e-mail address');
  }
  for (const match of text.matchAll(streetSample)) add(spanOf(match), 'an address');
  for (const match of text.matchAll(phoneSample)) {
    if (isExamplePhone(match[0].replace(/\D/g, ''))) add(spanOf(match), 'a phone number');
  }
  return hits;
}

const finders: readonly Finder[] = [findSquareBrackets, findOtherBrackets, findFiller, findExampleContacts];

function textBefore(text: string, offset: number): string {
  return text.slice(Math.max(0, offset - 32), offset);
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

/** The value of the one record entry whose key has the field's words, so that the field can be filled with one key. */
function suggestFromRecords(inside: string, records: RuleInput['records']): { readonly suggestions?: string[] } {
  const wanted = contentStems(inside.replace(/\b(?:insert|your|enter|full|here|please)\b/gi, ' '));
  if (wanted.size === 0) return {};
  const values = new Set<string>();
  for (const record of records ?? []) {
    for (const [key, value] of record.entries) {
      const stems = contentStems(key);
      const isSame = stems.size === wanted.size && [...wanted].every((stem) => stems.has(stem));
      if (isSame && value.trim() !== '') values.add(value.trim());
    }
  }
  const [only] = values;
  return values.size === 1 && only !== undefined ? { suggestions: [only] } : {};
}
