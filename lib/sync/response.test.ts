import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventResult } from '../core/event.ts';
import type { Reply, ReplyBody } from './post-batch.ts';
import { type Action, classifyReply, type Sent } from './response.ts';

type Answer = Extract<Reply, { kind: 'answer' }>;

function answer(status: number, rest: Partial<Answer> & { text?: string } = {}): Answer {
  const { text = '', ...others } = rest;
  const body: ReplyBody = { kind: 'text', text };
  return {
    kind: 'answer',
    status,
    contentType: 'application/json',
    retryAfter: undefined,
    date: undefined,
    body,
    ...others,
  };
}

function resultsAnswer(results: readonly unknown[]): Answer {
  return answer(200, { text: JSON.stringify({ results }) });
}

const toReceiver: Sent = { destination: 'receiver', opIds: ['a', 'b'], now: 0 };
const toWebhook: Sent = { ...toReceiver, destination: 'webhook' };

/** An action without its words. */
function shape(action: Action): string {
  return action.kind === 'pause' ? `pause ${action.code}` : action.kind;
}

function wordsOf(action: Action): string {
  if (action.kind === 'results') return '';
  return action.kind === 'wait' || action.kind === 'pause' ? action.message : action.reason;
}

describe('classifyReply, by status', () => {
  it.each<[number, string]>([
    [300, 'pause redirected'],
    [301, 'pause redirected'],
    [304, 'pause redirected'],
    [307, 'pause redirected'],
    [400, 'bisect'],
    [422, 'bisect'],
    [401, 'pause unauthorized'],
    [403, 'pause unauthorized'],
    [404, 'pause not-found'],
    [405, 'pause not-found'],
    [410, 'pause not-found'],
    [426, 'pause upgrade-required'],
    [413, 'halve'],
    [408, 'wait'],
    [425, 'wait'],
    [429, 'wait'],
    [500, 'wait'],
    [502, 'wait'],
    [503, 'wait'],
    [504, 'wait'],
    [511, 'wait'],
    [599, 'wait'],
    [402, 'wait'],
    [407, 'wait'],
    [409, 'wait'],
    [415, 'wait'],
    [418, 'wait'],
    [451, 'wait'],
  ])('HTTP %i means %s, to a receiver and to a webhook', (status, expected) => {
    expect(shape(classifyReply(answer(status), toReceiver))).toBe(expected);
    expect(shape(classifyReply(answer(status), toWebhook))).toBe(expected);
  });

  it.each<[Reply, string]>([
    [{ kind: 'redirect' }, 'pause redirected'],
    [{ kind: 'unreachable' }, 'wait'],
    [{ kind: 'timeout' }, 'wait'],
    [{ kind: 'bad-address', problem: 'not-https' }, 'pause bad-address'],
    [{ kind: 'bad-address', problem: 'not-a-url' }, 'pause bad-address'],
    [{ kind: 'bad-address', problem: 'has-credentials' }, 'pause bad-address'],
    [{ kind: 'bad-address', problem: 'has-fragment' }, 'pause bad-address'],
    [{ kind: 'bad-token' }, 'pause unauthorized'],
  ])('without an answer: %j', (reply, expected) => {
    expect(shape(classifyReply(reply, toReceiver))).toBe(expected);
  });

  it.each<[string, number | undefined]>([
    ['17', 17_000],
    ['-1', 0],
    ['999999999', 3_600_000],
    ['whenever', undefined],
  ])('hands on Retry-After %s', (retryAfter, expected) => {
    const action = classifyReply(answer(503, { retryAfter }), toReceiver);
    expect(action.kind === 'wait' ? action.retryAfterMs : 'not a wait').toBe(expected);
  });

  it('says in each message what to do, in whole sentences', () => {
    const replies: readonly Reply[] = [
      ...[301, 400, 401, 404, 413, 418, 426, 429, 500].map((status) => answer(status)),
      answer(200, { contentType: 'text/html' }),
      answer(200, { text: 'ok' }),
      answer(200, { body: { kind: 'cut-short' } }),
      { kind: 'redirect' },
      { kind: 'unreachable' },
      { kind: 'timeout' },
      { kind: 'bad-token' },
      { kind: 'bad-address', problem: 'not-https' },
    ];
    for (const reply of replies) {
      const words = wordsOf(classifyReply(reply, toReceiver));
      expect(words).toMatch(/^[A-Z].*\.$/);
      expect(words).toMatch(/Enter|[Cc]heck|Update|Ask|ask|Open|Correct/);
    }
  });
});

