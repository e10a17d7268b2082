import { MessageError } from '../core/message-error.ts';
import { isReply } from './reply.ts';
import type { Calls, RequestOf, ResponseOf } from './transport.ts';

/** Calls a contract's messages by name; rejects with a {@link MessageError}. */
export type Client<C extends Calls> = <K extends keyof C & string>(
  name: K,
  request: RequestOf<C, K>,
) => Promise<ResponseOf<C, K>>;

/**
 * A client that posts through `post`, such as `runtime.sendMessage`. The browser hands our messages to our own worker only,
 * which checks each response against the contract before it leaves; so a page need not carry the schemas
 * (docs/adr/004-responses-are-checked-where-they-leave.md).
 *
 * Rejections: `orphaned` when the extension was reloaded under us, `unanswered` when nobody answered or the worker died in
 * between (the outcome is unknown: resend the same operation), `bad-response` when the answer is no reply of ours, and
 * whatever code the other side gave.
 */
export function createClient<C extends Calls>(post: (message: unknown) => Promise<unknown>): Client<C> {
  return async (name, request) => {
    const reply = await postOrThrow(post, { call: name, request });
    if (reply === undefined) throw new MessageError('unanswered', `no answer to ${name}`);
    if (!isReply(reply)) throw new MessageError('bad-response', `not a reply to ${name}`);
    if (!reply.ok) throw MessageError.fromWire(reply.error);
    return reply.value as ResponseOf<C, typeof name>;
  };
}

async function postOrThrow(post: (message: unknown) => Promise<unknown>, message: unknown): Promise<unknown> {
  try {
    return await post(message);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new MessageError(/context invalidated/i.test(text) ? 'orphaned' : 'unanswered', text, { cause });
  }
}

/** Handlers for calls that carry nothing and answer nothing, such as those of the background to a page. */
export type SignalHandlers<C extends Calls> = { readonly [K in keyof C & string]: () => void };

/**
 * A function for `runtime.onMessage` in a page: answers the calls of a contract of bare signals, and `undefined` for every
 * message that is not ours.
 */
export function createSignalListener<C extends Calls>(
  handlers: SignalHandlers<C>,
): (message: unknown) => Promise<{ readonly ok: true; readonly value: object }> | undefined {
  return (message) => {
    const call = typeof message === 'object' && message !== null ? (message as { call?: unknown }).call : undefined;
    if (typeof call !== 'string' || !Object.hasOwn(handlers, call)) return undefined;
    handlers[call as keyof C & string]();
    return Promise.resolve({ ok: true, value: {} });
  };
}
