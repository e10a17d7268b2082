import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, hmacSha256, sha256Hex, toHex, utf8 } from './bytes.ts';

describe('hexadecimal', () => {
  it('is two lower-case digits a byte', () => {
    expect(toHex(Uint8Array.of(0, 1, 15, 16, 171, 255))).toBe('00010f10abff');
  });

  it('reads back the bytes it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect([...fromHex(toHex(bytes))]).toEqual([...bytes]);
      }),
    );
  });

  it('reads upper-case digits too', () => {
    expect([...fromHex('ABff')]).toEqual([0xab, 0xff]);
  });

  it.each(['0', 'abc', '0g', ' 00', '0x00', '００'])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });
});

describe('utf8', () => {
  it.each<[name: string, text: string, hex: string]>([
    ['letters beyond ASCII', 'é', 'c3a9'],
    ['a surrogate pair as one character', '😀', 'f09f9880'],
    ['a lone surrogate as U+FFFD', '\ud83d', 'efbfbd'],
  ])('writes %s', (_name, text, hex) => {
    expect(toHex(utf8(text))).toBe(hex);
  });
});

describe('hashes', () => {
  // FIPS 180-2, appendix B.1.
  it('give the published SHA-256 of "abc"', async () => {
    expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  // RFC 4231, test case 2.
  it('give the published HMAC-SHA-256 of RFC 4231', async () => {
    const mac = await hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'));
    expect(toHex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });
});
