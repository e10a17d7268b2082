import { describe, expect, it } from 'vitest';
import { MessageError } from '../core/message-error.ts';
import { deliver } from './resend.ts';

const unanswered = (): MessageError => new MessageError('unanswered', 'nobody answered');

/** A call that goes unanswered so many times, and then gives its number. */
function answersAfter(failures: number, error: () => unknown = unanswered) {
  const state = { calls: 0 };
  const call = async (): Promise<number> => {
    state.calls += 1;
    if (state.calls <= failures) throw error();
    return state.calls;
  };
  return { call, state };
}

describe('deliver', () => {
  it.each([0, 1, 5, 6])('asks again while nobody answers: %i times', async (failures) => {
    const { call } = answersAfter(failures);
    const waits: number[] = [];
    expect(await deliver(call, async (ms) => void waits.push(ms))).toBe(failures + 1);
    expect(waits).toHaveLength(failures);
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
  });

  it('gives up with the last silence', async () => {
    const { call, state } = answersAfter(100);
    await expect(deliver(call, async () => undefined)).rejects.toMatchObject({ code: 'unanswered' });
    expect(state.calls).toBe(7);
  });

  it.each(['quota', 'forbidden', 'orphaned', 'bad-response', 'internal'] as const)(
    'takes %s for the answer that it is',
    async (code) => {
      const { call, state } = answersAfter(1, () => new MessageError(code, 'no'));
      await expect(deliver(call, async () => undefined)).rejects.toMatchObject({ code });
      expect(state.calls).toBe(1);
    },
  );

  it('does not ask again after an error it does not know', async () => {
    const { call, state } = answersAfter(1, () => new TypeError('a bug'));
    await expect(deliver(call, async () => undefined)).rejects.toThrow('a bug');
    expect(state.calls).toBe(1);
  });
});
