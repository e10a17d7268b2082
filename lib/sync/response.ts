import type { Destination, EndpointProblem } from '../core/destination.ts';
import { batchResponseSchema, type EventResult } from '../core/event.ts';
import { readRetryAfter } from './backoff.ts';
import type { DeliveryOutcome, Pause } from './outbox.ts';
import type { Reply } from './post-batch.ts';

/** An event the receiver did not settle: it is sent again, not before `retryAfterMs` where one was named. */
export type LeftEvent = { readonly opId: string; readonly retryAfterMs?: number };

/**
 * What a reply asks of delivery.
 *
 * `results`: settle these, keep those. `bisect`: the endpoint refuses the batch for something in it; halve it until one
 * event is left, which is dead for `reason`. `halve`: the same for its size. `wait`: keep everything and back off.
 * `pause`: keep everything and send nothing until a person did what `message` says. Every message says what to do.
 */
export type Action =
  | { readonly kind: 'results'; readonly outcomes: readonly DeliveryOutcome[]; readonly left: readonly LeftEvent[] }
  | { readonly kind: 'bisect'; readonly reason: string }
  | { readonly kind: 'halve'; readonly reason: string }
  | { readonly kind: 'wait'; readonly message: string; readonly retryAfterMs?: number }
  | { readonly kind: 'pause'; readonly code: Pause['code']; readonly message: string };

/** What was sent, and to which kind of endpoint. `now` is epoch ms. */
export type Sent = {
  readonly destination: Destination['kind'];
  readonly opIds: readonly string[];
  readonly now: number;
};

type Answer = Extract<Reply, { kind: 'answer' }>;

/**
 * What to do about a reply, by the table of `docs/contracts.md`, Wire
 *
 * Nothing is settled but what the endpoint itself said it has or refuses: a sign-in problem never makes a dead letter,
 * and neither does a status the table does not know.
 */
export function classifyReply(reply: Reply, sent: Sent): Action {
  switch (reply.kind) {
    case 'answer':
      return classifyAnswer(reply, sent);
    case 'redirect':
      return redirected;
    case 'unreachable':
      return { kind: 'wait', message: unreachableMessage };
    case 'timeout':
      return { kind: 'wait', message: timeoutMessage };
    case 'bad-address':
      return { kind: 'pause', code: 'bad-address', message: addressMessages[reply.problem] };
    case 'bad-token':
      return { kind: 'pause', code: 'unauthorized', message: badTokenMessage };
  }
}

function classifyAnswer(answer: Answer, sent: Sent): Action {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return sent.destination === 'webhook' ? webhookAnswer(answer, sent) : receiverAnswer(answer, sent);
  }
  if (status >= 300 && status < 400) return redirected;
  switch (status) {
    case 400:
    case 422:
      return { kind: 'bisect', reason: refusedReason(answer) };
    case 413:
      return { kind: 'halve', reason: tooLargeReason };
    case 401:
    case 403:
      return { kind: 'pause', code: 'unauthorized', message: unauthorizedMessage(status) };
    case 404:
    case 405:
    case 410:
      return { kind: 'pause', code: 'not-found', message: notFoundMessage(status) };
    case 426:
      return { kind: 'pause', code: 'upgrade-required', message: upgradeMessage };
    default:
      return wait(answer, sent, isBusy(status) ? busyMessage(status) : unknownStatusMessage(status));
  }
}

