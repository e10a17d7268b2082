import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageError } from '../core/message-error.ts';
import { createClient, createSignalListener } from './client.ts';
import { type calls, dispatch, page } from './testing/number-calls.ts';
import type { Calls } from './transport.ts';

/** A client whose messages go to the dispatcher as they would through the browser: as JSON. */
function wired(): ReturnType<typeof createClient<typeof calls>> {
  return createClient<typeof calls>(async (message) => {
    const reply = await dispatch(JSON.parse(JSON.stringify(message)), page);
    return reply === undefined ? undefined : JSON.parse(JSON.stringify(reply));
  });
}

const answering = (reply: unknown) => createClient<typeof calls>(() => Promise.resolve(reply));
const rejecting = (error: unknown) => createClient<typeof calls>(() => Promise.reject(error));

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
          await client('numbers/double', { n: 1 });
          expect(reply).toMatchObject({ ok: true });
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
    );
  });
});

describe('a signal listener', () => {
  const heard: string[] = [];
  const listen = createSignalListener<{ 'a/one': Calls[string]; 'a/two': Calls[string] }>({
    'a/one': () => heard.push('one'),
    'a/two': () => heard.push('two'),
  });

  it('hears its own calls and answers them', async () => {
    expect(await listen({ call: 'a/two', request: {} })).toEqual({ ok: true, value: {} });
    expect(heard).toEqual(['two']);
  });

  it.each([undefined, null, 'a/one', {}, { call: 'b/one' }, { call: 'constructor' }, { call: 7 }])(
    'leaves %j to others',
    (message) => {
      expect(listen(message)).toBeUndefined();
    },
  );
});
