import type { Flag } from '../../core/flag.ts';
import type { Severity } from '../../core/severity.ts';
import type { Span } from '../../core/span.ts';
import { overlapsAny } from '../code-spans.ts';
import { isExampleEmail, isExamplePhone } from '../example-contacts.ts';
import { findEmails } from '../find-emails.ts';
import { findNetworkAddresses } from '../find-network-addresses.ts';
import { findPhones } from '../find-phones.ts';
import { maskDigits, maskEmail, maskLettersAndDigits } from '../mask.ts';
import { flagOf, type Rule, type RuleInput } from '../rule.ts';

const identity = { id: 'contact', version: '1', category: 'align.privacy', severity: 'major' } as const;

/**
 * Contacts that point to a person or a machine: e-mail addresses, phone numbers, IP and MAC addresses. Examples that are
 * nobody's are left to the placeholder rule. Reads every language; a phone number without country code is read as one of
 * the country that `lang` names or suggests.
 *
 * A contact is `major`, and `minor` where it is no news to the reader: the user gave it (it stands in the request), it is
 * the company's public one (it stands in the source, as a role mailbox, a toll-free number, or beside a word such as
 * "support" or "contact us"), a toll-free number, or an address of a private network. A customer's own address in a record
 * stays `major`: standing in the source is what makes it real, not what makes it fit to send.
 */
export const contact: Rule = {
  ...identity,
  run: (input) => ({ kind: 'flags', flags: [...emailFlags(input), ...phoneFlags(input), ...networkFlags(input)] }),
};

function emailFlags(input: RuleInput): Flag[] {
  return findEmails(input.text)
    .filter((span) => !isExampleEmail(input.text.slice(span.start, span.end)))
    .map((span) => {
      const address = input.text.slice(span.start, span.end);
      const standing = standingOf(input, {
        what: 'an e-mail address',
        key: address.toLowerCase(),
        keyOf: lowerCase,
        isRole: roleMailbox.test(address),
      });
      return flagOf(identity, input.text, {
        ...span,
        ...standing,
        confidence: 0.97,
        suggestions: [maskEmail(address)],
      });
    });
}

function phoneFlags(input: RuleInput): Flag[] {
  const flags: Flag[] = [];
  for (const phone of findPhones(input.text, input.lang)) {
    if (isExamplePhone(phone.digits) || overlapsAny(input.codeSpans(), phone) || overlapsAny(input.urlSpans(), phone))
      continue;
    const standing = standingOf(input, {
      what: 'a phone number',
      key: phone.digits,
      keyOf: digitsOnly,
      isRole: phone.isTollFree,
    });
    const severity: Severity = phone.isTollFree ? 'minor' : standing.severity;
    const suggestions = [maskDigits(input.text.slice(phone.start, phone.end), 2)];
    flags.push(flagOf(identity, input.text, { ...spanOf(phone), ...standing, severity, confidence: 0.9, suggestions }));
  }
  return flags;
}

function networkFlags(input: RuleInput): Flag[] {
  return findNetworkAddresses(input.text)
    .filter((address) => !overlapsAny(input.urlSpans(), address))
    .map((address) => {
      const shown = input.text.slice(address.start, address.end);
      const standing = standingOf(input, {
        what: address.kind === 'IP' ? 'an IP address' : 'a MAC address',
        key: shown.toLowerCase(),
        keyOf: lowerCase,
        isRole: false,
      });
      const severity: Severity = address.isPrivate ? 'minor' : standing.severity;
      const suggestions = [maskLettersAndDigits(shown, 0)];
      return flagOf(identity, input.text, { ...spanOf(address), ...standing, severity, confidence: 0.9, suggestions });
    });
}

type Contact = {
  /** What it is, with its article. */
  readonly what: string;
  /** The contact as `keyOf` writes it. */
  readonly key: string;
  /** How a text is written to look for the key in it. */
  readonly keyOf: (text: string) => { readonly text: string; readonly at: (offset: number) => number };
  readonly isRole: boolean;
};

const roleMailbox =
  /^(?:info|support|help(?:desk)?|contact|hello|sales|service|customer[-_.]?(?:service|care|support)?|care|team|office|admin|press|media|jobs|careers|hr|billing|accounts?|orders?|returns?|privacy|security|abuse|legal|enquir(?:y|ies)|inquir(?:y|ies)|feedback|no-?reply|marketing|partners?|events?|booking|reservations?|reception|mail|post|kontakt|service)@/i;
const publicLabel =
  /\b(?:contact us|contact|support|help ?(?:desk|line)|hotline|customer (?:service|care|support)|service|sales|press|office|reach us|call us|write to us|e-?mail us|reception|headquarters|toll[- ]free|enquiries|inquiries|opening hours)\b/i;

/** How grave a contact is for where else it stands, and the sentence that says so. */
function standingOf(input: RuleInput, contact: Contact): { readonly severity: Severity; readonly message: string } {
  const what = `This is ${contact.what}`;
  if (input.request !== undefined && contact.keyOf(input.request).text.includes(contact.key)) {
    return {
      severity: 'minor',
      message: `${what}. It stands in the user's request; check that the answer has to repeat it.`,
    };
  }
  const source = contact.keyOf(input.sourceText());
  const at = source.text.indexOf(contact.key);
  if (at < 0) {
    return {
      severity: 'major',
      message: `${what}. Check that it may be shown and is right; mask it or take it out if not.`,
    };
  }
  const original = source.at(at);
  const label =
    input
      .sourceText()
      .slice(Math.max(0, original - 60), original)
      .split('\n')
      .at(-1) ?? '';
  if (contact.isRole || publicLabel.test(label)) {
    return {
      severity: 'minor',
      message: `${what}. It stands in the source as a public one; check that it belongs here.`,
    };
  }
  return {
    severity: 'major',
    message: `${what}. It stands in the source, and may be a person's own: check that it may be shown.`,
  };
}

function lowerCase(text: string): { readonly text: string; readonly at: (offset: number) => number } {
  return { text: text.toLowerCase(), at: (offset) => offset };
}

/** The digits of a text, so that one number matches however it is grouped. */
function digitsOnly(text: string): { readonly text: string; readonly at: (offset: number) => number } {
  const starts: number[] = [];
  let digits = '';
  for (const match of text.matchAll(/\d+/g)) {
    digits += match[0];
    for (let index = 0; index < match[0].length; index += 1) starts.push(match.index + index);
  }
  return { text: digits, at: (offset) => starts[offset] ?? text.length };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
