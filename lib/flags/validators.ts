import isIbanModule from 'validator/lib/isIBAN.js';
import isIpModule from 'validator/lib/isIP.js';
import isLuhnModule from 'validator/lib/isLuhnNumber.js';

type Module<Check> = Check | { readonly default: Check };

/**
 * The function of a CommonJS module of `validator`. Node hands out `module.exports`, which for some of its files is the
 * function and for some an object that holds it as `default`; a bundler may hand out either.
 */
function functionOf<Check extends (...args: never[]) => unknown>(imported: Module<Check>): Check {
  return typeof imported === 'function' ? imported : imported.default;
}

const checkIban = functionOf<(text: string) => boolean>(isIbanModule);
const checkIp = functionOf<(text: string, options: { version: 4 | 6 }) => boolean>(isIpModule);
const checkLuhn = functionOf<(text: string) => boolean>(isLuhnModule);

/** Whether a text is an IBAN of a country's own length and form with the right check digits (ISO 13616, mod 97). */
export function isIban(text: string): boolean {
  return checkIban(text);
}

/** Whether a text is an IPv4 address, four decimal octets without leading zeros. */
export function isIpv4(text: string): boolean {
  return checkIp(text, { version: 4 });
}

/** Whether a text is an IPv6 address in any of the forms of RFC 4291 §2.2. */
export function isIpv6(text: string): boolean {
  return checkIp(text, { version: 6 });
}

/** Whether a run of digits passes the Luhn check (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  return checkLuhn(digits);
}
