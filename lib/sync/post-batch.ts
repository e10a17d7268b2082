import { type Destination, type EndpointProblem, endpointProblem, eventsUrl } from '../core/destination.ts';
import { batchMediaType } from '../core/event.ts';

/** How long one request may take, answer and all, in ms (`docs/contracts.md`, Wire). */
const postTimeoutMs = 20_000;

/** Most bytes of an answer that are read, after decompression (`docs/contracts.md`, Wire): 5 MB. */
export const maxReplyBytes = 5 * 1024 * 1024;

/** The part of `fetch` that delivery uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The body of an answer: its text, or why there is none. */
export type ReplyBody =
  | { readonly kind: 'text'; readonly text: string }
  /** Larger than {@link maxReplyBytes}; the rest was not read. */
  | { readonly kind: 'too-large' }
  /** The connection broke, or time ran out, before it was whole. */
  | { readonly kind: 'cut-short' };

/** What came of one request. Only an `answer` says that the endpoint got the events, and not even each of those. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The header, or the empty string. */
      readonly contentType: string;
      readonly retryAfter: string | undefined;
      readonly date: string | undefined;
      readonly body: ReplyBody;
    }
  /** The endpoint redirects. Browsers do not tell this from `unreachable` when redirects are refused; Node does. */
  | { readonly kind: 'redirect' }
  /** Offline, a wrong name, a refused or broken connection, or an endpoint that does not let this extension read it. */
  | { readonly kind: 'unreachable' }
  /** No answer in time. The events may have arrived. */
  | { readonly kind: 'timeout' }
  /** Nothing was sent: the address is none that events may go to. */
  | { readonly kind: 'bad-address'; readonly problem: EndpointProblem }
  /** Nothing was sent: the token has characters that no header can carry. */
  | { readonly kind: 'bad-token' };

/** One request. */
export type Post = {
  readonly destination: Destination;
  /** A JSON array of CloudEvents. */
  readonly body: string;
  /** Sent as a bearer token; none for `undefined` or the empty string. */
  readonly token?: string | undefined;
  readonly fetch: Fetch;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
  /** {@link postTimeoutMs} unless said otherwise. */
  readonly timeoutMs?: number | undefined;
};

/**
 * Posts one batch and says what came of it; never throws for anything the endpoint or the network does.
 *
 * The address is checked again at each request, no cookie and no referrer goes out, a redirect is not followed, and no
 * more than {@link maxReplyBytes} of the answer is ever held (`docs/contracts.md`, Wire).
 */
export async function postBatch(post: Post): Promise<Reply> {
  const url = eventsUrl(post.destination);
  const problem = endpointProblem(url);
  if (problem !== undefined) return { kind: 'bad-address', problem };
  const headers = requestHeaders(post.token);
  if (headers === undefined) return { kind: 'bad-token' };

  const timeout = AbortSignal.timeout(post.timeoutMs ?? postTimeoutMs);
  const signal = post.signal === undefined ? timeout : AbortSignal.any([post.signal, timeout]);
  // Taken out of its object: a browser's fetch called as a method of ours throws "Illegal invocation".
  const { fetch, body } = post;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, ...safely });
    return await readAnswer(response);
  } catch (error) {
    if (timeout.aborted) return { kind: 'timeout' };
    return { kind: saysRedirect(error) ? 'redirect' : 'unreachable' };
  }
}

const safely = {
  redirect: 'error',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
} as const satisfies RequestInit;

function requestHeaders(token: string | undefined): Headers | undefined {
  const headers = new Headers({ 'content-type': batchMediaType, accept: 'application/json' });
  if (token === undefined || token === '') return headers;
  try {
    headers.set('authorization', `Bearer ${token}`);
    return headers;
  } catch {
    // A header value with a line break or beyond Latin-1 is refused by the platform.
    return undefined;
  }
}

async function readAnswer(response: Response): Promise<Reply> {
  if (response.type === 'opaqueredirect') return { kind: 'redirect' };
  const { status, headers } = response;
  return {
    kind: 'answer',
    status,
    contentType: headers.get('content-type') ?? '',
    retryAfter: headers.get('retry-after') ?? undefined,
    date: headers.get('date') ?? undefined,
    body: await readBody(response),
  };
}

async function readBody(response: Response): Promise<ReplyBody> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { kind: 'text', text: '' };
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: 'text', text: text + decoder.decode() };
      bytes += value.byteLength;
      if (bytes > maxReplyBytes) {
        drop(reader);
        return { kind: 'too-large' };
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // Broken off, by the endpoint, the network, the time limit or our own abort: what came is no answer.
    return { kind: 'cut-short' };
  }
}

function drop(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  reader.cancel().catch(() => {
    // The connection is given up anyway; that it was already broken changes nothing.
  });
}

/** Node says "unexpected redirect" in the error's cause; browsers say nothing. */
function saysRedirect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return /redirect/i.test(`${error.message} ${cause}`);
}
