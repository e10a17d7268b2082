import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, headKey, type Known } from './decide.ts';
import { makeEvent } from './testing/wire.ts';

const nothing: Known = { operations: new Map(), heads: new Map() };

function headAt(subject: string, rev: number): Known {
  return {
    operations: new Map(),
    heads: new Map([[headKey({ subject, installId: 'install-1' }), { rev, opId: 'head' }]]),
  };
}

describe('decide', () => {
  it.each([
    ['the first revision', undefined, 0, { status: 'applied', rev: 1 }],
    ['a revision whose earlier ones were never sent here', undefined, 4, { status: 'applied', rev: 5 }],
    ['a revision made on the head', 3, 3, { status: 'applied', rev: 4 }],
    ['a revision past a gap', 3, 5, { status: 'applied', rev: 6 }],
    ['a revision made on an older base', 3, 2, { status: 'conflict', rev: 3, head: 'head' }],
    ['a first revision that comes late', 3, 0, { status: 'conflict', rev: 3, head: 'head' }],
  ] as const)('decides %s', (...[, head, baseRev, expected]) => {
    const event = makeEvent({ passageId: 'p', baseRev });
    const known = head === undefined ? nothing : headAt('p', head);
    const decision = decide([event], known);
    expect(decision.results).toEqual([{ id: event.id, ...expected }]);
    expect(decision.operations).toEqual([{ event, result: expected }]);
    expect([...decision.heads.values()].map(({ rev, opId }) => [rev, opId])).toEqual(
      expected.status === 'applied' ? [[expected.rev, event.id]] : [],
    );
  });

  it('writes nothing for what is known, and gives its first outcome again', () => {
    const event = makeEvent();
    const known = (result: { status: 'applied' | 'conflict'; rev: number; head?: string }): Known => ({
      operations: new Map([[event.id, { type: event.type, subject: event.subject, result }]]),
      heads: new Map(),
    });
    expect(decide([event], known({ status: 'applied', rev: 7 }))).toEqual({
      results: [{ id: event.id, status: 'duplicate', rev: 7 }],
      operations: [],
      heads: new Map(),
    });
    expect(decide([event], known({ status: 'conflict', rev: 7, head: 'h' })).results).toEqual([
      { id: event.id, status: 'conflict', rev: 7, head: 'h' },
    ]);
  });

  it('loses, doubles and overwrites nothing, in any order, batched in any way', () => {
    const facts = fc.record({ op: fc.nat(15), passage: fc.nat(2), baseRev: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(fc.array(facts, { maxLength: 6 }), { maxLength: 8 }), (batches) => {
        const operations = new Map(nothing.operations);
        const heads = new Map(nothing.heads);
        for (const batch of batches) {
          const events = batch.map(({ op, passage, baseRev }) =>
            makeEvent({ opId: `op-${op}`, passageId: `p-${passage}`, baseRev }),
          );
          const decision = decide(events, { operations, heads });
          expect(decision.results.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
          for (const { event, result } of decision.operations) {
            expect(operations.has(event.id), 'stored twice').toBe(false);
            operations.set(event.id, { type: event.type, subject: event.subject, result });
          }
          for (const [key, { rev, opId }] of decision.heads) {
            expect(rev, 'a head only moves on').toBeGreaterThan(heads.get(key)?.rev ?? 0);
            heads.set(key, { rev, opId });
          }
        }
        expect([...operations.keys()].toSorted()).toEqual(
          [...new Set(batches.flat().map(({ op }) => `op-${op}`))].toSorted(),
        );
      }),
    );
  });
});
