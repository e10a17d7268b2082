import * as z from 'zod/mini';
import { MessageError } from '../../core/message-error.ts';
import { type Calls, createDispatcher, type Handlers } from '../transport.ts';

/** A small contract: one call that answers, and one that fails in a way of the caller's choice. */
export const calls = {
  'numbers/double': { request: z.object({ n: z.number() }), response: z.object({ n: z.number() }) },
  'things/fail': { request: z.object({ how: z.string() }), response: z.object({}) },
} as const satisfies Calls;

/** Who asks, as the test's transport knows it. */
export type Sender = { readonly kind: string };
/** The one sender that may ask. */
export const page: Sender = { kind: 'page' };

const failures: Readonly<Record<string, unknown>> = {
  named: new MessageError('quota', 'the disk is full'),
  error: new TypeError('broken'),
  text: 'just words',
  nothing: undefined,
};

/** Doubles, or throws what `how` names. */
export const handlers: Handlers<typeof calls, Sender> = {
  'numbers/double': ({ n }) => ({ n: 2 * n }),
  'things/fail': ({ how }) => {
    throw failures[how];
  },
};

/** The contract's dispatcher; it refuses everybody but pages. */
export const dispatch = createDispatcher(calls, handlers, (call, { kind }) =>
  kind === 'page' ? undefined : `${kind} may not ask for ${call}`,
);
