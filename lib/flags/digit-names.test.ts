import { describe, expect, it } from 'vitest';
import { findDigitNames } from './digit-names.ts';
import { toRuleInput } from './rule-input.ts';

const amountsIn = (text: string, lang = 'en-GB') =>
  toRuleInput({ text, lang })
    .quantities()
    .map(({ start, unitEnd }) => text.slice(start, unitEnd));

describe('digits that name something are no quantities', () => {
  it.each<[what: string, text: string]>([
    ['a phone number with its country', 'Call +44 20 7946 0958 now'],
    ['a phone number of the country', 'Call 0161 496 0372 or (212) 555-0147 now'],
    ['the digits of a mailbox', 'Write to ann.lee88@mail2.shop.co now'],
    ['an order number', 'Order TM-48213 and invoice TI-1186 are here'],
    ['an order number with a year', 'See INV-2024-0113 and PO_2024/117'],
    ['a tracking number', 'Parcel 1Z999AA10123456784 and JD014600003831 are on the way'],
    ['a long run of digits', 'Reference 004917612345 was booked'],
    ['a card number', 'Card 4000 0566 5566 5556, or 3782 822463 10005'],
    ['a card number that no brand has', 'Card 1234-5678-9012-3456 was declined'],
    ['an IBAN', 'Pay to GB29 NWBK 6016 1331 9268 19 please'],
    ['a social security number', 'SSN 123-45-6788 of the customer'],
    ['a sort code', 'Sort code 20-32-06 of the bank'],
    ['an IPv4 address with its port', 'The server is 203.0.113.7 or 10.0.3.17:8080'],
    ['an IPv6 address', 'The server is 2001:db8:85a3::8a2e:370:7334'],
    ['a MAC address', 'The device is 00:1b:44:11:3a:b7'],
    ['versions', 'Use version 2.3.1, v4.5, iOS 17.2 and Python 3.12'],
    ['standards and codes', 'By ISO 9001 and RFC 2606; it said HTTP 404'],
    ['products', 'Windows 11, iPhone 15 and USB 3.2'],
    ['a web address without its scheme', 'See shop.example/orders/48213?page=7'],
    ['a web address', 'See https://shop.example/orders/48213?page=7 for it'],
    ['postcodes', 'Leeds LS1 4AP, Ottawa K1A 0B1, Austin TX 78701, zip code 90210'],
    ['flights, gates and seats', 'BA2490 leaves from gate B12, seat 14C'],
    ['resolutions and networks', 'in 4K and 1080p over 5G'],
    ['a house in its street', '12 Hollin Road and 221b Baker Street'],
    ['the numbers of a list', '1. Wait\n2) Call\n(3) Write\n| 4 | Go |'],
    ['the numbers of headings', '## Step 2: wait\n### 3. Return it'],
    ['footnotes', 'as shown [2] and there [3, 4]'],
  ])('%s', (_, text) => {
    expect(amountsIn(text)).toEqual([]);
  });
});

describe('quantities beside names stay quantities', () => {
  it.each<[what: string, text: string, amounts: readonly string[]]>([
    ['an amount behind an order number', 'Order TM-48213 cost £184.50', ['£184.50']],
    ['an amount with a currency code', 'It cost USD 450 and EUR 1,250', ['USD 450', 'EUR 1,250']],
    ['a number joined to its unit', 'a 20-year bond and a 45-minute call', ['20-year', '45-minute']],
    ['a large amount with separators', 'a debt of 12,345,678,901 dollars', ['12,345,678,901 dollars']],
    ['a decimal', 'a rate of 3.75 and 2.5%', ['3.75', '2.5%']],
    ['a clock time, whole', 'at 10:30 or 7 pm', ['10:30', '7 pm']],
    ['a count before a word in capitals', 'They hired 12 People last month', ['12']],
    ['an amount in thousands', 'It drew 45K visitors', ['45K']],
  ])('%s', (_, text, amounts) => {
    expect(amountsIn(text)).toEqual(amounts);
  });
});

describe('findDigitNames', () => {
  it('gives spans of the text that hold a digit', () => {
    const text = 'Order TM-48213, HTTP 404, 10.0.3.17 and ann@shop.example or AB-CD.';
    const names = findDigitNames(text, 'en').map(({ start, end }) => text.slice(start, end));
    expect(names).toEqual(expect.arrayContaining(['TM-48213', 'HTTP 404', '10.0.3.17', 'ann@shop.example']));
    expect(names).not.toContain('AB-CD');
  });
});