describe('classifyReply, a webhook that says 2xx', () => {
  const all: Action = {
    kind: 'results',
    outcomes: [
      { opId: 'a', state: 'delivered' },
      { opId: 'b', state: 'delivered' },
    ],
    left: [],
  };

  it.each<[string, Answer]>([
    ['with a word', answer(200, { text: 'ok', contentType: 'text/plain' })],
    ['accepted', answer(202)],
    ['no content and no type', answer(204, { contentType: '' })],
    ['a body that broke off', answer(200, { body: { kind: 'cut-short' } })],
    ['a body too large to read', answer(200, { body: { kind: 'too-large' } })],
    ['results it is not asked for', resultsAnswer([{ id: 'a', status: 'rejected' }])],
    ['text that mentions HTML', answer(200, { text: '<html>', contentType: 'text/plain' })],
  ])('took everything: %s', (_, reply) => {
    expect(classifyReply(reply, toWebhook)).toEqual(all);
  });

  it.each<[string, Answer]>([
    ['by its type', answer(200, { contentType: 'text/html' })],
    ['by its type with a charset', answer(200, { contentType: ' Text/HTML; charset=utf-8' })],
    [
      'by its first tag, without a type',
      answer(200, { contentType: '', text: '\n <!DOCTYPE html><title>Wi-Fi</title>' }),
    ],
    ['by its first tag, without a doctype', answer(200, { contentType: '', text: '<html lang="en">' })],
  ])('took nothing where it is a web page: %s', (_, reply) => {
    expect(classifyReply(reply, toWebhook).kind).toBe('wait');
    expect(wordsOf(classifyReply(reply, toWebhook))).toContain('web page');
  });
});

