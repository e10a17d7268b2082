import { describe, expect, it } from 'vitest';
import { flagsIn, quotesIn } from './flags-in.ts';
import { paymentId } from './payment-id.ts';

describe('payment-id finds', () => {
  it.each<[why: string, text: string, quotes: readonly string[]]>([
    ['a card in groups of four', 'It was paid with 4111 1111 1111 1111.', ['4111 1111 1111 1111']],
    ['a card with hyphens', 'card 5555-5555-5555-4444 declined', ['5555-5555-5555-4444']],
    ['a card without separators', 'cc 4242424242424242', ['4242424242424242']],
    ['an American Express in 4-6-5', 'Amex: 3782 822463 10005', ['3782 822463 10005']],
    ['a Diners card of 14 digits', 'Please charge 30569309025904 today', ['30569309025904']],
    ['a card behind an equals sign', 'pan=4012888888881881;', ['4012888888881881']],
    ['the card, not the expiry date behind it', '4111 1111 1111 1111 12/27', ['4111 1111 1111 1111']],
    ['the card, not the security code behind it', '4111 1111 1111 1111 123', ['4111 1111 1111 1111']],
    ['two cards in a row', '4111 1111 1111 1111 5555 5555 5555 4444', ['4111 1111 1111 1111', '5555 5555 5555 4444']],
    ['a Visa of 13 digits beside a word for a card', 'my card 4222222222222 is lost', ['4222222222222']],
    ['a Maestro of 12 digits beside a word for a card', 'card number 630427373398 is lost', ['630427373398']],
    [
      'a card with non-breaking spaces',
      'Visa 4111\u00A01111\u00A01111\u00A01111',
      ['4111\u00A01111\u00A01111\u00A01111'],
    ],
    ['a card in code, where it leaks as well', '```\npan: 4111111111111111\n```', ['4111111111111111']],
    ['an IBAN in groups', 'to GB29 NWBK 6016 1331 9268 19 by Friday', ['GB29 NWBK 6016 1331 9268 19']],
    ['an IBAN in one piece', 'IBAN: DE89370400440532013000.', ['DE89370400440532013000']],
    ['an IBAN in lower case', 'my iban is gb42nawi04454264788619', ['gb42nawi04454264788619']],
    ['a short IBAN', 'NO93 8601 1117 947 is his', ['NO93 8601 1117 947']],
    ['a social security number', "Here's my SSN: 460-89-9847", ['460-89-9847']],
    ['one with spaces, where it is called one', 'Social Security Number 460 89 9847', ['460 89 9847']],
    ['one without separators, where it is called one', 'SSN 460899847', ['460899847']],
  ])('%s', (_, text, quotes) => {
    expect(quotesIn(paymentId, text)).toEqual(quotes);
  });
});

describe('payment-id passes over', () => {
  it.each<[why: string, text: string]>([
    ['a wrong check digit', 'card 4111 1111 1111 1112'],
    ['a length the brand does not have', 'card 41111111111111 1'],
    ['a card-like order number', 'Your order number: 4111111111111111 has shipped'],
    ['a tracking number', 'Tracking no. 5105105105105100'],
    ['a part of a longer number', '94111111111111111111111119'],
    ['decimals', 'pi is about 3.4111111111111111'],
    ['a part of an address', 'see https://example.org/status/4111111111111111'],
    ['years in a row', 'sales in 2220 2221 2222 2223 and 2000 2004 2008 2012'],
    ['one digit over and over', 'card 4444 4444 4444 4444'],
    ['a barcode of 13 digits (no word for a card near)', 'EAN 4006381333931 and 4222222222222'],
    ['groups that no card has', '411 1111111 111 111'],
    ['an IBAN with wrong check digits', 'GB28 NWBK 6016 1331 9268 19'],
    ['an IBAN of the wrong length', 'DE8937040044053201300'],
    ['a word that starts like an IBAN', 'AT12 is a gate; DE89 is a road'],
    ['an area number never issued', 'SSN 000-12-3456, 666-12-3456, 900-12-3456'],
    ['a group or serial of zeros', 'SSN 460-00-9847, 460-89-0000'],
    ['the withdrawn Woolworth number', 'SSN 078-05-1120'],
    ['nine bare digits without a word for it', 'about 460899847 people; ref 460 89 9847'],
    ['a phone number', 'call 460-899-9847'],
    ['a date and a time', '2024-03-05 10:11:12'],
  ])('%s', (_, text) => {
    expect(quotesIn(paymentId, text)).toEqual([]);
  });
});

describe('payment-id', () => {
  it.each<[text: string, masked: string]>([
    ['4111 1111 1111 1111', '•••• •••• •••• 1111'],
    ['5555-5555-5555-4444', '••••-••••-••••-4444'],
    ['GB29 NWBK 6016 1331 9268 19', '•••• •••• •••• •••• ••68 19'],
    ['460-89-9847', '•••-••-9847'],
  ])('suggests %s as %s, the last four kept', (text, masked) => {
    expect(flagsIn(paymentId, text)[0]?.suggestions).toEqual([masked]);
  });

  it('is critical, and milder for the number every form has as its example', () => {
    const severities = flagsIn(paymentId, '460-89-9847 or 123-45-6789').map((flag) => flag.severity);
    expect(severities).toEqual(['critical', 'minor']);
  });

  it('reads every language', () => {
    expect(quotesIn(paymentId, { text: 'Die Karte 4111 1111 1111 1111 wurde belastet.', lang: 'de' })).toHaveLength(1);
  });
});
