import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../lib/core/event.ts';
import type { Database } from './database.ts';
import { engines, useDatabase } from './testing/engines.ts';
import { makeEvent, prepareReceiver, receiverOver } from './testing/wire.ts';
import { grantToken } from './tokens.ts';

const anyCursor = expect.stringMatching(/^\d+$/);

async function storedBodies(database: Database, subject: string): Promise<readonly CloudEvent[]> {
  const rows = await database.query<{ body: CloudEvent }>(
    'select body from events where subject = $1 order by position',
    [subject],
  );
  return rows.map((row) => row.body);
}

for (const engine of engines) {
  describe(`POST /v1/events on ${engine.name}`, () => {
    const database = useDatabase(engine, prepareReceiver);

    it('answers each event with the revision it made, and the newest position', async () => {
      const first = makeEvent();
      const second = {
        ...makeEvent({ passageId: first.subject, baseRev: 1, seq: 2 }),
        type: 'countersign.review.revised.v1',
      };
      expect(await receiverOver(database()).deliver([first, second])).toEqual({
        results: [
          { id: first.id, status: 'applied', rev: 1 },
          { id: second.id, status: 'applied', rev: 2 },
        ],
        cursor: anyCursor,
      });
    });

    it('keeps the event as it was sent, with attributes it does not know', async () => {
      const event = {
        ...makeEvent({ payload: { text: 'naïve 😀 \u0001 "quoted"', n: -0.5e-7 } }),
        traceparent: '00-ab-cd-01',
      };
      await receiverOver(database()).deliver([event]);
      expect(await storedBodies(database(), event.subject)).toEqual([event]);
    });

    it('gives events that revise nothing no revision and never a conflict', async () => {
      const tallies = [1, 2].map((seq) => makeEvent({ type: 'passage.tally', passageId: 'tally', seq }));
      expect(await receiverOver(database()).deliver(tallies)).toMatchObject({
        results: tallies.map(({ id }) => ({ id, status: 'applied' })),
      });
    });

    it('answers an empty batch', async () => {
      expect(await receiverOver(database()).deliver([])).toEqual({ results: [], cursor: anyCursor });
    });

    it('stores an operation that is twice in one batch once', async () => {
      const event = makeEvent();
      expect(await receiverOver(database()).deliver([event, event])).toMatchObject({
        results: [
          { id: event.id, status: 'applied', rev: 1 },
          { id: event.id, status: 'duplicate', rev: 1 },
        ],
      });
      expect(await storedBodies(database(), event.subject)).toHaveLength(1);
    });

    it('answers a batch sent again after a lost acknowledgement with the same revisions', async () => {
      const first = makeEvent();
      const second = makeEvent({ passageId: first.subject, baseRev: 1, seq: 2 });
      const { deliver } = receiverOver(database());
      await deliver([first, second]);
      expect(await deliver([first, second])).toMatchObject({
        results: [
          { id: first.id, status: 'duplicate', rev: 1 },
          { id: second.id, status: 'duplicate', rev: 2 },
        ],
      });
      expect(await storedBodies(database(), first.subject)).toEqual([first, second]);
    });

    it('keeps a revision made on an older base beside the head, and names the head', async () => {
      const base = makeEvent();
      const head = makeEvent({ passageId: base.subject, baseRev: 1, seq: 2 });
      const late = makeEvent({ passageId: base.subject, baseRev: 1, seq: 3 });
      const { deliver } = receiverOver(database());
      await deliver([base, head]);
      const conflict = { results: [{ id: late.id, status: 'conflict', rev: 2, head: head.id }] };
      expect(await deliver([late])).toMatchObject(conflict);
      expect(await storedBodies(database(), base.subject)).toEqual([base, head, late]);
      expect(await deliver([late]), 'a lost acknowledgement must not hide the conflict').toMatchObject(conflict);
    });

    it('moves the head on from a conflict when the next revision is made on it', async () => {
      const base = makeEvent();
      const late = makeEvent({ passageId: base.subject, seq: 2 });
      const merged = makeEvent({ passageId: base.subject, baseRev: 1, seq: 3 });
      expect(await receiverOver(database()).deliver([base, late, merged])).toMatchObject({
        results: [{ status: 'applied' }, { status: 'conflict', rev: 1, head: base.id }, { status: 'applied', rev: 2 }],
      });
    });

    it('lets no two installs and no two reviewers conflict over one passage', async () => {
      await grantToken(database(), { token: 'other-token', reviewerId: 'r-2', role: 'reviewer' });
      const mine = makeEvent();
      const onOtherInstall = makeEvent({ passageId: mine.subject, installId: 'install-2' });
      const ofOtherReviewer = makeEvent({ passageId: mine.subject });
      const { deliver, post } = receiverOver(database());
      expect(await deliver([mine, onOtherInstall])).toMatchObject({
        results: [{ rev: 1 }, { status: 'applied', rev: 1 }],
      });
      const reply = await post(JSON.stringify([ofOtherReviewer]), { authorization: 'Bearer other-token' });
      expect(await reply.json()).toMatchObject({ results: [{ status: 'applied', rev: 1 }] });
    });

    it.each([
      ['a NUL character', { payload: { note: 'a\0b' } }, 'unstorable-text'],
      ['a lone surrogate', { payload: { note: 'a\ud800b' } }, 'unstorable-text'],
      ['a lone surrogate in a key', { payload: { 'a\udc00': 1 } }, 'unstorable-text'],
      ['a subject too long for an index', { passageId: '名'.repeat(5000) }, 'invalid-event'],
    ])('refuses one event with %s and stores those around it', async (_name, facts, code) => {
      const subject = crypto.randomUUID();
      const [before, bad, after] = [
        makeEvent({ passageId: subject }),
        makeEvent(facts),
        makeEvent({ passageId: subject, baseRev: 1 }),
      ];
      expect(await receiverOver(database()).deliver([before, bad, after])).toMatchObject({
        results: [{ status: 'applied' }, { id: bad.id, status: 'rejected', code }, { status: 'applied' }],
      });
      expect(await storedBodies(database(), subject)).toEqual([before, after]);
      expect(await storedBodies(database(), bad.subject)).toEqual([]);
    });

    it('refuses an event nested deeper than any JSON parser of a database goes, and stores the one beside it', async () => {
      const [deep, good] = [makeEvent({ payload: 'DEEP' }), makeEvent()];
      const body = JSON.stringify([deep, good]).replace('"DEEP"', '['.repeat(100_000) + ']'.repeat(100_000));
      const reply = await receiverOver(database()).post(body);
      expect([reply.status, await reply.json()]).toMatchObject([
        200,
        {
          results: [
            { id: deep.id, status: 'rejected', code: 'too-deep' },
            { id: good.id, status: 'applied' },
          ],
        },
      ]);
    });

    it('answers what is no event at all without losing count', async () => {
      const good = makeEvent();
      expect(await receiverOver(database()).deliver([null, 7, 'x', [], {}, { id: 'half' }, good])).toMatchObject({
        results: [
          ...Array.from({ length: 5 }, () => ({ id: '', status: 'rejected', code: 'invalid-event' })),
          { id: 'half', status: 'rejected', code: 'invalid-event' },
          { id: good.id, status: 'applied' },
        ],
      });
    });

    it('refuses another operation under an id that is taken', async () => {
      const taken = makeEvent();
      const { deliver } = receiverOver(database());
      await deliver([taken]);
      expect(await deliver([makeEvent({ opId: taken.id })])).toMatchObject({
        results: [{ id: taken.id, status: 'rejected', code: 'id-reused' }],
      });
    });

    it('stores any JSON payload unchanged or refuses it by itself', async () => {
      const { deliver } = receiverOver(database());
      const payloads = fc.array(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }), { minLength: 1, maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(payloads, async (values) => {
          const subject = crypto.randomUUID();
          const sent = values.map((payload, seq) =>
            makeEvent({ passageId: subject, payload, seq: seq + 1, baseRev: seq }),
          );
          const { results } = (await deliver(sent)) as { results: { status: string; code?: string }[] };
          const kept = sent.filter((_, index) => results[index]?.status === 'applied');
          expect(results.filter(({ status }) => status !== 'applied').map(({ code }) => code)).toEqual(
            Array.from({ length: sent.length - kept.length }, () => 'unstorable-text'),
          );
          expect(await storedBodies(database(), subject)).toEqual(JSON.parse(JSON.stringify(kept)));
        }),
        { numRuns: 40 },
      );
    });

    it('replies only after the commit', async () => {
      const order: string[] = [];
      const slow: Database = {
        ...database(),
        transaction: async (work) => {
          const value = await database().transaction(work);
          await new Promise((resolve) => setImmediate(resolve));
          order.push('committed');
          return value;
        },
      };
      await receiverOver(slow).deliver([makeEvent()]);
      order.push('replied');
      expect(order).toEqual(['committed', 'replied']);
    });

    it('stores nothing of a batch whose transaction fails, says 500 and logs no text', async () => {
      const event = makeEvent({ payload: { note: 'private words' } });
      const failing: Database = {
        ...database(),
        transaction: (work) =>
          database().transaction(async (query) => {
            await work(query);
            throw new Error('value "private words" is wrong');
          }),
      };
      const { post, lines } = receiverOver(failing);
      const reply = await post(JSON.stringify([event]));
      expect([reply.status, await reply.json()]).toEqual([
        500,
        { error: { code: 'internal', message: expect.any(String) } },
      ]);
      expect(lines).toEqual([
        expect.stringContaining(`${reply.headers.get('x-request-id')} POST /v1/events failed: Error`),
      ]);
      expect(lines.join()).not.toContain('private');
      expect(await storedBodies(database(), event.subject)).toEqual([]);
      expect(await receiverOver(database()).deliver([event])).toMatchObject({
        results: [{ status: 'applied', rev: 1 }],
      });
    });

    it.each([
      ['a page of HTML', '<!doctype html><p>Sign in</p>', [400, 'bad-json']],
      ['bytes that are no UTF-8', new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), [400, 'bad-json']],
      ['nothing', '', [400, 'bad-json']],
      ['one event outside an array', JSON.stringify(makeEvent()), [400, 'not-a-batch']],
      [
        'more than 100 events',
        JSON.stringify(Array.from({ length: 101 }, () => makeEvent())),
        [413, 'too-many-events'],
      ],
      [
        'several events over 256 KB',
        JSON.stringify([makeEvent(), makeEvent({ payload: 'x'.repeat(262_144) })]),
        [413, 'too-large'],
      ],
      ['one event over 8 MiB', JSON.stringify([makeEvent({ payload: 'x'.repeat(8_388_608) })]), [413, 'too-large']],
    ])('refuses a body with %s', async (_name, body, [status, code]) => {
      const reply = await receiverOver(database()).post(body);
      expect([reply.status, await reply.json()]).toEqual([status, { error: { code, message: expect.any(String) } }]);
    });

    it('takes 100 events at once, and one event alone over 256 KB', async () => {
      const { deliver } = receiverOver(database());
      const many = Array.from({ length: 100 }, () => makeEvent());
      expect(await deliver(many)).toMatchObject({ results: many.map(({ id }) => ({ id, status: 'applied', rev: 1 })) });
      const long = makeEvent({ payload: '名'.repeat(300_000) });
      expect(await deliver([long])).toMatchObject({ results: [{ id: long.id, status: 'applied' }] });
      expect(await storedBodies(database(), long.subject)).toEqual([long]);
    });

    it.each([
      ['another media type', { 'content-type': 'application/json' }, 'wrong-media-type'],
      ['HTML', { 'content-type': 'text/html' }, 'wrong-media-type'],
      ['a compressed body', { 'content-encoding': 'gzip' }, 'wrong-encoding'],
    ])('refuses %s with 415', async (_name, headers, code) => {
      const reply = await receiverOver(database()).post(JSON.stringify([makeEvent()]), headers);
      expect([reply.status, await reply.json()]).toMatchObject([415, { error: { code } }]);
    });

    it('reads the media type with parameters and in any case', async () => {
      const type = 'Application/CloudEvents-Batch+JSON; charset=utf-8';
      expect((await receiverOver(database()).post('[]', { 'content-type': type })).status).toBe(200);
    });
  });
}
