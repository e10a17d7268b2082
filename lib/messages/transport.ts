import * as z from 'zod/mini';
import { type ErrorCode, MessageError } from './message-error.ts';

/** What one message carries. Requests are checked where they arrive, responses where they return. */
export type Call = { readonly request: z.ZodMiniType; readonly response: z.ZodMiniType };

/** A contract: calls by name, `area/verb`. */
export type Calls = Readonly<Record<string, Call>>;

/** What the sender of a call hands in. */
export type RequestOf<C extends Calls, K extends keyof C> = z.infer<C[K]['request']>;

/** What the caller gets back. */
export type ResponseOf<C extends Calls, K extends keyof C> = z.infer<C[K]['response']>;

/** One handler for each call of a contract. `Sender` is whatever the transport knows of who asks. */
export type Handlers<C extends Calls, Sender> = {
  readonly [K in keyof C]: (request: RequestOf<C, K>, sender: Sender) => Promise<ResponseOf<C, K>> | ResponseOf<C, K>;
};

/** The form of a message between contexts. */
const envelopeSchema = z.object({ call: z.string(), request: z.unknown() });

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

/** What travels back: Error objects do not survive the wire, so their code and message do. */
export type Reply = z.infer<typeof replySchema>;

/**
 * A function for `runtime.onMessage` that answers the calls of one contract. It returns `undefined` for every message that
 * is not ours: an async listener would answer everybody's messages with `undefined` and win the race.
 *
 * @param authorise says why this sender may not make this call, or `undefined` when it may.
 */
export function createDispatcher<C extends Calls, Sender>(
  calls: C,
  handlers: Handlers<C, Sender>,
  authorise: (call: keyof C & string, sender: Sender) => string | undefined,
): (message: unknown, sender: Sender) => Promise<Reply> | undefined {
  return (message, sender) => {
    const envelope = z.safeParse(envelopeSchema, message);
    if (!envelope.success || !Object.hasOwn(calls, envelope.data.call)) return undefined;
    const name = envelope.data.call as keyof C & string;
    const refusal = authorise(name, sender);
    if (refusal !== undefined) return Promise.resolve(failure('forbidden', refusal));
    return answer(calls, handlers, { name, request: envelope.data.request, sender });
  };
}

async function answer<C extends Calls, Sender>(
  calls: C,
  handlers: Handlers<C, Sender>,
  { name, request, sender }: { name: keyof C & string; request: unknown; sender: Sender },
): Promise<Reply> {
  const call = calls[name] as Call;
  const parsed = z.safeParse(call.request, request);
  if (!parsed.success) return failure('bad-request', z.prettifyError(parsed.error));
  try {
    const value = await handlers[name](parsed.data as RequestOf<C, typeof name>, sender);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof MessageError) return failure(error.code, error.message);
    return failure('internal', error instanceof Error ? error.message : String(error));
  }
}

function failure(code: ErrorCode, message: string): Reply {
  return { ok: false, error: { code, message } };
}

/** Calls a contract's messages by name; rejects with a {@link MessageError}. */
export type Client<C extends Calls> = <K extends keyof C & string>(
  name: K,
  request: RequestOf<C, K>,
) => Promise<ResponseOf<C, K>>;

/**
 * A client that posts through `post`, such as `runtime.sendMessage`.
 *
 * Rejections: `orphaned` when the extension was reloaded under us, `unanswered` when nobody answered or the worker died in
 * between (the outcome is unknown: resend the same operation), `bad-response` when the answer is not of the contract, and
 * whatever code the other side gave.
 */
export function createClient<C extends Calls>(calls: C, post: (message: unknown) => Promise<unknown>): Client<C> {
  return async (name, request) => {
    let raw: unknown;
    try {
      raw = await post({ call: name, request });
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      const orphaned = /context invalidated/i.test(text);
      throw new MessageError(orphaned ? 'orphaned' : 'unanswered', text, { cause });
    }
    if (raw === undefined) throw new MessageError('unanswered', `no answer to ${name}`);
    const reply = z.safeParse(replySchema, raw);
    if (!reply.success) throw new MessageError('bad-response', `not a reply to ${name}`);
    if (!reply.data.ok) throw MessageError.fromWire(reply.data.error);
    const value = z.safeParse((calls[name] as Call).response, reply.data.value);
    if (!value.success) throw new MessageError('bad-response', `${name}: ${z.prettifyError(value.error)}`);
    return value.data as ResponseOf<C, typeof name>;
  };
}
