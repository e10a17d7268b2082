import * as z from 'zod/mini';
import { type ErrorCode, MessageError } from '../core/message-error.ts';
import type { Reply } from './reply.ts';

/** What one message carries. Both are checked where it is answered: the request as it arrives, the response as it leaves. */
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
    const value = z.safeParse(call.response, await handlers[name](parsed.data as RequestOf<C, typeof name>, sender));
    if (!value.success) return failure('bad-response', z.prettifyError(value.error));
    return { ok: true, value: value.data };
  } catch (error) {
    if (error instanceof MessageError) return failure(error.code, error.message);
    return failure('internal', error instanceof Error ? error.message : String(error));
  }
}

function failure(code: ErrorCode, message: string): Reply {
  return { ok: false, error: { code, message } };
}
