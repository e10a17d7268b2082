import type { Span } from '../core/span.ts';
import { isIpv4, isIpv6 } from './validators.ts';

/** An address of a machine in a text. `private` is one that means something only inside a network (RFC 1918, RFC 4193). */
export type NetworkAddress = Span & { readonly kind: 'IP' | 'MAC'; readonly isPrivate: boolean };

/**
 * IPv4, IPv6 and MAC addresses in a text, in order of kind. Left out are addresses that name no machine: loopback,
 * unspecified, netmasks, multicast, documentation ranges (RFC 5737, RFC 3849), router defaults of private networks,
 * network prefixes (`/24`), public DNS resolvers; and what only looks like one: versions, clock times, section numbers.
 */
export function findNetworkAddresses(text: string): readonly NetworkAddress[] {
  return [...findIpv4(text), ...findIpv6(text), ...findMacs(text)];
}

const dottedQuad =
  /(?<![\p{L}\d_]|\d[.,:/-]|[\p{L}][/.-])\d{1,3}(?:\.\d{1,3}){3}(?![\d_\p{L}]|\.\d|-\d|\/\d{1,2}(?!\d))/gu;
const versionBefore =
  /(?:\bv(?:er(?:sion)?)?\.?|\b(?:versions?|release|build|firmware|update|chapter|section|sections|§|clause|article|paragraph|rule|rfc|oid|heading|table|figure))[ :#]{0,3}$/i;
const resolvers = new Set([
  '8.8.8.8',
  '8.8.4.4',
  '1.1.1.1',
  '1.0.0.1',
  '9.9.9.9',
  '208.67.222.222',
  '208.67.220.220',
  '1.2.3.4',
]);

function findIpv4(text: string): NetworkAddress[] {
  const found: NetworkAddress[] = [];
  for (const match of text.matchAll(dottedQuad)) {
    const address = match[0];
    const start = match.index;
    if (!isIpv4(address) || resolvers.has(address) || namesNoMachine(address)) continue;
    const before = text.slice(Math.max(0, start - 24), start);
    if (versionBefore.test(before)) continue;
    // "1.2.3.4 Scope" at the start of a line is a heading's number.
    if (
      /(?:^|\n)[ \t#>*-]*$/.test(before) &&
      /^\.? +\p{Lu}/u.test(text.slice(start + address.length, start + address.length + 4)) &&
      isSmall(address)
    )
      continue;
    found.push({ kind: 'IP', start, end: start + address.length, isPrivate: isPrivateIpv4(address) });
  }
  return found;
}

function isSmall(address: string): boolean {
  return address.split('.').every((part) => Number(part) < 40);
}

function isPrivateIpv4(address: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
    address,
  );
}

function namesNoMachine(address: string): boolean {
  if (/^(?:0|127|22[4-9]|23\d|24\d|25[0-5])\./.test(address)) return true;
  if (/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address)) return true;
  return isPrivateIpv4(address) && /\.(?:0|1|100|254|255)$/.test(address);
}

const hexAndColons = /(?<![\p{L}\d_:.])[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}(?![\p{L}\d_:])/gu;

function findIpv6(text: string): NetworkAddress[] {
  const found: NetworkAddress[] = [];
  for (const match of text.matchAll(hexAndColons)) {
    const address = match[0];
    const groups = address.split(':').filter((group) => group !== '');
    // Three groups at least, one of them of three digits or more: "12:34::" is a time cut off, "Ab::Be" a name in a program.
    if (groups.length < 3 || !groups.some((group) => group.length >= 3) || !/\d/.test(address) || !isIpv6(address))
      continue;
    if (
      /^2001:0?db8:/i.test(address) ||
      /^\/\d/.test(text.slice(match.index + address.length, match.index + address.length + 2))
    )
      continue;
    found.push({
      kind: 'IP',
      start: match.index,
      end: match.index + address.length,
      isPrivate: /^f[cde]/i.test(address),
    });
  }
  return found;
}

const macShape =
  /(?<![\p{L}\d_]|[\da-fA-F][:.-])(?:[\da-fA-F]{2}([:-])(?:[\da-fA-F]{2}\1){4}[\da-fA-F]{2}|[\da-fA-F]{4}\.[\da-fA-F]{4}\.[\da-fA-F]{4})(?![\p{L}\d_]|[:.-][\da-fA-F])/gu;
const sampleMac =
  /^(?:00(?:00){5}|ff(?:ff){5}|001122334455|112233445566|0123456789ab|aabbccddeeff|001b44113ab7|123456789abc)$/;

function findMacs(text: string): NetworkAddress[] {
  const found: NetworkAddress[] = [];
  for (const match of text.matchAll(macShape)) {
    const hex = match[0].replace(/[^\da-f]/gi, '').toLowerCase();
    const needsLetter = match[1] !== ':';
    if (sampleMac.test(hex) || (needsLetter && !/[a-f]/.test(hex))) continue;
    found.push({ kind: 'MAC', start: match.index, end: match.index + match[0].length, isPrivate: false });
  }
  return found;
}
