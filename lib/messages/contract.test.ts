import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defaultTaxonomy } from '../core/default-taxonomy.ts';
import { emptyDraft } from '../core/review-draft.ts';
import { fullReview } from '../core/testing/sample-review.ts';
import { deskCalls, type FoundPassage, frameCalls, pageCalls, type Submission } from './contract.ts';
import type { Reply } from './reply.ts';
import { type Call, type Calls, createDispatcher, type Handlers } from './transport.ts';

const contracts = { pageCalls, deskCalls, frameCalls };
const all: readonly (readonly [name: string, call: Call])[] = Object.values(contracts).flatMap((calls) =>
  Object.entries<Call>(calls),
);

const opId = '0192f0c1-0000-7000-8000-000000000001';

const found: FoundPassage = {
  conversationId: 'conv-1',
  messageId: 'msg-9',
  occurrence: 0,
  firstText: 'Pay 520.',
  text: 'Pay 520.',
  lang: 'en',
  editable: false,
  signals: fullReview.detect.signals,
  context: { request: 'How much?' },
  hasCitation: false,
};

const submission: Submission = {
  found,
  selectors: fullReview.passage.selectors,
  verdict: 'approve',
  override: false,
  draft: { decisions: {}, edits: [], issues: [], note: '' },
  flags: [],
  notRun: [],
  risk: { tier: 'low', reasons: [] },
  manual: true,
  timing: {
    openedAt: '2026-01-02T03:00:00.000Z',
    submittedAt: '2026-01-02T03:04:05.678Z',
    activeMs: 1,
    idleMs: 0,
    awayMs: 0,
  },
};

const destination = { id: 'd1', kind: 'receiver', name: 'Team', url: 'https://collect.example', enabled: true };
const saved = { reviewId: 'r1', rev: 1, deliveries: [] };
const sample = fullReview.sample;
const analysis = {
  passageId: 'p1',
  ruleset: 'countersign@1',
  flags: fullReview.flags.map(({ flag }) => flag),
  abstained: [],
  failed: [],
  risk: { tier: 'low', reasons: [] },
  sample,
};

/** One good request and response of each call. A call that is missing here fails the test below. */
const examples: Readonly<Record<string, { readonly request: unknown; readonly response: unknown }>> = {
  'page/wake': { request: {}, response: {} },
  'session/start': { request: {}, response: { taxonomy: defaultTaxonomy } },
  'passages/analyse': { request: found, response: analysis },
  'drafts/save': { request: { passageId: 'p1', text: 'Pay 520.', draft: emptyDraft }, response: {} },
  'reviews/save': { request: { opId, submission }, response: saved },
  'reviews/void': { request: { opId, passageId: 'p1' }, response: saved },
  'deliveries/state': { request: { opId }, response: { deliveries: [] } },
  'consents/change': { request: { destinationId: 'd1', granted: true, earlier: 'send' }, response: {} },
  'page/evicted': { request: {}, response: {} },
  'destinations/save': { request: { destination, token: 'secret', moveQueue: 'keep' }, response: {} },
  'sync/flush': { request: {}, response: {} },
  'sync/state': {
    request: {},
    response: { counts: { held: 0, pending: 1, delivered: 2, conflict: 0, dead: 0 }, reviews: 3, troubles: [] },
  },
  'review/start': { request: {}, response: {} },
  'review/selection': { request: {}, response: {} },
  'sync/changed': { request: {}, response: {} },
};

