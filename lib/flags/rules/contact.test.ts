import { describe, expect, it } from 'vitest';
import { contact } from './contact.ts';
import { flagsIn, quotesIn } from './flags-in.ts';

describe('contact finds', () => {
  it.each<[why: string, text: string, quotes: readonly string[]]>([
    ['an e-mail address', 'Write to ann.lee+crm@shop.co.uk.', ['ann.lee+crm@shop.co.uk']],
    ['one in brackets and one behind mailto:', '<ann@shop.de>, mailto:bob@shop.de', ['ann@shop.de', 'bob@shop.de']],
    ['one with letters of other Latin alphabets', 'jürgen@müller.de', ['jürgen@müller.de']],
    ['an American phone number', 'Call (415) 867-5309 now', ['(415) 867-5309']],
    ['one with its country code', 'tel +44 20 7123 4567', ['+44 20 7123 4567']],
    ['one with dots', '415.867.5309 x12', ['415.867.5309 x12']],
    ['digits in any grouping behind a word for a phone', 'Phone: 60-56-85-91', ['60-56-85-91']],
    ['the same with the word on the line before', 'Phone:\n467 3395\nCity: Bern', ['467 3395']],
    ['the same with the word behind', '930.167.3943 fax', ['930.167.3943']],
    ['an IPv4 address', 'blocked from 86.121.97.248 today', ['86.121.97.248']],
    ['an IPv6 address', 'from 6e40:4041:c617:e898:c11:40d2:c669:2eb4', ['6e40:4041:c617:e898:c11:40d2:c669:2eb4']],
    ['a short IPv6 address', 'host 2a00:1450::200e up', ['2a00:1450::200e']],
    ['a MAC address', 'device 3C:22:FB:1A:2B:3C joined', ['3C:22:FB:1A:2B:3C']],
  ])('%s', (_, text, quotes) => {
    expect(quotesIn(contact, text)).toEqual(quotes);
  });

  it('a phone number as the country of the language writes it', () => {
    expect(quotesIn(contact, { text: 'Sie erreichen ihn unter 030 901820.', lang: 'de' })).toEqual(['030 901820']);
  });
});

describe('contact passes over', () => {
  it.each<[why: string, text: string]>([
    ['an example domain', 'user@example.com, a@b.test, me@yourcompany.com'],
    ['a file name', 'use logo@2x.png and photo@3x.jpg'],
    ['a package version', 'npm i zod@4.6.7 react@18'],
    ['a mention', 'thanks @ann and @bob.smith'],
    ['the address of a repository', 'git clone git@github.com:ann/tool.git'],
    ['the user of an address', 'ftp://ann@files.shop.de/x'],
    ['fiction: 555-01xx', 'Call 415-555-0132 or (555) 867-5309'],
    ['an order number', 'Order 867-530-9123 has shipped; ticket #415-867-5309'],
    ['an ISBN', 'ISBN 978-3-16-148410-0'],
    ['dates', 'from 2024-03-05 to 05.03.2024, or 12-31-1999'],
    ['a span of years', '(2015-2022) and 1990-1995'],
    ['amounts', 'it cost $415 867 5309, or 4,158,675,309 yen'],
    ['a count with a unit', '415 867 530 users'],
    ['ten digits in a row', 'id 4158675309 and 1700000000'],
    ['a row of numbers', '10 20 30 40 50 60 70'],
    ['a number in code', '`415-867-5309`'],
    ['clock times', 'at 10:20:30, 12:34 and 00:11:22:33'],
    ['a version', 'version 10.20.30.40, v1.2.3.4, Chrome/120.0.6099.109'],
    ['a heading of four parts', '1.2.3.4 Scope of the work'],
    ['loopback, documentation and netmask', '127.0.0.1, 192.0.2.7, 255.255.255.0, 0.0.0.0'],
    ['a router default and a network', '192.168.1.1 and 10.0.0.0/8, 86.121.97.0/24'],
    ['a public resolver', 'set DNS to 8.8.8.8 or 1.1.1.1'],
    ['octets out of range', '300.1.2.3 and 1.2.3'],
    ['names of programs with colons', 'std::vector, Ab::Be, ::, a::b'],
    ['loopback and documentation in IPv6', '::1 and 2001:db8::1'],
    ['a sample MAC address and a fingerprint', '00:11:22:33:44:55, aa:bb:cc:dd:ee:ff:00:11'],
  ])('%s', (_, text) => {
    expect(quotesIn(contact, text)).toEqual([]);
  });
});

describe('the severity of a contact', () => {
  const words = 'The team of the shop answers all questions of its customers from Monday to Friday.';

  it.each<[why: string, input: { text: string; source?: string; request?: string }, severity: string]>([
    ['nowhere else: major', { text: 'Mail ann@shop.de.' }, 'major'],
    ['in the request: minor, the user gave it', { text: 'Mail ann@shop.de.', request: 'I am Ann@shop.de' }, 'minor'],
    [
      'a role mailbox of the source: minor',
      { text: 'Mail support@shop.de.', source: `${words} support@shop.de` },
      'minor',
    ],
    [
      'named in the source as the one to contact: minor',
      { text: 'Call 415-867-5309.', source: `${words} Customer service: (415) 867 5309` },
      'minor',
    ],
    [
      "a customer's own, in the source: still major",
      { text: 'Mail ann@shop.de.', source: `${words}\nCustomer: ann@shop.de` },
      'major',
    ],
    [
      'a role mailbox that the source does not have: major, it may be made up',
      { text: 'Mail support@shop.de.', source: words },
      'major',
    ],
    ['toll-free: minor', { text: 'Call 1-800-273-8255.' }, 'minor'],
    ['inside a private network: minor', { text: 'ping 10.20.30.40' }, 'minor'],
  ])('%s', (_, input, severity) => {
    expect(flagsIn(contact, input).map((flag) => flag.severity)).toEqual([severity]);
  });

  it('comes with words that say where else it stands', () => {
    const [flag] = flagsIn(contact, { text: 'Mail ann@shop.de.', request: 'I am ann@shop.de' });
    expect(flag?.message).toContain("user's request");
  });
});

describe('contact suggests a mask', () => {
  it.each<[text: string, masked: string]>([
    ['ann.lee@shop.de', '•••@shop.de'],
    ['(415) 867-5309', '(•••) •••-••09'],
    ['86.121.97.248', '••.•••.••.•••'],
    ['3C:22:FB:1A:2B:3C', '••:••:••:••:••:••'],
  ])('%s as %s', (text, masked) => {
    expect(flagsIn(contact, text)[0]?.suggestions).toEqual([masked]);
  });
});
