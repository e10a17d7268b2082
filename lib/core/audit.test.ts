import { describe, expect, it } from 'vitest';
import {
  type AuditedEvent,
  type ChainFault,
  chainLink,
  genesisHash,
  hashPayload,
  newPayloadSalt,
  verifyChain,
} from './audit.ts';

const passageId = '784ea5d2-f944-829b-a603-352415e28792';
const time = '2026-01-02T03:04:05.678Z';
const zeroSalt = '0'.repeat(32);
const submitted = { note: '', verdict: 'approve' };
const revised = { note: 'x', verdict: 'reject' };

type Entry = { readonly type: string; readonly payload: unknown };

async function chainOf(entries: readonly Entry[], salt = () => zeroSalt): Promise<AuditedEvent[]> {
  const events: AuditedEvent[] = [];
  for (const [index, { type, payload }] of entries.entries()) {
    const payloadSalt = salt();
    const payloadHash = await hashPayload(payloadSalt, payload);
    const facts = { passageId, payloadHash, seq: index + 1, time, type };
    events.push({ ...(await chainLink(events.at(-1)?.hash ?? genesisHash, facts)), payload, payloadSalt });
  }
  return events;
}

const twoReviews: readonly Entry[] = [
  { type: 'review.submitted', payload: submitted },
  { type: 'review.revised', payload: revised },
];

describe('the published vectors', () => {
  it('hash the payload of the first event', async () => {
    expect(await hashPayload(zeroSalt, submitted)).toBe(
      'f6c1ece890f757b9e4f75b4dd6f6b1d25e9dfda73978aebc04b96c523acf396f',
    );
  });

  it('chain two events', async () => {
    const [first, second] = await chainOf(twoReviews);
    expect(first?.prevHash).toBe('0'.repeat(64));
    expect(first?.hash).toBe('921f07de8eead5edc9f31abaa18e2b77d2b74369c7093d311db55c22266969ef');
    expect(second?.prevHash).toBe(first?.hash);
    expect(second?.hash).toBe('35b2f7ebb0e57939addf988fc18082a43193c2039d2f842afe4443caa3961278');
  });

  it('do not depend on the order of a payload’s keys', async () => {
    expect(await hashPayload(zeroSalt, { verdict: 'approve', note: '' })).toBe(await hashPayload(zeroSalt, submitted));
  });
});

describe('newPayloadSalt', () => {
  it('is 16 bytes in hex, and another one each time', () => {
    const salts = Array.from({ length: 50 }, newPayloadSalt);
    expect(salts.every((salt) => /^[0-9a-f]{32}$/.test(salt))).toBe(true);
    expect(new Set(salts).size).toBe(50);
  });
});

describe('chainLink', () => {
  it('binds nothing but the five facts and the hash before', async () => {
    const facts = { passageId, payloadHash: 'a'.repeat(64), seq: 1, time, type: 'review.submitted' };
    const link = await chainLink(genesisHash, { ...facts, ...{ payload: 'not bound', payloadSalt: 'nor this' } });
    expect(Object.keys(link).sort()).toEqual(['hash', 'passageId', 'payloadHash', 'prevHash', 'seq', 'time', 'type']);
    expect(link).toEqual(await chainLink(genesisHash, facts));
  });

  it.each<[fact: string, change: Record<string, unknown>]>([
    ['passageId', { passageId: 'other' }],
    ['payloadHash', { payloadHash: 'b'.repeat(64) }],
    ['seq', { seq: 2 }],
    ['time', { time: '2026-01-02T03:04:05.679Z' }],
    ['type', { type: 'review.revised' }],
  ])('is another link when %s is another', async (_fact, change) => {
    const facts = { passageId, payloadHash: 'a'.repeat(64), seq: 1, time, type: 'review.submitted' };
    expect((await chainLink(genesisHash, { ...facts, ...change })).hash).not.toBe(
      (await chainLink(genesisHash, facts)).hash,
    );
  });
});

