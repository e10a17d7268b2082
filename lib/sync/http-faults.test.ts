import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Destination } from '../core/destination.ts';
import { type FlushOptions, flush } from './flush.ts';
import { type MemoryOutbox, memoryOutbox } from './testing/memory-outbox.ts';
import { storedEvents } from './testing/stored-event.ts';

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly ids: readonly string[];
  /** Takes the events, each once, and makes the results. */
  readonly take: () => string;
};

type Behaviour = (exchange: Exchange) => void;

const sentSchema = z.array(z.object({ id: z.string() }));

/** A receiver over real sockets: it answers well but for the behaviours it is given, first come, first served. */
class SocketReceiver {
  readonly taken: string[] = [];
  readonly requests: IncomingMessage[] = [];
  readonly behaviours: Behaviour[] = [];
  readonly #server: Server = createServer((request, response) => void this.#handle(request, response));

  /** Its address, which stays the same after it is closed. */
  url = '';

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = z.object({ port: z.number() }).parse(this.#server.address());
    this.url = `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(request);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const ids = sentSchema.parse(JSON.parse(Buffer.concat(chunks).toString())).map((event) => event.id);
    const behave = this.behaviours.shift() ?? answerWell;
    behave({ request, response, ids, take: () => JSON.stringify({ results: this.#take(ids) }) });
  }

  #take(ids: readonly string[]) {
    return ids.map((id) => {
      if (this.taken.includes(id)) return { id, status: 'duplicate' };
      this.taken.push(id);
      return { id, status: 'applied' };
    });
  }
}

const json = { 'content-type': 'application/json' };

const answerWell: Behaviour = ({ response, take }) => void response.writeHead(200, json).end(take());

const megabyte = Buffer.alloc(1024 * 1024, 'x');

let receiver: SocketReceiver;
let outbox: MemoryOutbox;

beforeEach(async () => {
  receiver = new SocketReceiver();
  await receiver.listen();
  outbox = memoryOutbox(storedEvents(3));
});

afterEach(() => receiver.close());

function send(rest: Partial<FlushOptions> & { readonly kind?: Destination['kind'] } = {}) {
  const { kind = 'receiver', ...options } = rest;
  const destination: Destination = { id: 'd1', kind, name: 'Local', url: receiver.url, enabled: true };
  const defaults = { installId: 'i1', fetch, now: Date.now, random: () => 0.5, force: true };
  return flush({ destination, outbox, ...defaults, ...options });
}

async function expectHealed(): Promise<void> {
  expect(await send()).toMatchObject({ end: 'drained' });
  expect(receiver.taken).toEqual(['op-1', 'op-2', 'op-3']);
  expect(outbox.idsIn('delivered')).toEqual(['op-1', 'op-2', 'op-3']);
}

describe('flush over real sockets', () => {
  it('delivers, and says no more of this machine than it must', async () => {
    expect(await send({ token: 'secret' })).toMatchObject({ end: 'drained', delivered: 3 });
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: 'POST', url: '/v1/events' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/cloudevents-batch+json',
      authorization: 'Bearer secret',
    });
    expect(request?.headers).not.toHaveProperty('cookie');
    expect(request?.headers).not.toHaveProperty('referer');
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a redirect (HTTP %i), pauses and keeps everything',
    async (status) => {
      const elsewhere = new SocketReceiver();
      await elsewhere.listen();
      try {
        receiver.behaviours.push(({ response }) => void response.writeHead(status, { location: elsewhere.url }).end());
        expect(await send({ token: 'secret' })).toMatchObject({
          end: 'paused',
          gate: { pause: { code: 'redirected' } },
        });
        expect(elsewhere.requests).toEqual([]);
        expect(receiver.requests).toHaveLength(1);
      } finally {
        await elsewhere.close();
      }
      await expectHealed();
    },
  );

  const faults: readonly (readonly [string, Behaviour, string])[] = [
    [
      'a connection reset before the events are taken',
      ({ request }) => request.socket.resetAndDestroy(),
      'cannot be reached',
    ],
    [
      'a connection reset after they are taken',
      ({ request, take }) => {
        take();
        request.socket.resetAndDestroy();
      },
      'cannot be reached',
    ],
    [
      'an answer cut off against its stated length',
      ({ response, take }) => {
        const body = take();
        response.writeHead(200, { ...json, 'content-length': body.length });
        response.write(body.slice(0, 20), () => response.destroy());
      },
      'broke off',
    ],
    [
      'an answer cut off between two chunks',
      ({ response, take }) => {
        response.writeHead(200, json);
        response.write(take().slice(0, 20), () => response.destroy());
      },
      'broke off',
    ],
    [
      'a captive portal',
      ({ response }) => {
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end('<!doctype html><title>Wi-Fi</title>');
      },
      'web page',
    ],
    ['JSON of another kind', ({ response }) => void response.writeHead(200, json).end('{"status":"ok"}'), 'not as a'],
    [
      'no JSON',
      ({ response, take }) => {
        take();
        response.writeHead(200, json).end('taken, thanks');
      },
      'not as a',
    ],
    ['nothing at all', ({ response }) => void response.writeHead(204).end(), 'not as a'],
    ['an overload', ({ response }) => void response.writeHead(503, { 'retry-after': '30' }).end(), 'HTTP 503'],
  ];

  it.each(faults)('keeps everything on %s, and heals', async (_, behave, trouble) => {
    receiver.behaviours.push(behave);
    const report = await send();
    expect(report).toMatchObject({ end: 'waiting', posts: 1, delivered: 0, dead: 0, gate: { attempt: 1 } });
    expect(report.gate.lastError).toContain(trouble);
    expect(outbox.idsIn('pending')).toHaveLength(3);
    await expectHealed();
  });

  it.each<[string, Behaviour]>([
    ['before the events are taken', () => undefined],
    ['after they are taken', ({ take }) => void take()],
    [
      'in the midst of its answer',
      ({ response, take }) => {
        response.writeHead(200, json);
        response.write(take().slice(0, 20));
      },
    ],
  ])('gives up an endpoint that hangs %s, and heals', async (_, behave) => {
    receiver.behaviours.push(behave);
    expect(await send({ timeoutMs: 200 })).toMatchObject({ end: 'waiting', delivered: 0 });
    await expectHealed();
  });

  it('heals from an endpoint that is not there', async () => {
    await receiver.close();
    expect(await send()).toMatchObject({ end: 'waiting', delivered: 0 });
    receiver = new SocketReceiver();
    await receiver.listen();
    await expectHealed();
  });

  it('reads no more than a few megabytes of an answer of 200', async () => {
    let written = 0;
    const closed = Promise.withResolvers<void>();
    receiver.behaviours.push(({ response }) => {
      response.writeHead(200, json).on('close', closed.resolve);
      const more = () => {
        if (response.destroyed || written >= 200) return void response.end();
        written += 1;
        response.write(megabyte, more);
      };
      more();
    });
    expect(await send()).toMatchObject({ end: 'waiting', delivered: 0 });
    await closed.promise;
    expect(written).toBeLessThan(100);
    await expectHealed();
  });

  it('counts the bytes of a compressed answer after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * megabyte.length, ' '));
    receiver.behaviours.push(({ response, take }) => {
      take();
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(await send()).toMatchObject({ end: 'waiting', delivered: 0 });
    await expectHealed();
  });

  it('settles by the results of what was sent, whatever else stands among them', async () => {
    receiver.behaviours.push(({ response, take }) => {
      const { results } = z.object({ results: z.array(z.unknown()) }).parse(JSON.parse(take()));
      const others = [{ id: 'op-99', status: 'rejected' }, { id: '__proto__', status: 'applied' }, ...results];
      response.writeHead(200, json).end(JSON.stringify({ results: [...others, ...results], cursor: 'c' }));
    });
    expect(await send()).toMatchObject({ end: 'drained', delivered: 3, dead: 0, posts: 1 });
  });

  it('aborts a request that is under way', async () => {
    const controller = new AbortController();
    receiver.behaviours.push(() => controller.abort());
    expect(await send({ signal: controller.signal })).toMatchObject({ end: 'stopped', gate: { attempt: 0 } });
    await expectHealed();
  });

  it('takes a webhook’s 2xx although its body never ends', async () => {
    receiver.behaviours.push(({ response, take }) => {
      take();
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('o');
    });
    expect(await send({ kind: 'webhook', timeoutMs: 200 })).toMatchObject({ end: 'drained', delivered: 3 });
  });
});
