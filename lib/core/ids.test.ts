import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivePassageId, hashText, newId, type PassageKey, passageKeyText, siteKeyOf } from './ids.ts';

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuidV8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('newId', () => {
  it('is a UUIDv7, and ids sort in the order they were made', () => {
    const ids = Array.from({ length: 200 }, newId);
    expect(ids.filter((id) => !uuidV7.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(200);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('siteKeyOf', () => {
  it.each<[top: string, frame: string | undefined, key: string]>([
    ['https://app.example.com/c/1?q=2#x', undefined, 'https://app.example.com'],
    ['https://app.example.com:8443/', undefined, 'https://app.example.com'],
    ['http://app.example.com/', undefined, 'http://app.example.com'],
    ['https://APP.Example.com/', undefined, 'https://app.example.com'],
    ['https://user:secret@app.example.com/', undefined, 'https://app.example.com'],
    ['https://bücher.example/', undefined, 'https://xn--bcher-kva.example'],
    ['http://[::1]:3000/', undefined, 'http://[::1]'],
    ['https://app.example.com/', 'https://app.example.com:9000/frame', 'https://app.example.com'],
    ['https://app.example.com/', 'https://chat.example.net/w', 'https://app.example.com https://chat.example.net'],
    ['https://app.example.com/', 'http://app.example.com/', 'https://app.example.com http://app.example.com'],
  ])('%s with the frame %s is %s', (top, frame, key) => {
    expect(siteKeyOf(top, frame)).toBe(key);
  });

  it('refuses what is no absolute address', () => {
    expect(() => siteKeyOf('/c/1')).toThrow(TypeError);
    expect(() => siteKeyOf('https://app.example.com/', '')).toThrow(TypeError);
  });

  it('never keeps a port, a path, a query or a user', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.nat(65_535), (address, port) => {
        const url = new URL(address);
        url.port = String(port);
        url.username = 'someone';
        expect(siteKeyOf(url.href)).toBe(`${url.protocol}//${url.hostname}`);
      }),
    );
  });
});

describe('passageKeyText', () => {
  const place: PassageKey = {
    siteKey: 'https://app.example.com',
    conversationId: 'conv-1',
    messageId: 'msg-9',
    textHash: 'abc',
    occurrence: 2,
  };
  const { messageId: _none, ...withoutMessageId } = place;

  it.each<[name: string, key: PassageKey, text: string]>([
    ['the page’s message id, whatever the text says', place, 'https://app.example.com|conv-1|msg-9'],
    [
      'the text and its occurrence where there is no message id',
      withoutMessageId,
      'https://app.example.com|conv-1|text:abc|2',
    ],
    [
      'an empty conversation where the page shows none',
      { ...withoutMessageId, conversationId: '', occurrence: 0 },
      'https://app.example.com||text:abc|0',
    ],
  ])('is %s', (_name, key, text) => {
    expect(passageKeyText(key)).toBe(text);
  });
});

describe('derivePassageId', () => {
  it('gives the published vector', async () => {
    expect(await derivePassageId('team-salt', 'https://app.example.com|conv-1|msg-9')).toBe(
      '784ea5d2-f944-829b-a603-352415e28792',
    );
  });

  it('is a UUID of version 8, the same for the same salt and key and another for any other', async () => {
    const keys = fc.string({ unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), keys, keys, async (salt, key, other) => {
        const id = await derivePassageId(salt, key);
        expect(id).toMatch(uuidV8);
        expect(await derivePassageId(salt, key)).toBe(id);
        expect((await derivePassageId(salt, other)) === id).toBe(key === other);
        expect(await derivePassageId(`${salt}2`, key)).not.toBe(id);
      }),
    );
  });
});

describe('hashText', () => {
  it.each<[name: string, one: string, other: string]>([
    ['case', 'Refund Approved', 'refund approved'],
    ['white space', 'Refund approved', '  Refund \n\t approved '],
    ['typographic quotes', 'it’s “done”', 'it\'s "done"'],
    ['a double prime', 'a 5″ pipe', 'a 5" pipe'],
    ['dashes', 'May 3–5', 'May 3-5'],
    ['Markdown marks', 'a **bold** word', 'a bold word'],
    ['invisible characters', 'zero\u200bwidth', 'zerowidth'],
    ['a letter and its accent in two characters', 'cafe\u0301', 'café'],
    ['ligatures and full-width forms', 'ﬁle １', 'file 1'],
  ])('is the same for texts that differ in %s', async (_name, one, other) => {
    expect(await hashText(one)).toBe(await hashText(other));
  });

  it.each<[one: string, other: string]>([
    ['520', '250'],
    ['café', 'cafe'],
    ['now here', 'nowhere'],
    ['not', 'no t'],
  ])('tells %j from %j', async (one, other) => {
    expect(await hashText(one)).not.toBe(await hashText(other));
  });

  it('is SHA-256 of the lower-cased match text', async () => {
    expect(await hashText(' ABC ')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
