import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { MessageError } from './message-error.ts';
import { type Calls, createClient, createDispatcher, type Handlers, type Reply } from './transport.ts';

const calls = {
  'numbers/double': { request: z.object({ n: z.number() }), response: z.object({ n: z.number() }) },
  'things/fail': { request: z.object({ how: z.string() }), response: z.object({}) },
} as const satisfies Calls;

type Sender = { readonly kind: string };
const page: Sender = { kind: 'page' };

const failures: Readonly<Record<string, unknown>> = {
  named: new MessageError('quota', 'the disk is full'),
  error: new TypeError('broken'),
  text: 'just words',
  nothing: undefined,
};

const handlers: Handlers<typeof calls, Sender> = {
  'numbers/double': ({ n }) => ({ n: 2 * n }),
  'things/fail': ({ how }) => {
    throw failures[how];
  },
};

const dispatch = createDispatcher(calls, handlers, (call, { kind }) =>
  kind === 'page' ? undefined : `${kind} may not ask for ${call}`,
);

describe('a dispatcher', () => {
  it('answers a call of its contract', async () => {
    const reply = dispatch({ call: 'numbers/double', request: { n: 21 } }, page);
    expect(await reply).toEqual({ ok: true, value: { n: 42 } });
  });

  it.each<[name: string, message: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'numbers/double'],
    ['a list', ['numbers/double', { n: 1 }]],
    ['another extension’s message', { type: 'PING' }],
    ['a call of another contract', { call: 'numbers/halve', request: { n: 2 } }],
    ['a call that is no name', { call: 7, request: { n: 2 } }],
    ['a call by a method’s name', { call: 'toString', request: {} }],
    ['a call by the constructor’s name', { call: 'constructor', request: {} }],
    ['a call by the prototype’s name', JSON.parse('{"call":"__proto__","request":{}}')],
    ['a call that is only inherited', Object.create({ call: 'hasOwnProperty' })],
  ])('leaves %s to others: undefined, not a promise', (_name, message) => {
    expect(dispatch(message, page)).toBeUndefined();
  });

  it.each<[name: string, request: unknown, where: RegExp]>([
    ['no request', undefined, /Invalid/],
    ['a request of another form', { n: 'two' }, /at n$/],
    ['a request that lacks a field', {}, /at n$/],
  ])('says bad-request to %s, and where it is wrong', async (_name, request, where) => {
    const reply = await dispatch({ call: 'numbers/double', request }, page);
    const message = expect.stringMatching(where);
    expect(reply).toEqual({ ok: false, error: { code: 'bad-request', message } });
  });

  it('says forbidden before it looks at the request', async () => {
    const reply = await dispatch({ call: 'numbers/double', request: 'nonsense' }, { kind: 'stranger' });
    expect(reply).toEqual({
      ok: false,
      error: { code: 'forbidden', message: 'stranger may not ask for numbers/double' },
    });
  });

  it.each<[how: string, code: string, message: string]>([
    ['named', 'quota', 'the disk is full'],
    ['error', 'internal', 'broken'],
    ['text', 'internal', 'just words'],
    ['nothing', 'internal', 'undefined'],
  ])('tells of a handler that threw: %s is %s', async (how, code, message) => {
    const reply = await dispatch({ call: 'things/fail', request: { how } }, page);
    expect(reply).toEqual({ ok: false, error: { code, message } });
  });

  it('hands on only the fields of the contract', async () => {
    const seen: unknown[] = [];
    const spying = createDispatcher<typeof calls, Sender>(
      calls,
      {
        ...handlers,
        'numbers/double': (request) => {
          seen.push(request);
          return { n: 0 };
        },
      },
      () => undefined,
    );
    const request = JSON.parse('{"n":1,"extra":2,"__proto__":{"n":3,"isAdmin":true},"constructor":{"n":4}}');
    await spying({ call: 'numbers/double', request }, page);
    expect(seen).toEqual([{ n: 1 }]);
    expect(Object.keys(seen[0] as object)).toEqual(['n']);
    expect(Reflect.get(Object.prototype, 'isAdmin')).toBeUndefined();
  });

  it('answers anything at all with a reply or undefined', async () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true, withDate: true });
    const messages = fc.oneof(
      anything,
      fc.record({ call: fc.oneof(fc.constantFrom('numbers/double', 'things/fail'), anything), request: anything }),
    );
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const answer = dispatch(message, page);
        if (answer !== undefined) expectReply(await answer);
      }),
      { numRuns: 2_000 },
    );
  });
});

function expectReply(reply: Reply): void {
  if (reply.ok) expect(Object.keys(reply)).toEqual(['ok', 'value']);
  else expect([typeof reply.error.code, typeof reply.error.message]).toEqual(['string', 'string']);
}

/** A client whose messages go to the dispatcher as they would through the browser: as JSON. */
function wired(): ReturnType<typeof createClient<typeof calls>> {
  return createClient(calls, async (message) => {
    const reply = await dispatch(JSON.parse(JSON.stringify(message)), page);
    return reply === undefined ? undefined : JSON.parse(JSON.stringify(reply));
  });
}

const answering = (reply: unknown) => createClient(calls, () => Promise.resolve(reply));
const rejecting = (error: unknown) => createClient(calls, () => Promise.reject(error));

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof MessageError) return error.code;
    throw error;
  }
  throw new Error('the call did not fail');
}

describe('a client', () => {
  it('gets what the other side answers', async () => {
    expect(await wired()('numbers/double', { n: 4 })).toEqual({ n: 8 });
  });

  it('gets the other side’s code and words', async () => {
    await expect(wired()('things/fail', { how: 'named' })).rejects.toMatchObject({
      code: 'quota',
      message: 'the disk is full',
    });
    await expect(wired()('things/fail', { how: 'error' })).rejects.toMatchObject({
      code: 'internal',
      message: 'broken',
    });
  });

  it('says unanswered where nobody answers, since the outcome is unknown', async () => {
    expect(await codeOf(answering(undefined)('numbers/double', { n: 1 }))).toBe('unanswered');
  });

  it.each<[message: string, code: string]>([
    ['Extension context invalidated.', 'orphaned'],
    ['Could not establish connection. Receiving end does not exist.', 'unanswered'],
    ['A listener indicated an asynchronous response by returning true, but the message channel closed', 'unanswered'],
  ])('reads the browser’s "%s" as %s', async (message, code) => {
    expect(await codeOf(rejecting(new Error(message))('numbers/double', { n: 1 }))).toBe(code);
    expect(await codeOf(rejecting(message)('numbers/double', { n: 1 }))).toBe(code);
  });

  it.each<[name: string, reply: unknown]>([
    ['null', null],
    ['a text', 'ok'],
    ['a bare value', { n: 2 }],
    ['a failure without an error', { ok: false }],
    ['a failure whose error has no code', { ok: false, error: { message: 'why' } }],
    ['a value of another form', { ok: true, value: { n: 'two' } }],
    ['no value', { ok: true }],
  ])('says bad-response to %s', async (_name, reply) => {
    expect(await codeOf(answering(reply)('numbers/double', { n: 1 }))).toBe('bad-response');
  });

  it('reads a code it does not know as internal', async () => {
    const reply = { ok: false, error: { code: 'from-the-future', message: 'why' } };
    expect(await codeOf(answering(reply)('numbers/double', { n: 1 }))).toBe('internal');
  });

  it('rejects with a MessageError whatever comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (reply) => {
        const client = answering(reply);
        try {
          expect(await client('numbers/double', { n: 1 })).toEqual({ n: expect.any(Number) });
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
    );
  });
});