describe('verifyChain', () => {
  const fiveReviews: readonly Entry[] = [...twoReviews, ...twoReviews, { type: 'passage.tally', payload: { seen: 3 } }];

  it.each([0, 1, 5])('finds nothing wrong with a chain of %i events', async (length) => {
    expect(await verifyChain(await chainOf(fiveReviews.slice(0, length), newPayloadSalt))).toBeUndefined();
  });

  it('still holds when texts were erased, and says so in events of its own', async () => {
    const chain = await chainOf([...fiveReviews, { type: 'text.erased', payload: { seqs: [1, 3] } }]);
    const erased = chain.map((event) => ([1, 3].includes(event.seq) ? withoutText(event) : event));
    expect(await verifyChain(erased)).toBeUndefined();
  });

  type Tampering = (chain: AuditedEvent[]) => AuditedEvent[];
  const change =
    (seq: number, fields: Partial<AuditedEvent>): Tampering =>
    (chain) =>
      chain.map((event) => (event.seq === seq ? { ...event, ...fields } : event));

  it.each<[name: string, tampering: Tampering, fault: ChainFault]>([
    ['an event that was taken out', (chain) => chain.filter(({ seq }) => seq !== 3), { at: 3, kind: 'gap' }],
    ['a first event that was taken out', (chain) => chain.slice(1), { at: 1, kind: 'gap' }],
    ['two events in the wrong order', ([a, b, ...rest]) => [b, a, ...rest] as AuditedEvent[], { at: 1, kind: 'gap' }],
    ['an event that stands there twice', ([a, ...rest]) => [a, a, ...rest] as AuditedEvent[], { at: 2, kind: 'gap' }],
    ['a link to another past', change(4, { prevHash: 'f'.repeat(64) }), { at: 4, kind: 'prev-hash' }],
    ['a chain that starts in the middle', change(1, { prevHash: 'f'.repeat(64) }), { at: 1, kind: 'prev-hash' }],
    ['another time', change(2, { time: '2030-01-02T03:04:05.678Z' }), { at: 2, kind: 'hash' }],
    ['another type', change(2, { type: 'review.submitted' }), { at: 2, kind: 'hash' }],
    ['another passage', change(2, { passageId: 'other' }), { at: 2, kind: 'hash' }],
    ['another payload hash', change(2, { payloadHash: 'f'.repeat(64) }), { at: 2, kind: 'hash' }],
    ['another hash', change(5, { hash: 'f'.repeat(64) }), { at: 5, kind: 'hash' }],
    ['another payload', change(2, { payload: { note: 'x', verdict: 'approve' } }), { at: 2, kind: 'payload' }],
    ['another salt', change(2, { payloadSalt: 'f'.repeat(32) }), { at: 2, kind: 'payload' }],
    ['a salt that is none', change(2, { payloadSalt: 'not hex' }), { at: 2, kind: 'payload' }],
    ['a payload no JSON can say', change(2, { payload: { note: '\ud800' } }), { at: 2, kind: 'payload' }],
  ])('names %s', async (_name, tampering, fault) => {
    expect(await verifyChain(tampering(await chainOf(fiveReviews)))).toEqual(fault);
  });

  it('does not take a payload for checked whose salt is gone', async () => {
    const chain = await chainOf(fiveReviews);
    const forged = chain.map((event) => {
      const { payloadSalt: _gone, ...rest } = event;
      return event.seq === 2 ? { ...rest, payload: { note: 'x', verdict: 'approve' } } : event;
    });
    expect(await verifyChain(forged)).toEqual({ at: 2, kind: 'payload' });
  });

  it('does not take a salt for an erased text', async () => {
    const chain = await chainOf(fiveReviews);
    const half = chain.map((event) => {
      const { payload: _gone, ...rest } = event;
      return event.seq === 2 ? rest : event;
    });
    expect(await verifyChain(half)).toEqual({ at: 2, kind: 'payload' });
  });

  it('names the first of several faults', async () => {
    const chain = await chainOf(fiveReviews);
    const forged = change(2, { payload: 'forged' })(change(4, { type: 'forged' })(chain));
    expect(await verifyChain(forged)).toEqual({ at: 2, kind: 'payload' });
  });
});

function withoutText({ payload: _payload, payloadSalt: _salt, ...link }: AuditedEvent): AuditedEvent {
  return link;
}
