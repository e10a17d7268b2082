/**
 * Contacts that are nobody's: names and numbers that standards and regulators keep for examples and drama, and the ones
 * templates are full of. The placeholder rule reports them; the contact rule passes over them.
 */

// RFC 2606 and RFC 6761 names, and the domains of form templates.
const exampleDomain =
  /(?:^|[@.])(?:example\.(?:com|org|net|edu|co\.uk)|[a-z0-9-]+\.(?:example|test|invalid|localhost)|(?:your|my|the)[-_]?(?:company|domain|website|site|email|business|organi[sz]ation|store|shop|app|university|school|restaurant)(?:name)?\.[a-z]{2,6}|(?:domain|company|yourdomain|companyname|website|email)\.com)$/i;
const exampleMailbox =
  /^(?:your[-_.]?(?:name|e?mail|address|username|company|full\.?name)|first(?:name)?[-_.]last(?:name)?|(?:john|jane)[-_.]?(?:doe|smith))@/i;

/** Whether an e-mail address is an example: a domain kept for examples, or a mailbox such as `your.name@`. */
export function isExampleEmail(address: string): boolean {
  return exampleDomain.test(address) || exampleMailbox.test(address);
}

/**
 * Whether a phone number, given as its digits with or without country code, is one nobody has: North American 555-01xx
 * (ATIS-0300115), area code 555 or 000, 555-1234, one digit over and over, or a plain count. Numbers that other regulators
 * keep for drama (Ofcom: 020 7946 0xxx) look like anybody's to a reader, so they are contacts.
 */
export function isExamplePhone(digits: string): boolean {
  const national = digits.replace(/^(?:00)?1(?=\d{10}$)/, '');
  if (/^(\d)\1{6,}$|^\d{3}1234567$/.test(national) || /^(?:0?1234567(?:89?0?)?|9876543210)$/.test(national))
    return true;
  return (
    /^(?:\d{3})?555(?:01\d\d|1234|1212|5555|4321|6789)$/.test(national) || /^(?:555|000|123456)\d{4,7}$/.test(national)
  );
}
