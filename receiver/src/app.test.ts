import { describe, expect, it } from 'vitest';
import { openDatabase } from './open-database.ts';
import { engines, useDatabase } from './testing/engines.ts';
import { prepareReceiver, receiverOver, token } from './testing/wire.ts';
import { grantToken, introduceToken } from './tokens.ts';

const anError = (code: string) => ({ error: { code, message: expect.any(String) } });
const extension = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
const guarded: [method: string, path: string][] = [
  ['POST', '/v1/events'],
  ['GET', '/v1/changes'],
  ['GET', '/v1/me'],
  ['GET', '/v1/capabilities'],
];

for (const engine of engines) {
  describe(`the receiver on ${engine.name}`, () => {
    const database = useDatabase(engine, prepareReceiver);

    it.each(
      guarded.flatMap(([method, path]) =>
        [undefined, 'Bearer wrong', `Basic ${token}`, 'Bearer ', 'Bearer not a token', token].map(
          (authorization) => [method, path, authorization] as const,
        ),
      ),
    )('answers %s %s with "authorization: %s" by 401', async (method, path, authorization) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const reply = await receiverOver(database()).ask(path, { method, headers });
      expect([reply.status, await reply.json()]).toEqual([401, anError('unauthorized')]);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('reads the name of the scheme in any case', async () => {
      const reply = await receiverOver(database()).ask('/v1/me', { headers: { authorization: `bearer ${token}` } });
      expect(reply.status).toBe(200);
    });

    it('tells a token whom it stands for', async () => {
      await grantToken(database(), { token: 'approver-token', reviewerId: 'r-9', role: 'approver' });
      const { send } = receiverOver(database());
      expect(await (await send('/v1/me')).json()).toEqual({ reviewerId: 'r-1', role: 'reviewer' });
      const other = await send('/v1/me', { headers: { authorization: 'Bearer approver-token' } });
      expect(await other.json()).toEqual({ reviewerId: 'r-9', role: 'approver' });
    });

    it('gives a token introduced by itself one reviewer id for good', async () => {
      const ask = async () => {
        await introduceToken(database(), 'introduced');
        const headers = { authorization: 'Bearer introduced' };
        return (await receiverOver(database()).send('/v1/me', { headers })).json();
      };
      const first = await ask();
      expect(first).toEqual({ reviewerId: expect.stringMatching(/^[0-9a-f-]{36}$/), role: 'reviewer' });
      expect(await ask()).toEqual(first);
    });

    it('shuts a revoked token out at once, and granting it again does not let it back in', async () => {
      const grant = { token: 'revoked-token', reviewerId: 'r-3', role: 'reviewer' } as const;
      const headers = { authorization: 'Bearer revoked-token' };
      const { send } = receiverOver(database());
      await grantToken(database(), grant);
      expect((await send('/v1/me', { headers })).status).toBe(200);
      await database().query("update tokens set revoked_at = now() where reviewer_id = 'r-3'");
      expect((await send('/v1/me', { headers })).status).toBe(401);
      await grantToken(database(), grant);
      expect((await send('/v1/me', { headers })).status).toBe(401);
    });

    it('keeps no token in the clear', async () => {
      const rows = await database().query<{ token_hash: string }>('select token_hash from tokens');
      expect(rows.map(({ token_hash }) => token_hash)).toEqual(rows.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)));
      expect(JSON.stringify(await database().query('select * from tokens'))).not.toContain(token);
    });

    it('says what it takes', async () => {
      expect(await (await receiverOver(database()).send('/v1/capabilities')).json()).toEqual({
        protocol: ['countersign/1'],
        maxEvents: 100,
        maxBytes: 262_144,
        maxEventBytes: 8_388_608,
        encodings: ['identity'],
        auth: ['bearer'],
        kinds: ['event'],
        serverTime: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    });

    it('says without a token that it is healthy', async () => {
      const reply = await receiverOver(database()).ask('/healthz');
      expect([reply.status, await reply.json()]).toEqual([200, { status: 'ok' }]);
    });

    it.each([['/'], ['/v1'], ['/v1/nothing'], ['/v1/events']])('answers GET %s with a 404 in JSON', async (path) => {
      const reply = await receiverOver(database()).ask(path);
      expect([reply.status, await reply.json()]).toEqual([404, anError('not-found')]);
    });

    it.each([
      ['GET', '/healthz', 200],
      ['GET', '/v1/me', 401],
      ['POST', '/v1/nothing', 404],
      ['OPTIONS', '/v1/events', 204],
    ])('names %s %s by a request id of its own', async (method, path, status) => {
      const { ask } = receiverOver(database());
      const replies = await Promise.all([ask(path, { method }), ask(path, { method })]);
      expect(replies.map((reply) => reply.status)).toEqual([status, status]);
      const ids = replies.map((reply) => reply.headers.get('x-request-id'));
      expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
      expect(ids[0]).not.toBe(ids[1]);
    });

    it('lets nothing be cached or guessed at', async () => {
      const { headers } = await receiverOver(database()).send('/v1/me');
      expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
    });

    it.each([[extension], ['moz-extension://3f6a1e0c-7b2d-4f7e-9c55-0a1b2c3d4e5f']])(
      'lets %s ask first and then read the reply',
      async (origin) => {
        const { ask, send } = receiverOver(database());
        const preflight = await ask('/v1/events', {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization,content-type',
          },
        });
        expect(preflight.status).toBe(204);
        expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
        expect(preflight.headers.get('access-control-allow-methods')).toBe('GET,POST');
        expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toBe('authorization,content-type');
        const reply = await send('/v1/me', { headers: { origin } });
        expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
        expect(reply.headers.get('vary')).toContain('Origin');
        const refused = await ask('/v1/me', { headers: { origin } });
        expect(refused.headers.get('access-control-allow-origin'), 'a 401 must be readable too').toBe(origin);
      },
    );

    it.each([['https://evil.example'], ['null'], ['chrome-extension://'], ['chrome-extension://a/b']])(
      'lets no browser show a reply to %s',
      async (origin) => {
        const { ask, send } = receiverOver(database());
        const headers = { origin, 'access-control-request-method': 'POST' };
        const preflight = await ask('/v1/events', { method: 'OPTIONS', headers });
        const reply = await send('/v1/me', { headers: { origin } });
        expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
        expect(reply.headers.get('access-control-allow-origin')).toBeNull();
      },
    );

    it('takes a list of origins instead', async () => {
      const { send } = receiverOver(database(), ['https://app.example']);
      const allowed = async (origin: string) =>
        (await send('/v1/me', { headers: { origin } })).headers.get('access-control-allow-origin');
      expect(await allowed('https://app.example')).toBe('https://app.example');
      expect(await allowed('https://app.example.evil.example')).toBeNull();
      expect(await allowed(extension)).toBeNull();
    });
  });
}

describe('the receiver when PostgreSQL does not answer', () => {
  // Port 1 is reserved (tcpmux), and nothing of ours listens there.
  const away = () => openDatabase({ kind: 'postgres', url: 'postgres://someone:secret@127.0.0.1:1/reviews' });

  it('says so at /healthz', async () => {
    const database = await away();
    const reply = await receiverOver(database).ask('/healthz');
    expect([reply.status, await reply.json()]).toEqual([503, anError('unavailable')]);
    await database.close();
  });

  it('asks a client to come back, and logs no token', async () => {
    const database = await away();
    const { send, lines } = receiverOver(database);
    const reply = await send('/v1/me');
    expect([reply.status, reply.headers.get('retry-after'), await reply.json()]).toEqual([
      503,
      '5',
      anError('unavailable'),
    ]);
    expect(lines).toEqual([expect.stringContaining('GET /v1/me failed: ')]);
    expect(lines.join()).not.toContain(token);
    await database.close();
  });

  it('names the server without its user and password', async () => {
    const database = await away();
    expect(database.description).toBe('PostgreSQL at 127.0.0.1:1/reviews');
    await database.close();
  });
});
