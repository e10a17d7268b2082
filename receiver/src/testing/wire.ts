import {
  batchMediaType,
  type CloudEvent,
  type EventType,
  type StoredEvent,
  toCloudEvent,
} from '../../../lib/core/event.ts';
import { createApp } from '../app.ts';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { extensionOrigins } from '../origins.ts';
import { grantToken } from '../tokens.ts';

/** The token that {@link prepareReceiver} lets in, for the reviewer `r-1`. */
export const token = 'known-token';

const digest = 'a'.repeat(64);

/** What a test says of an event; the rest is made up, and ids and subjects are fresh each time. */
export type EventFacts = Partial<Pick<StoredEvent, 'opId' | 'passageId' | 'seq' | 'baseRev' | 'payload'>> & {
  readonly type?: EventType;
  readonly installId?: string;
};

export function makeEvent(facts: EventFacts = {}): CloudEvent {
  const { installId = 'install-1', ...given } = facts;
  const event: StoredEvent = {
    opId: crypto.randomUUID(),
    passageId: crypto.randomUUID(),
    type: 'review.submitted',
    time: '2026-01-02T03:04:05.678Z',
    seq: 1,
    baseRev: 0,
    payload: { note: 'as written' },
    payloadHash: digest,
    prevHash: digest,
    hash: digest,
    ...given,
  };
  return toCloudEvent(event, installId);
}

/** Brings the schema up to date and lets {@link token} in. */
export async function prepareReceiver(database: Database): Promise<void> {
  await migrate(database);
  await grantToken(database, { token, reviewerId: 'r-1', role: 'reviewer' });
}

/** The receiver's routes over a database, asked without a socket. `lines` is what it logged. */
export function receiverOver(database: Database, allowedOrigins = extensionOrigins) {
  const lines: string[] = [];
  const app = createApp({ database, allowedOrigins, log: (line) => lines.push(line) });
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    return app.request(path, { ...init, headers });
  };
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    send('/v1/events', { method: 'POST', body, headers: { 'content-type': batchMediaType, ...headers } });
  return {
    lines,
    /** Asks without any header but those given. */
    ask: async (path: string, init: RequestInit = {}) => app.request(path, init),
    send,
    post,
    /** Posts a batch and gives the reply's body. */
    deliver: async (elements: readonly unknown[]): Promise<unknown> => (await post(JSON.stringify(elements))).json(),
  };
}
