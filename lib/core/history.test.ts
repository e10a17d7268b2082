import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type History, record, redo, startHistory, undo } from './history.ts';

type Step = { readonly kind: 'record'; readonly value: number } | { readonly kind: 'undo' } | { readonly kind: 'redo' };

const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.nat(4).map((value): Step => ({ kind: 'record', value })) },
    fc.constant<Step>({ kind: 'undo' }),
    fc.constant<Step>({ kind: 'redo' }),
  ),
  { maxLength: 30 },
);

function take(history: History<number>, step: Step): History<number> {
  if (step.kind === 'record') return record(history, step.value);
  return step.kind === 'undo' ? undo(history) : redo(history);
}

const histories = steps.map((all) => all.reduce(take, startHistory(0)));

describe('a history', () => {
  it('starts with nothing to undo or redo', () => {
    const start = startHistory('a');
    expect(undo(start)).toBe(start);
    expect(redo(start)).toBe(start);
  });

  it('goes back one value at a time and forth again', () => {
    const history = record(record(startHistory('a'), 'b'), 'c');
    expect(undo(history).present).toBe('b');
    expect(undo(undo(history)).present).toBe('a');
    expect(redo(undo(undo(history))).present).toBe('b');
    expect(redo(redo(undo(undo(history)))).present).toBe('c');
  });

  it('forgets what was undone when something new is recorded', () => {
    const history = record(undo(record(startHistory('a'), 'b')), 'c');
    expect(redo(history)).toBe(history);
    expect(undo(history).present).toBe('a');
  });

  it('takes no step to the value it has', () => {
    const value = { same: true };
    const history = record(startHistory<unknown>(undefined), value);
    expect(record(history, value)).toBe(history);
    expect(record(history, { same: true })).not.toBe(history);
  });

  it('can hold undefined as a value', () => {
    const history = record(startHistory<number | undefined>(undefined), 1);
    expect(undo(history)).toEqual({ past: [], present: undefined, future: [1] });
    expect(redo(undo(history)).present).toBe(1);
  });

  it('undoes what was recorded', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 5, max: 9 }), (history, value) => {
        const undone = undo(record(history, value));
        expect(undone.present).toBe(history.present);
        expect(undone.past).toEqual(history.past);
      }),
    );
  });

  it('redoes what was undone, and undoes what was redone', () => {
    fc.assert(
      fc.property(histories, (history) => {
        if (history.past.length > 0) expect(redo(undo(history))).toEqual(history);
        if (history.future.length > 0) expect(undo(redo(history))).toEqual(history);
      }),
    );
  });

  it('behaves as a list of values with a place in it', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let values = [0];
        let at = 0;
        let history = startHistory(0);
        for (const step of all) {
          history = take(history, step);
          if (step.kind === 'undo') at = Math.max(0, at - 1);
          else if (step.kind === 'redo') at = Math.min(values.length - 1, at + 1);
          else if (step.value !== values[at]) {
            values = [...values.slice(0, at + 1), step.value];
            at += 1;
          }
          expect([...history.past, history.present, ...history.future]).toEqual(values);
          expect(history.past).toHaveLength(at);
        }
      }),
    );
  });
});