function isBusy(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function wait(answer: Answer, sent: Sent, message: string): Action {
  const retryAfterMs = readRetryAfter({ ...answer, now: sent.now });
  return { kind: 'wait', message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Any 2xx takes the whole batch, whatever its body; only a web page does not: a hotel's sign-in page answers 200 too. */
function webhookAnswer(answer: Answer, sent: Sent): Action {
  if (isWebPage(answer)) return wait(answer, sent, webPageMessage);
  return { kind: 'results', outcomes: sent.opIds.map((opId) => ({ opId, state: 'delivered' })), left: [] };
}

function receiverAnswer(answer: Answer, sent: Sent): Action {
  if (isWebPage(answer)) return wait(answer, sent, webPageMessage);
  if (answer.body.kind === 'cut-short') return wait(answer, sent, cutShortMessage);
  const results = answer.body.kind === 'text' ? readResults(answer.body.text) : undefined;
  if (results === undefined) return wait(answer, sent, notAReceiverMessage);
  return settleResults(results, sent);
}

/** A page says so in its type; one that names no type is known by its first tag. */
function isWebPage({ contentType, body }: Answer): boolean {
  if (contentType !== '') return /^\s*text\/html\b/i.test(contentType);
  return body.kind === 'text' && /^\s*<(!doctype\s+html|html)\b/i.test(body.text);
}

function readResults(text: string): readonly EventResult[] | undefined {
  try {
    const parsed = batchResponseSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.results : undefined;
  } catch {
    // Not JSON: the caller says so in its own words.
    return undefined;
  }
}

function settleResults(results: readonly EventResult[], sent: Sent): Action {
  const byId = Map.groupBy(results, (result) => result.id);
  const outcomes: DeliveryOutcome[] = [];
  const left: LeftEvent[] = [];
  for (const opId of sent.opIds) {
    const said = byId.get(opId) ?? [];
    const outcome = agreedOutcome(said);
    if (outcome === undefined) left.push(leftEvent(opId, said));
    else outcomes.push(outcome);
  }
  return { kind: 'results', outcomes, left };
}

/** The outcome of an event's results; none where it has none, is to be retried, or two of them contradict each other. */
function agreedOutcome(results: readonly EventResult[]): DeliveryOutcome | undefined {
  const [first, ...others] = results.map(outcomeOf);
  return others.every((other) => other?.state === first?.state) ? first : undefined;
}

function leftEvent(opId: string, results: readonly EventResult[]): LeftEvent {
  const asked = results.flatMap(({ retryAfterMs }) => (retryAfterMs === undefined ? [] : [retryAfterMs]));
  return asked.length === 0 ? { opId } : { opId, retryAfterMs: Math.max(...asked) };
}

function outcomeOf({ id, status, rev, code }: EventResult): DeliveryOutcome | undefined {
  const told = rev === undefined ? {} : { rev };
  switch (status) {
    case 'applied':
    case 'duplicate':
      return { opId: id, state: 'delivered', ...told };
    case 'conflict':
      return { opId: id, state: 'conflict', ...told, reason: conflictReason(code) };
    case 'rejected':
      return { opId: id, state: 'dead', ...told, reason: rejectedReason(code) };
    case 'retry':
      return undefined;
  }
}

/** Most characters of a remote text that are shown. */
const excerptLength = 200;

/** A remote text as it may be shown: one line, no control or direction characters, not long. */
function excerpt(text: string): string {
  const line = text
    .slice(0, 4 * excerptLength)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, excerptLength).join('');
}

function quoted(text: string | undefined): string {
  const shown = excerpt(text ?? '');
  return shown === '' ? '' : `: ${shown}`;
}

const redirected: Action = {
  kind: 'pause',
  code: 'redirected',
  message:
    'The endpoint redirects to another address, which is not followed. Enter the final address in the settings, then try again.',
};

const unreachableMessage =
  'The endpoint cannot be reached; Countersign tries again by itself. If you are online, check that the address is the final one, without a redirect, and that the endpoint allows requests from this extension.';

const timeoutMessage =
  'The endpoint did not answer in time; Countersign tries again by itself. If this stays, ask whoever runs the endpoint.';

const cutShortMessage =
  'The answer of the endpoint broke off; Countersign sends again by itself. If this stays, check the connection.';

const notAReceiverMessage =
  'The endpoint answered but not as a Countersign receiver, so everything is kept. Check the address, or set the destination up as a webhook.';

const webPageMessage =
  'The endpoint answered with a web page, so everything is kept. If this network asks you to sign in, do that; else check the address.';

const badTokenMessage =
  'The token has characters that cannot be sent. Enter it again in the settings, without line breaks or spaces.';

const upgradeMessage =
  'The endpoint needs a newer Countersign (HTTP 426). Update the extension; reviews are kept until then.';

const tooLargeReason =
  'The endpoint finds this one too large, even without its context (HTTP 413). Ask whoever runs it to allow larger requests, then send it again.';

const addressMessages: Record<EndpointProblem, string> = {
  'not-a-url': 'The address of the endpoint is not a web address. Correct it in the settings.',
  'not-https': 'The address of the endpoint is not https. Enter an https address, or http on this machine only.',
  'has-credentials':
    'The address of the endpoint contains a user or a password. Take them out and enter a token instead.',
  'has-fragment': 'The address of the endpoint contains a #. Take it out, and what follows it, in the settings.',
};

function unauthorizedMessage(status: number): string {
  return `The endpoint does not accept the sign-in (HTTP ${status}). Enter a valid token in the settings; reviews are kept until then.`;
}

function notFoundMessage(status: number): string {
  return `Nothing takes reviews at this address (HTTP ${status}). Check the address in the settings; reviews are kept until then.`;
}

function busyMessage(status: number): string {
  return `The endpoint is busy or out of order (HTTP ${status}); Countersign tries again by itself. If this stays, ask whoever runs it.`;
}

function unknownStatusMessage(status: number): string {
  return `The endpoint gave an answer that Countersign does not know (HTTP ${status}), so everything is kept and tried again. Check the address, or ask whoever runs it.`;
}

function refusedReason(answer: Answer): string {
  const detail = answer.body.kind === 'text' && !isWebPage(answer) ? quoted(answer.body.text) : '';
  return `The endpoint refuses this one (HTTP ${answer.status}${detail}). Open it, correct it and send it again, or export it.`;
}

function rejectedReason(code: string | undefined): string {
  return `The receiver refuses this one (${excerpt(code ?? '') || 'no code'}). Open it, correct it and send it again, or export it.`;
}

function conflictReason(code: string | undefined): string {
  return `The receiver keeps this one beside a newer one${quoted(code)}. Open both and say which one stands.`;
}