describe('classifyReply, a receiver that says 2xx', () => {
  it.each<[string, Answer]>([
    ['nothing', answer(204)],
    ['a word', answer(200, { text: 'ok' })],
    ['half of its JSON', answer(200, { text: '{"results":[{"id":"a","sta' })],
    ['null', answer(200, { text: 'null' })],
    ['an array', answer(200, { text: '[]' })],
    ['another schema', answer(200, { text: '{"status":"success","data":{}}' })],
    ['results that are none', answer(200, { text: '{"results":{"a":"applied"}}' })],
    ['a status it made up', resultsAnswer([{ id: 'a', status: 'accepted' }])],
    ['results without ids', resultsAnswer([{ status: 'applied' }])],
    ['more than is read', answer(200, { body: { kind: 'too-large' } })],
  ])('but not as a receiver: %s', (_, reply) => {
    const action = classifyReply(reply, toReceiver);
    expect(action.kind).toBe('wait');
    expect(wordsOf(action)).toContain('answered but not as a Countersign receiver');
  });

  it('keeps everything on a web page, even one that holds results', () => {
    const page = answer(200, { contentType: 'text/html', text: '{"results":[{"id":"a","status":"applied"}]}' });
    expect(classifyReply(page, toReceiver).kind).toBe('wait');
  });

  it('keeps everything on an answer that broke off', () => {
    const action = classifyReply(answer(200, { body: { kind: 'cut-short' } }), toReceiver);
    expect(action.kind).toBe('wait');
    expect(wordsOf(action)).toContain('broke off');
  });

  type Row = [string, readonly EventResult[], Record<string, string>];
  it.each<Row>([
    ['applied', [{ id: 'a', status: 'applied' }], { a: 'delivered', b: 'left' }],
    ['duplicate', [{ id: 'a', status: 'duplicate' }], { a: 'delivered', b: 'left' }],
    ['conflict', [{ id: 'a', status: 'conflict' }], { a: 'conflict', b: 'left' }],
    ['rejected', [{ id: 'b', status: 'rejected' }], { a: 'left', b: 'dead' }],
    ['retry', [{ id: 'a', status: 'retry' }], { a: 'left', b: 'left' }],
    ['no result at all', [], { a: 'left', b: 'left' }],
    ['events that were not sent', [{ id: 'z', status: 'rejected' }], { a: 'left', b: 'left' }],
    [
      'the same twice',
      [
        { id: 'a', status: 'applied' },
        { id: 'a', status: 'duplicate' },
      ],
      { a: 'delivered', b: 'left' },
    ],
    [
      'taken and refused at once',
      [
        { id: 'a', status: 'applied' },
        { id: 'a', status: 'rejected' },
      ],
      { a: 'left', b: 'left' },
    ],
    [
      'retry and taken at once',
      [
        { id: 'a', status: 'retry' },
        { id: 'a', status: 'applied' },
      ],
      { a: 'left', b: 'left' },
    ],
    ['the name of a prototype', [{ id: '__proto__', status: 'rejected' }], { a: 'left', b: 'left' }],
  ])('%s', (_, results, expected) => {
    const action = classifyReply(resultsAnswer(results), toReceiver);
    if (action.kind !== 'results') throw new Error(`not results: ${action.kind}`);
    const states = [
      ...action.outcomes.map(({ opId, state }) => [opId, state]),
      ...action.left.map(({ opId }) => [opId, 'left']),
    ];
    expect(Object.fromEntries(states)).toEqual(expected);
    expect(states).toHaveLength(2);
  });

  it('hands on the revision, the code in a sentence, and the time to retry', () => {
    const action = classifyReply(
      resultsAnswer([
        { id: 'a', status: 'rejected', code: 'schema.invalid', rev: 4 },
        { id: 'b', status: 'retry', retryAfterMs: 1_500 },
      ]),
      toReceiver,
    );
    expect(action).toEqual({
      kind: 'results',
      outcomes: [{ opId: 'a', state: 'dead', rev: 4, reason: expect.stringContaining('schema.invalid') }],
      left: [{ opId: 'b', retryAfterMs: 1_500 }],
    });
  });

  it('shows a remote text on one short line, without control or direction characters', () => {
    const code = `bad\n\u0000\u202e\u2028name ${'x'.repeat(5_000)}`;
    const action = classifyReply(resultsAnswer([{ id: 'a', status: 'rejected', code }]), toReceiver);
    const reason = action.kind === 'results' ? (action.outcomes[0]?.reason ?? '') : '';
    expect(reason).toContain('(bad name xxx');
    expect(reason).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
    expect(reason.length).toBeLessThan(400);
  });
});

describe('classifyReply, reasons of dead letters', () => {
  it.each<[string, Answer, string]>([
    [
      'the words of the endpoint',
      answer(400, { text: '{"error":"no verdict"}' }),
      '(HTTP 400: {"error":"no verdict"})',
    ],
    ['no markup', answer(422, { text: '<html>long</html>', contentType: 'text/html' }), '(HTTP 422)'],
    ['nothing it did not say', answer(400, { body: { kind: 'cut-short' } }), '(HTTP 400)'],
  ])('quotes %s', (_, reply, expected) => {
    expect(wordsOf(classifyReply(reply, toReceiver))).toContain(expected);
  });
});

describe('classifyReply, whatever comes back', () => {
  const status = fc.constantFrom('applied', 'duplicate', 'conflict', 'rejected', 'retry', 'odd', 7, null);
  const result = fc.record({ id: fc.constantFrom('a', 'b', 'c', '__proto__', 3), status }, { requiredKeys: [] });
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(result).map((results) => JSON.stringify({ results })),
  );

  it('never settles an event unless a receiver’s 2xx speaks of it, and never both settles and keeps one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), text, fc.string(), (code, body, contentType) => {
        const action = classifyReply(answer(code, { text: body, contentType }), toReceiver);
        if (action.kind !== 'results') return;
        expect(code).toBeLessThan(300);
        const ids = [...action.outcomes, ...action.left].map(({ opId }) => opId).sort();
        expect(ids).toEqual(['a', 'b']);
        for (const { opId } of action.outcomes) expect(body).toContain(JSON.stringify(opId));
      }),
      { numRuns: 2_000 },
    );
  });
});
