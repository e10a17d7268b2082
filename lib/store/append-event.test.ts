import { describe, expect, it } from 'vitest';
import { verifyChain } from '../core/audit.ts';
import { appendEvents, type EventDraft } from './append-event.ts';
import { chainOf, openOn } from './testing/test-database.ts';

const draft = (opId: string): EventDraft => ({
  opId,
  passageId: 'p',
  siteKey: 'https://a.example',
  type: 'passage.tally',
  time: '2026-01-02T03:04:05.678Z',
  baseRev: 0,
  payload: { opId },
});

describe('appending events', () => {
  it('keeps one gapless chain without the writer lock: whoever finds the head moved starts over', async () => {
    const db = openOn();
    const opIds = Array.from({ length: 12 }, (_, i) => `op-${i}`);
    let plans = 0;
    const append = (opId: string) => {
      const plan = async () => {
        plans += 1;
        return { drafts: [draft(opId)] };
      };
      return appendEvents(db, { tables: [], plan });
    };
    await Promise.all(opIds.map(append));
    const chain = await chainOf(db);
    expect(chain.map(({ seq }) => seq)).toEqual(opIds.map((_, i) => i + 1));
    expect(await verifyChain(chain)).toBeUndefined();
    expect(plans).toBeGreaterThan(opIds.length);
  });

  it('chains several events of one plan in their order', async () => {
    const db = openOn();
    await appendEvents(db, { tables: [], plan: async () => ({ drafts: [draft('b'), draft('a')] }) });
    expect((await db.events.orderBy('seq').toArray()).map(({ opId }) => opId)).toEqual(['b', 'a']);
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
  });

  it('plans again when some of the operations are there already', async () => {
    const db = openOn();
    await appendEvents(db, { tables: [], plan: async () => ({ drafts: [draft('a')] }) });
    const plan = async () => {
      const known = await db.events.get('a');
      plans.push(known === undefined);
      return { drafts: plans.length === 1 ? [draft('a'), draft('b')] : [draft('b')] };
    };
    const plans: boolean[] = [];
    expect(await appendEvents(db, { tables: [], plan })).toMatchObject([{ opId: 'b', seq: 2 }]);
    expect(plans).toEqual([false, false]);
  });

  it('plans again when what it was made from no longer holds, and writes nothing until it does', async () => {
    const db = openOn();
    let asked = 0;
    const plan = async () => {
      const payload = asked;
      return { drafts: [{ ...draft('a'), payload }], stillHolds: async () => ++asked > 2 };
    };
    await appendEvents(db, { tables: [], plan });
    expect(await db.events.toArray()).toMatchObject([{ opId: 'a', seq: 1, payload: 2 }]);
  });

  it('writes neither event nor head when the further writes fail', async () => {
    const db = openOn();
    const write = async () => {
      await db.gates.put({ destinationId: 'd', attempt: 1, nextAt: 0 });
      throw new RangeError('no');
    };
    const appended = appendEvents(db, { tables: [db.gates], plan: async () => ({ drafts: [draft('a')], write }) });
    await expect(appended).rejects.toThrow(RangeError);
    expect([await db.events.count(), await db.meta.count(), await db.gates.count()]).toEqual([0, 0, 0]);
  });

  it('has nothing to do without drafts', async () => {
    const db = openOn();
    expect(await appendEvents(db, { tables: [], plan: async () => ({ drafts: [] }) })).toEqual([]);
  });
});
