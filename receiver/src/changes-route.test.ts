import { describe, expect, it } from 'vitest';
import type { ChangesPage } from './changes.ts';
import { engines, useDatabase } from './testing/engines.ts';
import { makeEvent, prepareReceiver, receiverOver } from './testing/wire.ts';

type Receiver = ReturnType<typeof receiverOver>;

async function readPage({ send }: Receiver, query: string): Promise<ChangesPage> {
  const reply = await send(`/v1/changes?${query}`);
  expect(reply.status).toBe(200);
  return (await reply.json()) as ChangesPage;
}

/** The ids of every page from a cursor to the end. */
async function readToEnd(receiver: Receiver, { from, limit }: { from: string; limit: number }): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = from, hasMore = true; hasMore; ) {
    const page = await readPage(receiver, `cursor=${cursor}&limit=${limit}`);
    ids.push(...page.changes.map(({ id }) => id));
    ({ cursor, hasMore } = page);
  }
  return ids;
}

async function deliverAll({ deliver }: Receiver, events: readonly unknown[]): Promise<string> {
  const { cursor } = (await deliver(events)) as { cursor: string };
  return cursor;
}

for (const engine of engines) {
  describe(`GET /v1/changes on ${engine.name}`, () => {
    const database = useDatabase(engine, prepareReceiver);

    it('is empty before the first event', async () => {
      expect(await readPage(receiverOver(database()), '')).toEqual({ changes: [], cursor: '0', hasMore: false });
    });

    it('gives each event once, in commit order, with who delivered it and what became of it', async () => {
      const receiver = receiverOver(database());
      const from = await deliverAll(receiver, []);
      const first = makeEvent();
      const late = makeEvent({ passageId: first.subject });
      const tally = makeEvent({ type: 'passage.tally' });
      const cursor = await deliverAll(receiver, [first, late, tally, first]);
      const common = { kind: 'event', reviewerId: 'r-1', receivedAt: expect.stringMatching(/^\d{4}-.*Z$/) };
      expect(await readPage(receiver, `cursor=${from}`)).toEqual({
        changes: [
          { ...common, id: first.id, status: 'applied', rev: 1, data: first },
          { ...common, id: late.id, status: 'conflict', data: late },
          { ...common, id: tally.id, status: 'applied', data: tally },
        ],
        cursor,
        hasMore: false,
      });
    });

    it('goes on where a page ended, and stays there at the end', async () => {
      const receiver = receiverOver(database());
      const from = await deliverAll(receiver, []);
      const sent = Array.from({ length: 7 }, () => makeEvent());
      const end = await deliverAll(receiver, sent);
      expect(await readPage(receiver, `cursor=${from}&limit=3`)).toMatchObject({ hasMore: true });
      expect(await readToEnd(receiver, { from, limit: 3 })).toEqual(sent.map(({ id }) => id));
      expect(await readPage(receiver, `cursor=${end}`)).toEqual({ changes: [], cursor: end, hasMore: false });
    });

    it('ends a page before it is too large for a client, and gives the rest on the next', async () => {
      const receiver = receiverOver(database());
      const from = await deliverAll(receiver, []);
      const sent = Array.from({ length: 6 }, () => makeEvent({ payload: 'x'.repeat(1_000_000) }));
      for (const event of sent) await deliverAll(receiver, [event]);
      const page = await readPage(receiver, `cursor=${from}&limit=500`);
      expect(JSON.stringify(page).length).toBeLessThan(5 * 1024 * 1024);
      expect(page).toMatchObject({ hasMore: true });
      expect(await readToEnd(receiver, { from, limit: 500 })).toEqual(sent.map(({ id }) => id));
    });

    it.each([
      ['cursor=abc', [400, 'bad-cursor']],
      ['cursor=-1', [400, 'bad-cursor']],
      ['cursor=1e3', [400, 'bad-cursor']],
      ['cursor=9999999999999999', [400, 'bad-cursor']],
      ['cursor=999999999', [410, 'cursor-gone']],
      ['limit=0', [400, 'bad-limit']],
      ['limit=501', [400, 'bad-limit']],
      ['limit=', [400, 'bad-limit']],
    ])('refuses ?%s', async (query, [status, code]) => {
      const reply = await receiverOver(database()).send(`/v1/changes?${query}`);
      expect([reply.status, await reply.json()]).toEqual([status, { error: { code, message: expect.any(String) } }]);
    });

    it('skips and repeats nothing for a reader while batches and their repeats race', async () => {
      const receiver = receiverOver(database());
      const from = await deliverAll(receiver, []);
      const batches = Array.from({ length: 24 }, () => Array.from({ length: 5 }, () => makeEvent()));
      const seen: string[] = [];
      let writing = true;
      const reading = (async () => {
        for (let cursor = from, more = true; writing || more; ) {
          const page = await readPage(receiver, `cursor=${cursor}&limit=7`);
          seen.push(...page.changes.map(({ id }) => id));
          ({ cursor, hasMore: more } = page);
        }
      })();
      await Promise.all([...batches, ...batches].map((batch) => deliverAll(receiver, batch)));
      writing = false;
      await reading;
      expect(seen.toSorted()).toEqual(
        batches
          .flat()
          .map(({ id }) => id)
          .toSorted(),
      );
    });

    it('hands positions out without a gap, also past a transaction that failed', async () => {
      const receiver = receiverOver(database());
      const failing = receiverOver({
        ...database(),
        transaction: (work) =>
          database().transaction(async (query) => {
            await work(query);
            throw new Error('fails before the commit');
          }),
      });
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => deliverAll(index % 3 === 0 ? failing : receiver, [makeEvent()])),
      );
      const [row] = await database().query(
        'select count(*) as count, min(position) as low, max(position) as high from events',
      );
      expect(row).toEqual({ count: row?.['high'], low: 1, high: Number(await deliverAll(receiver, [])) });
    });
  });
}
