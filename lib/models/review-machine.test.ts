import { describe, expect, it } from 'vitest';
import type { Command } from '../core/command.ts';
import type { Decision } from '../core/review.ts';
import { decisionOf, emptyDraft, type ReviewDraft, revisedText } from '../core/review-draft.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Saved } from '../messages/contract.ts';
import { activeFlagOf, type Effect, type Machine, proposedVerdict } from './review-machine.ts';
import type { ReviewPhase } from './review-state.ts';
import type { Saying } from './saying.ts';
import { analysedMachine, walk } from './testing/machine-at.ts';
import { sampleFlags, sampleText } from './testing/sample-passage.ts';

const [amount, day, closing] = sampleFlags;
const accept: Command = { kind: 'accept', suggestion: 0 };
const dismissAll: readonly Command[] = sampleFlags.map(() => ({ kind: 'dismiss-as', reason: 'already-fine' }));
const savedPhase: ReviewPhase = { kind: 'saved', verdict: 'approve', rev: 1, deliveries: [] };
const saving: ReviewPhase = { kind: 'saving', verdict: 'approve' };
const saved: Saved = { reviewId: 'r1', rev: 3, deliveries: [] };

const present = (machine: Machine): ReviewDraft => machine.history.present;
const saying = (machine: Machine): Saying | undefined => machine.notice?.saying;
const kinds = (effects: readonly Effect[]): readonly string[] => effects.map(({ kind }) => kind);

describe('a verdict', () => {
  const clean = analysedMachine({}, { flags: [] });
  const minorOnly = analysedMachine({}, { flags: [day] });

  it.each<[name: string, machine: Machine, verdict: Verdict, settled: Verdict, override: boolean]>([
    ['approve with nothing found', clean, 'approve', 'approve', false],
    ['2 without edits is approve', clean, 'approve_with_edits', 'approve', false],
    ['1 with edits is 2', walk(minorOnly, accept).machine, 'approve', 'approve_with_edits', false],
    ['approve over an open minor flag', minorOnly, 'approve', 'approve', false],
    ['reject with a note', walk(clean, { kind: 'note-done', text: 'wrong' }).machine, 'reject', 'reject', false],
    [
      'escalate with an issue',
      walk(clean, { kind: 'label', type: 'align.harm' }).machine,
      'escalate',
      'escalate',
      false,
    ],
  ])('%s', (_name, machine, verdict, settled, override) => {
    const step = walk(machine, { kind: 'verdict', verdict });
    expect(step.machine.phase).toEqual({ kind: 'saving', verdict: settled });
    expect(step.effects).toEqual([{ kind: 'save', verdict: settled, reason: undefined, override }]);
  });

  it.each<[name: string, machine: Machine, verdict: Verdict]>([
    ['approving over an open major flag', analysedMachine({}, { flags: [amount] }), 'approve'],
    ['approving over an open critical flag', analysedMachine({}, { flags: [closing] }), 'approve'],
    ['rejecting where nothing says why', clean, 'reject'],
    ['escalating where nothing says why', clean, 'escalate'],
  ])('asks for a reason first: %s', (_name, machine, verdict) => {
    const asked = walk(machine, { kind: 'verdict', verdict });
    expect(asked.machine.mode).toEqual({ kind: 'reason', verdict });
    expect(asked.machine.phase).toEqual({ kind: 'open' });
    expect(asked.effects).toEqual([]);
    for (const text of ['', '  \n']) {
      const empty = walk(asked.machine, { kind: 'reason-done', text });
      expect(empty.machine.mode).toEqual({ kind: 'reason', verdict });
      expect(empty.effects).toEqual([]);
    }
    const given = walk(asked.machine, { kind: 'reason-done', text: 'agreed by phone' });
    const override = verdict === 'approve';
    expect(given.effects).toEqual([{ kind: 'save', verdict, reason: 'agreed by phone', override }]);
    expect(given.machine.phase).toEqual({ kind: 'saving', verdict });
  });

  it('takes no reason that nobody asked for', () => {
    expect(walk(clean, { kind: 'reason-done', text: 'because' })).toEqual({ machine: clean, effects: [] });
  });

  it('asks for the note that an issue needs', () => {
    const other = walk(clean, { kind: 'label', type: 'other' }, { kind: 'cancel' }).machine;
    for (const command of [{ kind: 'verdict', verdict: 'reject' }, { kind: 'submit-proposed' }] as const) {
      const { machine, effects } = walk(other, command);
      expect(saying(machine)).toEqual({ code: 'note-needed' });
      expect(machine.mode).toEqual({ kind: 'note' });
      expect(effects).toEqual([]);
    }
    const noted = walk(other, { kind: 'note-done', text: 'wrong language' }, { kind: 'verdict', verdict: 'reject' });
    expect(kinds(noted.effects)).toEqual(['keep-draft', 'save']);
  });

  it('can be given again after it was saved: a revision', () => {
    const step = walk({ ...clean, phase: savedPhase }, { kind: 'verdict', verdict: 'approve' });
    expect(kinds(step.effects)).toEqual(['save']);
  });

  it('can be given again after it could not be saved', () => {
    const failed = walk(clean, { kind: 'save-failed', verdict: 'approve', message: 'the disk is full' }).machine;
    expect(failed.phase).toEqual({ kind: 'save-failed', verdict: 'approve', message: 'the disk is full' });
    expect(kinds(walk(failed, { kind: 'verdict', verdict: 'approve' }).effects)).toEqual(['save']);
  });
});

