import { type ErrorCode, MessageError } from '../../lib/core/message-error.ts';
import type { Calls, Handlers } from '../../lib/messages/transport.ts';
import { StorageError, type StorageErrorCode } from '../../lib/store/storage-error.ts';

const codes: Readonly<Record<StorageErrorCode, ErrorCode>> = {
  quota: 'quota',
  unavailable: 'unavailable',
  'newer-schema': 'newer-schema',
  unknown: 'unavailable',
};

/**
 * The same handlers, whose storage failures travel under a code that has words for the person who waits. They answer once
 * `ready` has settled: nothing is written before a lost database was restored.
 */
export function withMessageErrors<C extends Calls, Sender>(
  handlers: Handlers<C, Sender>,
  ready: Promise<unknown>,
): Handlers<C, Sender> {
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (request: never, sender: Sender) => {
      await ready;
      try {
        return await handler(request, sender);
      } catch (error) {
        if (error instanceof StorageError) throw new MessageError(codes[error.code], error.message, { cause: error });
        throw error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Handlers<C, Sender>;
}
