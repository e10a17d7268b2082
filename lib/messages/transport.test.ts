import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from './reply.ts';
import { calls, dispatch, handlers, page, type Sender } from './testing/number-calls.ts';
import { createDispatcher } from './transport.ts';

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

  it('hands out no response that is not of the contract', async () => {
    const wrong = { ...handlers, 'numbers/double': () => ({ n: 'two' }) as unknown as { n: number } };
    const lying = createDispatcher<typeof calls, Sender>(calls, wrong, () => undefined);
    const reply = await lying({ call: 'numbers/double', request: { n: 1 } }, page);
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-response' } });
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
