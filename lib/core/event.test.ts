import { describe, expect, it } from 'vitest';
import {
  batchMediaType,
  batchResponseSchema,
  type CloudEvent,
  cloudEventSchema,
  eventTypeSchema,
  type StoredEvent,
  storedEventSchema,
  toCloudEvent,
} from './event.ts';

const stored: StoredEvent = {
  opId: '0192f0c1-0000-7000-8000-000000000001',
  passageId: '784ea5d2-f944-829b-a603-352415e28792',
  type: 'review.submitted',
  time: '2026-01-02T03:04:05.678Z',
  seq: 7,
  baseRev: 2,
  payload: { note: '', verdict: 'approve' },
  payloadSalt: '0'.repeat(32),
  payloadHash: 'a'.repeat(64),
  prevHash: 'b'.repeat(64),
  hash: 'c'.repeat(64),
};

const wire: CloudEvent = {
  specversion: '1.0',
  id: '0192f0c1-0000-7000-8000-000000000001',
  source: 'urn:countersign:install-1',
  type: 'countersign.review.submitted.v1',
  subject: '784ea5d2-f944-829b-a603-352415e28792',
  time: '2026-01-02T03:04:05.678Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:countersign:schema:review:1',
  seq: 7,
  baserev: 2,
  data: {
    payload: { note: '', verdict: 'approve' },
    audit: { seq: 7, prevHash: 'b'.repeat(64), hash: 'c'.repeat(64), payloadHash: 'a'.repeat(64) },
    redacted: false,
  },
};

describe('toCloudEvent', () => {
  it('has every field of the wire and no other: the salt stays here', () => {
    expect(toCloudEvent(stored, 'install-1')).toEqual(wire);
    expect(JSON.stringify(toCloudEvent(stored, 'install-1'))).not.toContain(stored.payloadSalt);
  });

  it.each(eventTypeSchema.options)('makes a valid event of %s', (type) => {
    const event = toCloudEvent({ ...stored, type }, 'install-1');
    expect(cloudEventSchema.parse(event)).toEqual(event);
    expect(event.type).toBe(`countersign.${type}.v1`);
  });

  it('names the schema of what it carries', () => {
    const schemaOf = (type: StoredEvent['type']): string => toCloudEvent({ ...stored, type }, 'i').dataschema;
    expect(eventTypeSchema.options.map((type) => [type, schemaOf(type)])).toEqual([
      ['review.submitted', 'urn:countersign:schema:review:1'],
      ['review.revised', 'urn:countersign:schema:review:1'],
      ['review.escalated', 'urn:countersign:schema:review:1'],
      ['review.voided', 'urn:countersign:schema:review:1'],
      ['passage.tally', 'urn:countersign:schema:tally:1'],
      ['consent.changed', 'urn:countersign:schema:consent:1'],
    ]);
  });

  it('carries an erased payload as null, and its place in the chain all the same', () => {
    const { payload: _payload, payloadSalt: _salt, ...erased } = stored;
    expect(toCloudEvent(erased, 'install-1').data).toEqual({ ...wire.data, payload: null });
  });

  it('keeps extension attributes as CloudEvents names them: lower-case letters and digits', () => {
    for (const name of Object.keys(toCloudEvent(stored, 'install-1'))) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });
});

describe('cloudEventSchema', () => {
  it.each<[name: string, change: Record<string, unknown>]>([
    ['another version of the specification', { specversion: '0.3' }],
    ['an empty id', { id: '' }],
    ['an id that is too long', { id: 'x'.repeat(201) }],
    ['a source that is not an install', { source: 'https://evil.example' }],
    ['a type that is not ours', { type: 'com.example.review.submitted.v1' }],
    ['a type of another version', { type: 'countersign.review.submitted.v2' }],
    ['a type with more behind it', { type: 'countersign.review.submitted.v1.x' }],
    ['no subject', { subject: undefined }],
    ['no time', { time: undefined }],
    ['another content type', { datacontenttype: 'text/xml' }],
    ['no data schema', { dataschema: undefined }],
    ['the seq 0', { seq: 0 }],
    ['a seq between two', { seq: 1.5 }],
    ['a seq as text', { seq: '7' }],
    ['no base revision', { baserev: undefined }],
    ['no data', { data: undefined }],
    ['a hash that is none', { data: { ...wire.data, audit: { ...wire.data.audit, hash: 'C'.repeat(64) } } }],
    ['no audit', { data: { payload: {}, redacted: false } }],
    ['no word on redaction', { data: { payload: {}, audit: wire.data.audit } }],
  ])('refuses %s', (_name, change) => {
    expect(cloudEventSchema.safeParse({ ...wire, ...change }).success).toBe(false);
  });

  it('leaves out what it does not know, as attributes of other senders', () => {
    expect(cloudEventSchema.parse({ ...wire, traceparent: '00-abc' })).toEqual(wire);
  });
});

describe('storedEventSchema', () => {
  it('takes an event with its text and one whose text was erased', () => {
    const { payload: _payload, payloadSalt: _salt, ...erased } = stored;
    expect(storedEventSchema.parse(stored)).toEqual(stored);
    expect(storedEventSchema.parse(erased)).toEqual(erased);
  });

  it.each([{ seq: 0 }, { type: 'review.deleted' }, { payloadHash: 'short' }, { baseRev: 0.5 }])(
    'refuses %o',
    (change) => {
      expect(storedEventSchema.safeParse({ ...stored, ...change }).success).toBe(false);
    },
  );
});

describe('a receiver’s answer', () => {
  it('has one result an event and may have a cursor', () => {
    const answer = {
      results: [
        { id: 'a', status: 'applied', rev: 3, head: 'h' },
        { id: 'b', status: 'duplicate' },
        { id: 'c', status: 'conflict', head: 'h2' },
        { id: 'd', status: 'rejected', code: 'bad-schema' },
        { id: 'e', status: 'retry', retryAfterMs: 1500 },
      ],
      cursor: '42',
    };
    expect(batchResponseSchema.parse(answer)).toEqual(answer);
  });

  it.each<[name: string, answer: unknown]>([
    ['nothing', undefined],
    ['a page', '<html></html>'],
    ['no results', { cursor: '1' }],
    ['a result without an id', { results: [{ status: 'applied' }] }],
    ['a status nobody knows', { results: [{ id: 'a', status: 'ok' }] }],
  ])('is not %s', (_name, answer) => {
    expect(batchResponseSchema.safeParse(answer).success).toBe(false);
  });
});

it('a batch has the media type of CloudEvents', () => {
  expect(batchMediaType).toBe('application/cloudevents-batch+json');
});
