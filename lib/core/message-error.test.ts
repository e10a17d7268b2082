import { describe, expect, it } from 'vitest';
import { MessageError } from './message-error.ts';

describe('MessageError', () => {
  it.each([
    'forbidden',
    'bad-request',
    'bad-response',
    'unanswered',
    'orphaned',
    'quota',
    'unavailable',
    'newer-schema',
    'bad-endpoint',
    'queue-would-move',
    'not-found',
    'internal',
  ])('keeps the code %s over the wire', (code) => {
    expect(MessageError.fromWire({ code, message: 'why' })).toMatchObject({
      code,
      message: 'why',
      name: 'MessageError',
    });
  });

  it.each(['', 'no-such-code', 'constructor', '__proto__', 'toString', 'Internal'])(
    'makes internal of %j, which this version does not know',
    (code) => {
      const error = MessageError.fromWire({ code, message: 'from the future' });
      expect(error.code).toBe('internal');
      expect(error.message).toBe('from the future');
    },
  );

  it('is an error with its cause', () => {
    const cause = new Error('below');
    const error = new MessageError('quota', 'the disk is full', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error.cause).toBe(cause);
  });
});