describe('the proposed verdict', () => {
  it('is saved, and the card goes on', () => {
    const { machine, effects } = walk(analysedMachine({}, { flags: [day] }), accept, { kind: 'submit-proposed' });
    expect(kinds(effects)).toEqual(['keep-draft', 'save', 'go']);
    expect(effects[1]).toEqual({ kind: 'save', verdict: 'approve_with_edits', reason: undefined, override: false });
    expect(effects[2]).toEqual({ kind: 'go', by: 1 });
    expect(machine.phase).toEqual({ kind: 'saving', verdict: 'approve_with_edits' });
  });

  it('is none while major and critical flags are open, and says how many', () => {
    const { machine, effects } = walk(analysedMachine(), { kind: 'submit-proposed' });
    expect(saying(machine)).toEqual({ code: 'no-proposal', openGrave: 2 });
    expect(effects).toEqual([]);
  });

  it('asks for a reason where it approves over an open flag, and stays', () => {
    const { machine, effects } = walk(analysedMachine(), accept, { kind: 'submit-proposed' });
    expect(machine.mode).toEqual({ kind: 'reason', verdict: 'approve_with_edits' });
    expect(kinds(effects)).toEqual(['keep-draft']);
  });

  it('is approve once every flag was dismissed', () => {
    expect(proposedVerdict(walk(analysedMachine(), ...dismissAll).machine)).toBe('approve');
  });
});

describe('while a verdict is being saved', () => {
  const busy = analysedMachine({ phase: saving });
  const changing: readonly Command[] = [
    accept,
    { kind: 'dismiss' },
    { kind: 'dismiss-as', reason: 'already-fine' },
    { kind: 'edit' },
    { kind: 'edit-done', text: '260' },
    { kind: 'note' },
    { kind: 'note-done', text: 'x' },
    { kind: 'label-class', key: 'f' },
    { kind: 'label', type: 'style.tone' },
    { kind: 'unlabel', issueId: 'id-1' },
    { kind: 'severity', severity: 'major' },
    { kind: 'verdict', verdict: 'reject' },
    { kind: 'submit-proposed' },
    { kind: 'undo' },
    { kind: 'redo' },
  ];

  it.each(changing)('%o changes nothing: what is saved is what was decided', (command) => {
    const noted = walk(analysedMachine(), { kind: 'note-done', text: 'a' }, { kind: 'note-done', text: 'b' }).machine;
    const undone = walk(noted, { kind: 'undo' }).machine;
    for (const machine of [busy, { ...undone, phase: saving }]) {
      expect(walk(machine, command)).toEqual({ machine, effects: [] });
    }
  });

  it('looking around goes on', () => {
    expect(walk(busy, { kind: 'next-flag' }).machine.activeFlag).toBe(1);
    expect(walk(busy, { kind: 'toggle-diff' }).machine.showing.diff).toBe(true);
    expect(walk(busy, { kind: 'next-passage' }).effects).toEqual([{ kind: 'go', by: 1 }]);
    expect(walk(busy, { kind: 'close' }).effects).toEqual([{ kind: 'close' }]);
  });

  it('ends in what came of it', () => {
    const done = walk(busy, { kind: 'saved', verdict: 'approve', saved }).machine;
    expect(done.phase).toEqual({ kind: 'saved', verdict: 'approve', rev: 3, deliveries: [] });
  });
});

