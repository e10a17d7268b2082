import type { Migration } from './migration.ts';

type Stamp = { schemaVersion: number };

/**
 * Rows as version 1 wrote them, frozen: a later migration reads these and never the current types. Documents that carry a
 * version of their own (`review/1`, event payloads, drafts) stand as `unknown`.
 */
export type RowsV001 = {
  events: Stamp & {
    opId: string;
    passageId: string;
    siteKey: string;
    type: string;
    time: string;
    seq: number;
    baseRev: number;
    payload?: unknown;
    payloadSalt?: string | undefined;
    payloadHash: string;
    prevHash: string;
    hash: string;
    firstDeliveries: { destinationId: string; state: string }[];
    review?: { id: string; rev: number };
  };
  reviews: Stamp & {
    id: string;
    passageId: string;
    reviewerId: string;
    siteKey: string;
    updatedAt: string;
    review: unknown;
  };
  outbox: Stamp & { seq: number; opId: string; passageId: string };
  deliveries: Stamp & {
    opId: string;
    destinationId: string;
    siteKey: string;
    seq: number;
    state: string;
    rev?: number;
    reason?: string;
  };
  gates: Stamp & {
    destinationId: string;
    attempt: number;
    nextAt: number;
    pause?: { code: string; message: string; since: number };
    lastError?: string;
  };
  passages: Stamp & {
    id: string;
    siteKey: string;
    tier: string;
    reviewedAt?: string;
    seen?: { day: string; tier: string; policy: { id: string; version: string }; sampledOut: boolean };
  };
  drafts: Stamp & { passageId: string; textHash: string; updatedAt: string; draft: unknown };
  tallies: Stamp & {
    day: string;
    siteKey: string;
    tier: string;
    policy: { id: string; version: string };
    seen: number;
    sampledOut: number;
  };
  consents: Stamp & { siteKey: string; destinationId: string; granted: boolean; at: string };
  destinations: Stamp & { id: string; kind: string; name: string; url: string; enabled: boolean };
  secrets: Stamp & { name: string; iv: string; data: string };
  meta: Stamp &
    (
      | { key: 'identity'; installId: string; reviewerId: string; installSalt: string; teamSalt?: string }
      | { key: 'audit-head'; seq: number; hash: string }
      | { key: 'secret-key'; cryptoKey: CryptoKey }
    );
};

/** Creates every table of the store (`docs/contracts.md`, Store). */
export const createTables: Migration = {
  version: 1,
  stores: {
    events: '&opId, &seq, passageId, [siteKey+type+seq+passageId]',
    reviews: '&id, &[passageId+reviewerId], updatedAt',
    outbox: '&seq, &opId, passageId',
    deliveries: '&[opId+destinationId], opId, state, [destinationId+state+seq], [siteKey+destinationId+state]',
    gates: '&destinationId',
    passages: '&id, siteKey',
    drafts: '&[passageId+textHash], passageId',
    tallies: '&[day+siteKey+tier+policy.id+policy.version], day',
    consents: '&[siteKey+destinationId], siteKey, destinationId',
    destinations: '&id',
    secrets: '&name',
    meta: '&key',
  },
};
