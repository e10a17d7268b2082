const codes = [
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
] as const;

/** Everything that can be wrong with a message, as a closed union; wording for a person is chosen by code. */
export type ErrorCode = (typeof codes)[number];

/** A message that failed in a way its caller can name. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The error a reply speaks of; a code this version does not know becomes `internal`. */
  static fromWire(error: { readonly code: string; readonly message: string }): MessageError {
    const code = codes.find((known) => known === error.code) ?? 'internal';
    return new MessageError(code, error.message);
  }
}