describe('a passage in an editor', () => {
  const editable = analysedMachine({ editable: true });

  it('is written first and decided when that is verified', () => {
    const asked = walk(editable, accept);
    expect(present(asked.machine)).toBe(present(editable));
    const [write] = asked.effects;
    expect(asked.effects).toHaveLength(1);
    if (write?.kind !== 'write') throw new Error('nothing is written');
    expect(write.from).toEqual(emptyDraft);
    expect(revisedText(sampleText, write.to)).toBe('Pay 250 by May 3. Thanks 😀.');
    const { machine, effects } = walk(asked.machine, { kind: 'written', action: write.action });
    expect(present(machine)).toEqual(write.to);
    expect(activeFlagOf(machine)).toEqual(day);
    expect(kinds(effects)).toEqual(['keep-draft']);
  });

  it('takes a second fix of the same words in place of the first', () => {
    const action = {
      kind: 'accept',
      flag: amount,
      suggestion: 0,
      editId: 'e1',
      at: '2026-01-02T03:04:05.678Z',
    } as const;
    const accepted = walk(editable, { kind: 'written', action }, { kind: 'go-to-flag', flagId: amount.id }).machine;
    for (const command of [
      { kind: 'accept', suggestion: 1 },
      { kind: 'edit-done', text: '260' },
    ] as const) {
      const [write] = walk(accepted, command).effects;
      if (write?.kind !== 'write') throw new Error('nothing is written');
      expect(revisedText(sampleText, write.from)).toBe('Pay 250 by May 3. Thanks 😀.');
      expect(write.to.edits).toHaveLength(1);
    }
  });

  it('keeps a flag open whose fix could not be written, and says why', () => {
    const refusal: Saying = { code: 'not-written', reason: 'quote-changed', copied: true };
    const { machine, effects } = walk(editable, accept, { kind: 'not-written', saying: refusal });
    expect(decisionOf(present(machine), amount.id)).toEqual<Decision>({ kind: 'open' });
    expect(machine.notice).toEqual({ kind: 'problem', saying: refusal });
    expect(kinds(effects)).toEqual(['write']);
  });

  it('needs no writing for what leaves the text alone', () => {
    const { effects } = walk(
      editable,
      { kind: 'dismiss-as', reason: 'already-fine' },
      { kind: 'label', type: 'style.tone' },
      { kind: 'note-done', text: 'x' },
    );
    expect(kinds(effects)).toEqual(['keep-draft', 'keep-draft', 'keep-draft']);
  });

  it('dismisses no flag whose fix stands in the editor', () => {
    const action = {
      kind: 'accept',
      flag: amount,
      suggestion: 0,
      editId: 'e1',
      at: '2026-01-02T03:04:05.678Z',
    } as const;
    const accepted = walk(editable, { kind: 'written', action }, { kind: 'go-to-flag', flagId: amount.id }).machine;
    const { machine } = walk(accepted, { kind: 'dismiss-as', reason: 'already-fine' });
    expect(decisionOf(present(machine), amount.id).kind).toBe('accepted');
    expect(saying(machine)).toEqual({ code: 'overlaps-edit' });
  });

  it('undoes in the editor first', () => {
    const action = {
      kind: 'accept',
      flag: amount,
      suggestion: 0,
      editId: 'e1',
      at: '2026-01-02T03:04:05.678Z',
    } as const;
    const accepted = walk(editable, { kind: 'written', action }).machine;
    const asked = walk(accepted, { kind: 'undo' });
    const [rewrite] = asked.effects;
    if (rewrite?.kind !== 'rewrite') throw new Error('nothing is rewritten');
    expect(rewrite.from).toEqual(present(accepted));
    expect(rewrite.to.present).toEqual(emptyDraft);
    expect(present(asked.machine)).toEqual(present(accepted));
    const { machine, effects } = walk(asked.machine, { kind: 'rewritten', history: rewrite.to });
    expect(present(machine)).toEqual(emptyDraft);
    expect(kinds(effects)).toEqual(['keep-draft']);
  });
});