describe('the contract', () => {
  it('names every call area/verb, each once', () => {
    const names = all.map(([name]) => name);
    expect(names.filter((name) => !/^[a-z]+\/[a-z]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has an example of every call here, and no other', () => {
    expect(Object.keys(examples).sort()).toEqual(all.map(([name]) => name).sort());
  });

  it.each(all)('%s takes a request and gives a response', (name, { request, response }) => {
    const example = examples[name];
    expect(z.safeParse(request, example?.request)).toEqual({ success: true, data: example?.request });
    expect(z.safeParse(response, example?.response)).toEqual({ success: true, data: example?.response });
  });

  it.each(all)('%s takes its request over the wire, as JSON', (name, { request }) => {
    const example = examples[name]?.request;
    expect(z.safeParse(request, JSON.parse(JSON.stringify(example)))).toEqual({ success: true, data: example });
  });
});

describe('requests', () => {
  it.each<[name: string, call: string, request: unknown]>([
    ['a save under an id that is no UUID', 'reviews/save', { opId: '1', submission }],
    ['a save without a decision', 'reviews/save', { opId }],
    ['a verdict nobody knows', 'reviews/save', { opId, submission: { ...submission, verdict: 'ok' } }],
    ['a text that is too long', 'passages/analyse', { ...found, text: 'x'.repeat(1_000_001) }],
    ['a first text that is too long', 'passages/analyse', { ...found, firstText: 'x'.repeat(1_000_001) }],
    ['an occurrence between two', 'passages/analyse', { ...found, occurrence: 0.5 }],
    ['a signal of no weight', 'passages/analyse', { ...found, signals: [{ kind: 'adapter', detail: '', weight: 0 }] }],
    ['a consent that is neither yes nor no', 'consents/change', { destinationId: 'd1', granted: 1, earlier: 'send' }],
    ['a consent that says nothing of earlier events', 'consents/change', { destinationId: 'd1', granted: true }],
    ['a destination of another kind', 'destinations/save', { destination: { ...destination, kind: 'ftp' } }],
  ])('refuse %s', (_name, call, request) => {
    const schema = new Map(all).get(call)?.request;
    expect(schema !== undefined && z.safeParse(schema, request).success).toBe(false);
  });

  it('take a text of a million code units', () => {
    const long = { ...found, text: 'x'.repeat(1_000_000) };
    expect(z.safeParse(pageCalls['passages/analyse'].request, long).success).toBe(true);
  });

  it('do not say which site they come from: that is the sender’s', () => {
    const parsed = z.parse(pageCalls['passages/analyse'].request, { ...found, siteKey: 'https://bank.example' });
    expect(parsed).toEqual(found);
  });

  it('leave hostile keys out of the records of a draft', () => {
    const decisions = '{"__proto__":{"kind":"open"},"f1":{"kind":"dismissed","reason":"already-fine"}}';
    const draft = { ...emptyDraft, decisions: JSON.parse(decisions) };
    const parsed = z.parse(pageCalls['drafts/save'].request, { passageId: 'p1', text: '', draft });
    expect(Object.keys(parsed.draft.decisions)).toEqual(['f1']);
    expect(Object.getPrototypeOf(parsed.draft.decisions)).toBe(Object.prototype);
    expect(Reflect.get(Object.prototype, 'kind')).toBeUndefined();
  });
});

describe('every call under fire', () => {
  const hostileKeys = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'then');
  const hostile = fc.dictionary(fc.oneof(hostileKeys, fc.string()), fc.anything(), { maxKeys: 4 });
  const anything = fc.oneof(fc.anything({ withNullPrototype: true, withMap: true, withDate: true }), hostile);

  /** A good request with one of its fields, however deep, replaced by anything. */
  function broken(request: unknown, path: readonly number[], value: unknown): unknown {
    if (request === null || typeof request !== 'object' || path.length === 0) return value;
    const keys = Object.keys(request);
    const [step = 0, ...rest] = path;
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) return value;
    const copy: Record<string, unknown> | unknown[] = Array.isArray(request) ? [...request] : { ...request };
    Reflect.set(copy, key, broken(Reflect.get(request, key), rest, value));
    return copy;
  }

  function answerTo(name: string, reached: string[]): unknown {
    reached.push(name);
    return examples[name]?.response;
  }

  it.each(Object.entries(contracts))(
    'of %s gets a reply or undefined, and never throws',
    async (_name, calls: Calls) => {
      const reached: string[] = [];
      const handlers: Handlers<Calls, undefined> = Object.fromEntries(
        Object.keys(calls).map((name) => [name, () => answerTo(name, reached)]),
      );
      const dispatch = createDispatcher(calls, handlers, () => undefined);
      const names = Object.keys(calls);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names),
          anything,
          fc.array(fc.nat(20), { maxLength: 4 }),
          async (call, value, path) => {
            for (const request of [value, broken(examples[call]?.request, path, value)]) {
              const reply: Reply | undefined = await dispatch({ call, request }, undefined);
              expect(reply?.ok === true || (reply?.ok === false && reply.error.code === 'bad-request')).toBe(true);
            }
          },
        ),
        { numRuns: 500 },
      );
      await Promise.all(names.map((call) => dispatch({ call, request: examples[call]?.request }, undefined)));
      expect(new Set(reached)).toEqual(new Set(names));
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );
});
