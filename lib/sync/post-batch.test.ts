import { describe, expect, it } from 'vitest';
import type { Destination } from '../core/destination.ts';
import { type Fetch, maxReplyBytes, type Post, postBatch } from './post-batch.ts';

const destination: Destination = {
  id: 'd1',
  kind: 'receiver',
  name: 'Team',
  url: 'https://receiver.example',
  enabled: true,
};

type Call = { readonly url: string; readonly init: RequestInit };

/** A fetch that records its calls and answers by a function. */
function recording(answer: () => Promise<Response> | Response): { readonly calls: Call[]; readonly fetch: Fetch } {
  const calls: Call[] = [];
  return {
    calls,
    fetch: async (url, init) => {
      calls.push({ url, init });
      return answer();
    },
  };
}

function post(fetch: Fetch, rest: Partial<Post> = {}) {
  return postBatch({ destination, body: '[]', fetch, ...rest });
}

const ok = () => Response.json({ results: [] });

describe('postBatch, the request', () => {
  it('sends no cookie and no referrer, follows no redirect and caches nothing', async () => {
    const { calls, fetch } = recording(ok);
    await post(fetch);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toBe('https://receiver.example/v1/events');
    expect(calls[0]?.init).toMatchObject({
      method: 'POST',
      body: '[]',
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    expect(new Headers(calls[0]?.init.headers).get('content-type')).toBe('application/cloudevents-batch+json');
  });

  it.each<[string, string | undefined, string | null]>([
    ['a token', 't0k.en-_~+/=', 'Bearer t0k.en-_~+/='],
    ['no token', undefined, null],
    ['an empty token', '', null],
  ])('authorises with %s', async (_, token, expected) => {
    const { calls, fetch } = recording(ok);
    await post(fetch, { token });
    expect(new Headers(calls[0]?.init.headers).get('authorization')).toBe(expected);
  });

  it.each(['line\nbreak', 'nul\u0000', 'em—dash'])(
    'sends nothing with a token no header can carry: %j',
    async (token) => {
      const { calls, fetch } = recording(ok);
      expect(await post(fetch, { token })).toEqual({ kind: 'bad-token' });
      expect(calls).toEqual([]);
    },
  );

  it.each([
    ['http://receiver.example', 'not-https'],
    ['ftp://receiver.example', 'not-https'],
    ['http://localhost.example', 'not-https'],
    ['https://user:pw@receiver.example', 'has-credentials'],
    ['https://receiver.example/#a', 'has-fragment'],
    ['receiver', 'not-a-url'],
  ])('sends nothing to %s', async (url, problem) => {
    const { calls, fetch } = recording(ok);
    expect(await post(fetch, { destination: { ...destination, url } })).toEqual({ kind: 'bad-address', problem });
    expect(calls).toEqual([]);
  });

  it('calls fetch as a plain function, as browsers demand', async () => {
    let receiver: unknown = 'not called';
    const fetch: Fetch = function (this: unknown) {
      receiver = this;
      return Promise.resolve(ok());
    };
    await post(fetch);
    expect(receiver).toBeUndefined();
  });
});

describe('postBatch, the reply', () => {
  it('hands on status, headers and text', async () => {
    const headers = { 'content-type': 'text/plain', 'retry-after': '9', date: 'Fri, 02 Jan 2026 03:04:05 GMT' };
    const { fetch } = recording(() => new Response('späť', { status: 503, headers }));
    expect(await post(fetch)).toEqual({
      kind: 'answer',
      status: 503,
      contentType: 'text/plain',
      retryAfter: '9',
      date: 'Fri, 02 Jan 2026 03:04:05 GMT',
      body: { kind: 'text', text: 'späť' },
    });
  });

  it('reads an answer without a body as empty', async () => {
    const { fetch } = recording(() => new Response(null, { status: 204 }));
    expect(await post(fetch)).toMatchObject({ status: 204, contentType: '', body: { kind: 'text', text: '' } });
  });

  it('joins characters that are split between two chunks', async () => {
    const bytes = new TextEncoder().encode('a😀b');
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytes.slice(0, 3));
        controller.enqueue(bytes.slice(3));
        controller.close();
      },
    });
    const { fetch } = recording(() => new Response(stream));
    expect(await post(fetch)).toMatchObject({ body: { kind: 'text', text: 'a😀b' } });
  });

  it.each<[string, number, string]>([
    ['reads an answer of exactly the cap', maxReplyBytes, 'text'],
    ['gives up an answer one byte over it', maxReplyBytes + 1, 'too-large'],
  ])('%s', async (_, bytes, kind) => {
    const { fetch } = recording(() => new Response('x'.repeat(bytes)));
    expect(await post(fetch)).toMatchObject({ body: { kind } });
  });

  it('stops reading an endless answer, and lets go of the connection', async () => {
    const chunk = new Uint8Array(1024 * 1024);
    let read = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        read += 1;
        controller.enqueue(chunk);
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const { fetch } = recording(() => new Response(endless));
    expect(await post(fetch)).toMatchObject({ body: { kind: 'too-large' } });
    expect(cancelled).toBe(true);
    expect(read).toBeLessThan(10);
  });
});

describe('postBatch, no reply', () => {
  const rejecting =
    (error: unknown): Fetch =>
    () =>
      Promise.reject(error);

  it.each<[string, unknown, string]>([
    ['Chromium’s network error', new TypeError('Failed to fetch'), 'unreachable'],
    ['Firefox’s', new TypeError('NetworkError when attempting to fetch resource.'), 'unreachable'],
    ['Node’s refused connection', new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }), 'unreachable'],
    ['Node’s redirect', new TypeError('fetch failed', { cause: new Error('unexpected redirect') }), 'redirect'],
    ['something that is no error', 'odd', 'unreachable'],
  ])('%s', async (_, error, kind) => {
    expect(await post(rejecting(error))).toEqual({ kind });
  });

  it('ends a request that gets no answer', async () => {
    const hanging: Fetch = (_url, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    expect(await post(hanging, { timeoutMs: 20 })).toEqual({ kind: 'timeout' });
  });

  it('hands the caller’s abort to the request', async () => {
    const controller = new AbortController();
    const hanging: Fetch = (_url, { signal }) => {
      controller.abort();
      return Promise.reject(signal?.aborted ? signal.reason : new Error('not aborted'));
    };
    expect(await post(hanging, { signal: controller.signal })).toEqual({ kind: 'unreachable' });
  });
});
