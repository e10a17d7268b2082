import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Command } from '../core/command.ts';
import { pageCalls } from '../messages/contract.ts';
import type { Effect, Machine } from './review-machine.ts';
import { submissionOf } from './submission.ts';
import { analysedMachine, newMachine, walk } from './testing/machine-at.ts';
import { sampleFound } from './testing/sample-passage.ts';

const effect: Extract<Effect, { kind: 'save' }> = {
  kind: 'save',
  verdict: 'approve_with_edits',
  reason: 'agreed',
  override: true,
};
const now = Date.parse('2026-01-02T03:04:05.678Z');
const spent = { activeMs: 40_000.4, idleMs: 5_000, awayMs: 1_000 };
const accept: Command = { kind: 'accept', suggestion: 0 };

const submit = (machine: Machine, change: Partial<typeof effect> = {}) =>
  submissionOf({
    found: sampleFound(),
    machine,
    draft: machine.history.present,
    effect: { ...effect, ...change },
    timing: { spent, now },
    selectors: [{ type: 'CssSelector', value: '#p' }],
  });

describe('submissionOf', () => {
  it('says what was decided, on what, and how long it took', () => {
    const { machine } = walk(analysedMachine({}, { abstained: [{ rule: 'date', reason: 'no source' }] }), accept);
    const submission = submit(machine);
    expect(submission).toMatchObject({
      found: sampleFound(),
      revised: 'Pay 250 by May 3. Thanks 😀.',
      verdict: 'approve_with_edits',
      reason: 'agreed',
      override: true,
      notRun: [{ rule: 'date', reason: 'no source' }],
      manual: false,
      selectors: [{ type: 'CssSelector', value: '#p' }],
    });
    expect(submission.draft.decisions).toEqual({ amount: { kind: 'accepted', editId: 'id-1', suggestion: 0 } });
    expect(submission.flags.map(({ id }) => id)).toEqual(['amount', 'day', 'closing']);
  });

  it('is a request of the contract', () => {
    const submission = submit(walk(analysedMachine(), accept).machine);
    const request = { opId: '0192f0c1-0000-7000-8000-000000000001', submission };
    expect(z.parse(pageCalls['reviews/save'].request, request)).toEqual(request);
  });

  it('counts rules that failed among those that did not run', () => {
    const machine = analysedMachine(
      {},
      { abstained: [{ rule: 'a', reason: '1' }], failed: [{ rule: 'b', reason: '2' }] },
    );
    expect(submit(machine).notRun.map(({ rule }) => rule)).toEqual(['a', 'b']);
  });

  it('has no revised text without an edit', () => {
    expect(submit(analysedMachine())).not.toHaveProperty('revised');
  });

  it('has no reason where none was given', () => {
    expect(submit(analysedMachine(), { reason: undefined })).not.toHaveProperty('reason');
  });

  it('says so when the reviewer opened what sampling had passed over', () => {
    const sample = { selected: false, rate: 0.1, u: 0.9, reason: 'sampled-out' as const };
    expect(submit(analysedMachine({}, { sample })).manual).toBe(true);
  });

  it('opens when the time spent says, in whole ms', () => {
    expect(submit(analysedMachine()).timing).toEqual({
      openedAt: '2026-01-02T03:03:19.677Z',
      submittedAt: '2026-01-02T03:04:05.678Z',
      activeMs: 40_000,
      idleMs: 5_000,
      awayMs: 1_000,
    });
  });

  it('is never made of a passage that was not analysed', () => {
    expect(() => submit(newMachine())).toThrow(RangeError);
  });
});
