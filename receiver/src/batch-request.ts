import { batchMediaType } from '../../lib/core/event.ts';
import type { Problem } from './http.ts';

/** Events in one batch (`docs/contracts.md`, Wire). */
export const maxEvents = 100;

/** Bytes of a batch of several events: 256 KB (`docs/contracts.md`, Wire). */
export const maxBatchBytes = 256 * 1024;

/**
 * Bytes of any body. An event alone may take them, since its context is cut to fit but never its text: a passage of a
 * million code units, three bytes each at most, beside its revision.
 */
export const maxBodyBytes = 8 * 1024 * 1024;

/** The answer to a body over {@link maxBodyBytes}; a client halves the batch. */
export const bodyTooLarge: Problem = {
  status: 413,
  code: 'too-large',
  message: `A body may have ${maxBodyBytes} bytes.`,
};

/** A batch's elements, not yet looked at, or why there are none. */
export type BatchRequest =
  | { readonly kind: 'batch'; readonly elements: readonly unknown[] }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** What is wrong with a batch's headers, or `undefined`. */
export function headerProblem(headers: Headers): Problem | undefined {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== batchMediaType) {
    return { status: 415, code: 'wrong-media-type', message: `Send Content-Type: ${batchMediaType}.` };
  }
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    return { status: 415, code: 'wrong-encoding', message: 'This receiver reads uncompressed bodies only.' };
  }
  return undefined;
}

/** Takes a body of at most {@link maxBodyBytes} apart. Bytes that are no UTF-8 are refused: decoding would change the text. */
export function parseBatch(body: ArrayBuffer): BatchRequest {
  const parsed = parseJson(body);
  if (parsed.kind === 'malformed') {
    return problem({ status: 400, code: 'bad-json', message: 'The body is not JSON in UTF-8.' });
  }
  const elements: unknown = parsed.value;
  if (!Array.isArray(elements)) {
    return problem({ status: 400, code: 'not-a-batch', message: 'The body is not an array of events.' });
  }
  if (elements.length > maxEvents) {
    return problem({ status: 413, code: 'too-many-events', message: `A batch may have ${maxEvents} events.` });
  }
  if (elements.length > 1 && body.byteLength > maxBatchBytes) {
    return problem({ status: 413, code: 'too-large', message: `A batch may have ${maxBatchBytes} bytes.` });
  }
  return { kind: 'batch', elements };
}

function problem(of: Problem): BatchRequest {
  return { kind: 'problem', problem: of };
}

function parseJson(body: ArrayBuffer): { kind: 'value'; value: unknown } | { kind: 'malformed' } {
  try {
    return { kind: 'value', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    // Both the decoder and the parser throw for what the sender got wrong; neither has another reason.
    return { kind: 'malformed' };
  }
}
