import { MessageError } from '../core/message-error.ts';

/** Waits between tries of an unanswered call, in ms; a worker that was stopped is up again within the first few. */
const waitsMs = [50, 150, 400, 1000, 2000, 4000] as const;

/**
 * Makes a call again while nobody answers it. A worker may die between the commit and its reply; the outcome is then
 * unknown, and asking again is right because our calls are idempotent. Every other error is the answer and is thrown.
 *
 * @throws MessageError the last `unanswered`, or whatever the other side said.
 */
export async function deliver<T>(call: () => Promise<T>, pause: (ms: number) => Promise<void>): Promise<T> {
  for (const waitMs of waitsMs) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof MessageError) || error.code !== 'unanswered') throw error;
      await pause(waitMs);
    }
  }
  return call();
}
