import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Destination,
  destinationSchema,
  type EndpointProblem,
  endpointProblem,
  eventsUrl,
} from './destination.ts';

describe('endpointProblem', () => {
  it.each<[address: string, problem: EndpointProblem | undefined]>([
    ['https://collect.example/hook', undefined],
    ['https://collect.example:8443/', undefined],
    ['HTTPS://Collect.Example/', undefined],
    ['https://collect.example./', undefined],
    ['https://collect.example/hook?team=1', undefined],
    ['https://bücher.example/', undefined],
    ['https://xn--bcher-kva.example/', undefined],
    ['https://192.0.2.7/', undefined],
    ['https://localhost/', undefined],
    ['http://localhost:3000/', undefined],
    ['http://LOCALHOST/', undefined],
    ['http://127.0.0.1:3000/', undefined],
    ['http://[::1]:3000/', undefined],
    // These are how the address parser of every browser reads 127.0.0.1, so they stay on this machine.
    ['http://0x7f.1/', undefined],
    ['http://127.1/', undefined],
    ['http://2130706433/', undefined],
    ['http://[0:0:0:0:0:0:0:1]/', undefined],
    ['http://localhost./', 'not-https'],
    ['http://127.0.0.2/', 'not-https'],
    ['http://[::ffff:127.0.0.1]/', 'not-https'],
    ['http://0.0.0.0/', 'not-https'],
    ['http://localhost.example.com/', 'not-https'],
    ['http://127.0.0.1.example.com/', 'not-https'],
    ['http://my-localhost/', 'not-https'],
    ['http://collect.example/', 'not-https'],
    ['http://192.168.0.5/', 'not-https'],
    ['ws://localhost/', 'not-https'],
    ['wss://collect.example/', 'not-https'],
    ['ftp://collect.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['data:text/plain,x', 'not-https'],
    ['blob:https://collect.example/1', 'not-https'],
    ['chrome-extension://abc/', 'not-https'],
    ['https://user@collect.example/', 'has-credentials'],
    ['https://user:secret@collect.example/', 'has-credentials'],
    ['https://:secret@collect.example/', 'has-credentials'],
    ['http://localhost@collect.example/', 'not-https'],
    ['https://localhost%40collect.example@evil.example/', 'has-credentials'],
    ['https://collect.example/#part', 'has-fragment'],
    ['https://collect.example/#', 'has-fragment'],
    ['', 'not-a-url'],
    ['collect.example', 'not-a-url'],
    ['/v1/events', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https://exa mple/', 'not-a-url'],
    ['https://collect.example:99999/', 'not-a-url'],
    ['http://256.256.256.256/', 'not-a-url'],
    ['https://[::1/', 'not-a-url'],
  ])('%s: %s', (address, problem) => {
    expect(endpointProblem(address)).toBe(problem);
  });

  const scheme = fc.constantFrom('https:', 'http:', 'HTTP:', 'file:', 'javascript:', 'ws:', 'ftp:', 'data:', '');
  const user = fc.constantFrom('', '@', 'user@', 'user:pass@', ':pass@', '%40@');
  const host = fc.oneof(
    fc.constantFrom(
      'localhost',
      'localhost.',
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:7f00:1]',
    ),
    fc.constantFrom(
      '例え.jp',
      'ｌｏｃａｌｈｏｓｔ',
      'localhost.evil.example',
      '127.0.0.1.nip.example',
      '０x7f.1',
      'a..b',
      '%6cocalhost',
    ),
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`),
  );
  const rest = fc.constantFrom(
    '',
    '/',
    '/hook',
    ':8443/',
    ':/',
    '/a?b=c',
    '/#f',
    '#',
    '?x#y',
    '\\@evil.example',
    ' ',
    '\t/',
    '/%23',
  );
  const addresses = fc.oneof(
    fc.tuple(scheme, fc.constantFrom('//', '/', '\\\\', ''), user, host, rest).map((parts) => parts.join('')),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({ unit: 'binary' }),
  );

  it('lets nothing through that a request would send in the clear, with a user, or elsewhere', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        if (endpointProblem(address) !== undefined) return;
        const { protocol, hostname, username, password, hash } = new URL(address);
        expect(['https:', 'http:']).toContain(protocol);
        if (protocol === 'http:') expect(['localhost', '127.0.0.1', '[::1]']).toContain(hostname);
        expect([username, password, hash]).toEqual(['', '', '']);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never throws, and names a problem for whatever is no address', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const problem = endpointProblem(address);
        if (!URL.canParse(address)) expect(problem).toBe('not-a-url');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('eventsUrl', () => {
  const destination = (kind: Destination['kind'], url: string): Destination => ({
    id: 'd1',
    kind,
    name: 'Team',
    url,
    enabled: true,
  });

  it.each<[base: string, url: string]>([
    ['https://collect.example', 'https://collect.example/v1/events'],
    ['https://collect.example/', 'https://collect.example/v1/events'],
    ['https://collect.example///', 'https://collect.example/v1/events'],
    ['https://collect.example/team/a/', 'https://collect.example/team/a/v1/events'],
    ['http://localhost:3000', 'http://localhost:3000/v1/events'],
    ['https://collect.example/team?key=1', 'https://collect.example/team/v1/events?key=1'],
    [' https://collect.example \n', 'https://collect.example/v1/events'],
  ])('adds /v1/events to the receiver %j', (base, url) => {
    expect(eventsUrl(destination('receiver', base))).toBe(url);
  });

  it.each(['https://hooks.example/T0/B0?x=1', 'https://hooks.example', 'https://hooks.example/a//'])(
    'uses the webhook %s as it is given',
    (url) => {
      expect(eventsUrl(destination('webhook', url))).toBe(url);
    },
  );

  it.each(['', 'collect.example', 'https://'])('leaves %j, which is no address, for its problem to be named', (url) => {
    expect(eventsUrl(destination('receiver', url))).toBe(url);
    expect(endpointProblem(url)).toBe('not-a-url');
  });

  it('stays an endpoint on the same host for every good address', () => {
    const base = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true });
    fc.assert(
      fc.property(base, fc.constantFrom('', '/', '//', ' ', '\n'), (address, tail) => {
        if (endpointProblem(address + tail) !== undefined) return;
        const url = eventsUrl(destination('receiver', address + tail));
        expect(endpointProblem(url)).toBeUndefined();
        expect(new URL(url).origin).toBe(new URL(address).origin);
        expect(new URL(url).pathname.endsWith('/v1/events')).toBe(true);
      }),
    );
  });
});

describe('destinationSchema', () => {
  const good = { id: 'd1', kind: 'receiver', name: 'Team', url: 'https://collect.example', enabled: true };

  it('takes a destination and leaves out what is none of it, such as a token', () => {
    expect(destinationSchema.parse({ ...good, token: 'secret' })).toEqual(good);
  });

  it.each([{ kind: 'langfuse' }, { name: '' }, { enabled: 1 }, { url: undefined }])('refuses %o', (change) => {
    expect(destinationSchema.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
