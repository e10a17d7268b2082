import { describe, expect, it } from 'vitest';
import type { Command } from '../core/command.ts';
import { defaultTaxonomy } from '../core/default-taxonomy.ts';
import { decisionOf, emptyDraft, type ReviewDraft, revisedText } from '../core/review-draft.ts';
import { activeFlagOf, type Effect, type Input, type Machine, openFlagsOf, proposedVerdict } from './review-machine.ts';
import type { ReviewPhase } from './review-state.ts';
import type { Saying } from './saying.ts';
import { analysedMachine, newMachine, walk } from './testing/machine-at.ts';
import { sampleAnalysis, sampleFlags, sampleText } from './testing/sample-passage.ts';

const [amount, day] = sampleFlags;
const accept: Command = { kind: 'accept', suggestion: 0 };
const dismissAll: readonly Command[] = sampleFlags.map(() => ({ kind: 'dismiss-as', reason: 'already-fine' }));
const savedPhase: ReviewPhase = { kind: 'saved', verdict: 'approve', rev: 1, deliveries: [] };

const present = (machine: Machine): ReviewDraft => machine.history.present;
const saying = (machine: Machine): Saying | undefined => machine.notice?.saying;

describe('the first sight of a passage', () => {
  it('says nothing before the rules have run: no flags, no proposal, no verdict', () => {
    const machine = newMachine();
    expect(machine.phase).toEqual({ kind: 'analysing' });
    expect(proposedVerdict(machine)).toBeUndefined();
    for (const command of [{ kind: 'verdict', verdict: 'approve' }, { kind: 'submit-proposed' }] as const) {
      const step = walk(machine, command);
      expect(step.effects).toEqual([]);
      expect(saying(step.machine)).toEqual({ code: 'not-analysed-yet' });
      expect(step.machine.phase).toEqual({ kind: 'analysing' });
    }
  });

  it('opens on the first flag once the rules have run', () => {
    const { machine, effects } = walk(newMachine(), {
      kind: 'analysed',
      analysis: sampleAnalysis({ flags: [amount] }),
    });
    expect(machine.phase).toEqual({ kind: 'open' });
    expect(activeFlagOf(machine)).toEqual(amount);
    expect(effects).toEqual([]);
  });

  it('has no active flag where nothing was found', () => {
    const machine = analysedMachine({}, { flags: [] });
    expect(machine.activeFlag).toBe(-1);
    expect(activeFlagOf(machine)).toBeUndefined();
  });

  it.each<
    [name: string, review: Partial<NonNullable<ReturnType<typeof sampleAnalysis>['review']>>, phase: ReviewPhase]
  >([
    ['a final review of this text', {}, { kind: 'saved', verdict: 'reject', rev: 2, deliveries: [] }],
    ['a review of another text', { stale: true }, { kind: 'open' }],
    ['a review that was taken back', { state: 'voided' }, { kind: 'open' }],
  ])('with %s', (_name, change, phase) => {
    const review = {
      reviewId: 'r1',
      rev: 2,
      verdict: 'reject' as const,
      state: 'final' as const,
      updatedAt: '2026-01-01T00:00:00.000Z',
      stale: false,
      deliveries: [],
      ...change,
    };
    expect(analysedMachine({}, { review }).phase).toEqual(phase);
  });

  it('counts what was noted before an earlier decision was known as work that is not handed in', () => {
    const review = {
      reviewId: 'r1',
      rev: 2,
      verdict: 'reject' as const,
      state: 'final' as const,
      updatedAt: '2026-01-01T00:00:00.000Z',
      stale: false,
      deliveries: [],
    };
    const analysis = sampleAnalysis({ review });
    const { machine } = walk(newMachine(), { kind: 'note-done', text: 'wait' }, { kind: 'analysed', analysis });
    expect(machine.phase).toEqual({ kind: 'open' });
  });

  it('takes up the draft that was kept', () => {
    const draft = { ...emptyDraft, note: 'from yesterday', edits: [], issues: [] };
    expect(present(analysedMachine({}, { draft })).note).toBe('from yesterday');
  });
});

describe('a passage that could not be analysed', () => {
  const failed = walk(newMachine(), { kind: 'not-analysed', message: 'reload the page' }).machine;

  it('says so and what to do', () => {
    expect(failed.phase).toEqual({ kind: 'not-analysed', message: 'reload the page' });
    expect(proposedVerdict(failed)).toBeUndefined();
  });

  it.each<Command>([accept, { kind: 'retry' }])('is tried again on %o', (command) => {
    const { machine, effects } = walk(failed, command);
    expect(machine.phase).toEqual({ kind: 'analysing' });
    expect(effects).toEqual([{ kind: 'analyse' }]);
  });

  it('is not tried again while it is being analysed or open', () => {
    for (const machine of [newMachine(), analysedMachine()]) {
      expect(walk(machine, { kind: 'retry' })).toEqual({ machine, effects: [] });
    }
  });
});

describe('nothing looks clean that was not checked', () => {
  const changes: readonly Input[] = [
    { kind: 'note-done', text: 'wait' },
    { kind: 'label', type: 'style.tone' },
    { kind: 'undo' },
    { kind: 'redo' },
  ];

  it.each([{ kind: 'analysing' }, { kind: 'not-analysed', message: 'why' }] as const)(
    'what is noted while the passage is %o leaves it so',
    (phase) => {
      const { machine } = walk(newMachine({ phase }), ...changes);
      expect(machine.phase).toEqual(phase);
    },
  );

  it('what was noted before the rules had run is there when they have, and is kept then', () => {
    const noted = walk(newMachine(), { kind: 'note-done', text: 'wait' }).machine;
    const draft = { decisions: {}, edits: [], issues: [], note: 'from yesterday' };
    const { machine, effects } = walk(noted, { kind: 'analysed', analysis: sampleAnalysis({ draft }) });
    expect(present(machine).note).toBe('wait');
    expect(effects).toEqual([{ kind: 'keep-draft', draft: present(machine) }]);
    expect(present(walk(machine, { kind: 'undo' }).machine).note).toBe('');
  });
});

describe('walking through flags', () => {
  it.each<[from: number, command: Command, to: number]>([
    [0, { kind: 'next-flag' }, 1],
    [2, { kind: 'next-flag' }, 2],
    [1, { kind: 'previous-flag' }, 0],
    [0, { kind: 'previous-flag' }, 0],
    [-1, { kind: 'next-flag' }, 0],
    [-1, { kind: 'previous-flag' }, 0],
    [0, { kind: 'go-to-flag', flagId: 'closing' }, 2],
    [1, { kind: 'go-to-flag', flagId: 'gone' }, 1],
  ])('from %i by %o to %i', (activeFlag, command, to) => {
    expect(walk(analysedMachine({ activeFlag }), command).machine.activeFlag).toBe(to);
  });

  it('leaves a passage without flags as it is', () => {
    const machine = analysedMachine({}, { flags: [] });
    expect(walk(machine, { kind: 'next-flag' }).machine.activeFlag).toBe(-1);
  });

  it('leaves whatever was half done on the flag before', () => {
    const { machine } = walk(analysedMachine(), { kind: 'dismiss' }, { kind: 'next-flag' });
    expect(machine.mode).toEqual({ kind: 'browse' });
  });
});

describe('deciding on a flag', () => {
  it('accepts the suggestion and goes on to the next open flag', () => {
    const { machine, effects } = walk(analysedMachine(), accept);
    expect(decisionOf(present(machine), amount.id)).toEqual({ kind: 'accepted', editId: 'id-1', suggestion: 0 });
    expect(activeFlagOf(machine)).toEqual(day);
    expect(effects).toEqual([{ kind: 'keep-draft', draft: present(machine) }]);
  });

  it('accepts another suggestion than the first', () => {
    const { machine } = walk(analysedMachine(), { kind: 'accept', suggestion: 1 });
    expect(revisedText(sampleText, present(machine))).toBe('Pay 2,500 by May 3. Thanks 😀.');
  });

  it('dismisses with a reason', () => {
    const { machine } = walk(analysedMachine(), { kind: 'dismiss' }, { kind: 'dismiss-as', reason: 'not-worth-it' });
    expect(decisionOf(present(machine), amount.id)).toEqual({ kind: 'dismissed', reason: 'not-worth-it' });
    expect(machine.mode).toEqual({ kind: 'browse' });
    expect(activeFlagOf(machine)).toEqual(day);
  });

  it('edits', () => {
    const { machine } = walk(analysedMachine(), { kind: 'edit' }, { kind: 'edit-done', text: '260' });
    expect(decisionOf(present(machine), amount.id)).toEqual({ kind: 'edited', editId: 'id-1' });
    expect(revisedText(sampleText, present(machine))).toBe('Pay 260 by May 3. Thanks 😀.');
  });

  it('goes round the end to a flag that was passed over, and stays where none is open', () => {
    const passed = walk(analysedMachine(), { kind: 'next-flag' }, accept, {
      kind: 'dismiss-as',
      reason: 'already-fine',
    });
    expect(activeFlagOf(passed.machine)).toEqual(amount);
    const done = walk(passed.machine, accept).machine;
    expect(openFlagsOf(done)).toEqual([]);
    expect(activeFlagOf(done)).toEqual(amount);
  });

  it.each<[name: string, machine: Machine, inputs: readonly Input[], code: Saying]>([
    ['without a flag: accept', analysedMachine({}, { flags: [] }), [accept], { code: 'no-flag' }],
    ['without a flag: dismiss', analysedMachine({}, { flags: [] }), [{ kind: 'dismiss' }], { code: 'no-flag' }],
    ['without a flag: edit', analysedMachine({}, { flags: [] }), [{ kind: 'edit' }], { code: 'no-flag' }],
    ['without a flag: a reason', analysedMachine({}, { flags: [] }), dismissAll.slice(0, 1), { code: 'no-flag' }],
    [
      'without a flag: words',
      analysedMachine({}, { flags: [] }),
      [{ kind: 'edit-done', text: 'x' }],
      { code: 'no-flag' },
    ],
    ['a suggestion that is not there', analysedMachine({ activeFlag: 2 }), [accept], { code: 'no-suggestion' }],
    ['words that change nothing', analysedMachine(), [{ kind: 'edit-done', text: '520' }], { code: 'nothing-changed' }],
    ['a severity of no issue', analysedMachine(), [{ kind: 'severity', severity: 'major' }], { code: 'no-issue' }],
    ['a label of no type', analysedMachine(), [{ kind: 'label', type: 'gone' }], { code: 'no-such-issue' }],
    ['taking away no label', analysedMachine(), [{ kind: 'unlabel', issueId: 'gone' }], { code: 'no-such-issue' }],
  ])('refuses %s, says why and changes nothing', (_name, machine, inputs, code) => {
    const step = walk(machine, ...inputs);
    expect(step.machine.notice).toEqual({ kind: 'problem', saying: code });
    expect(present(step.machine)).toBe(present(machine));
    expect(step.effects).toEqual([]);
  });

  it('stays in the field when the words were refused, so that they can be mended', () => {
    const { machine } = walk(analysedMachine(), { kind: 'edit' }, { kind: 'edit-done', text: '520' });
    expect(machine.mode).toEqual({ kind: 'edit' });
  });
});

describe('modes', () => {
  it.each<[command: Command, mode: Machine['mode']]>([
    [{ kind: 'dismiss' }, { kind: 'dismiss' }],
    [{ kind: 'edit' }, { kind: 'edit' }],
    [{ kind: 'note' }, { kind: 'note' }],
    [
      { kind: 'label-class', key: 'f' },
      { kind: 'label', classKey: 'f' },
    ],
  ])('%o waits, and Escape takes it back without closing', (command, mode) => {
    const waiting = walk(analysedMachine(), command).machine;
    expect(waiting.mode).toEqual(mode);
    const back = walk(waiting, { kind: 'cancel' });
    expect(back.machine.mode).toEqual({ kind: 'browse' });
    expect(back.effects).toEqual([]);
  });

  it.each<[command: Command, showing: Partial<Machine['showing']>]>([
    [{ kind: 'toggle-diff' }, { diff: true }],
    [{ kind: 'toggle-why' }, { why: true }],
    [{ kind: 'toggle-help' }, { help: true }],
    [{ kind: 'show-original', on: true }, { original: true }],
  ])('%o shows something and nothing else', (command, showing) => {
    const nothing = { diff: false, original: false, why: false, help: false };
    expect(walk(analysedMachine(), command).machine.showing).toEqual({ ...nothing, ...showing });
  });

  it('toggles twice are none', () => {
    const twice: readonly Command[] = [{ kind: 'toggle-diff' }, { kind: 'toggle-diff' }];
    expect(walk(analysedMachine(), ...twice).machine.showing.diff).toBe(false);
  });

  it('close closes the cheatsheet first', () => {
    const help = walk(analysedMachine(), { kind: 'toggle-help' }).machine;
    const first = walk(help, { kind: 'close' });
    expect([first.machine.showing.help, first.effects]).toEqual([false, []]);
    expect(walk(first.machine, { kind: 'close' }).effects).toEqual([{ kind: 'close' }]);
  });

  it.each<[command: Command, effect: Effect]>([
    [{ kind: 'next-passage' }, { kind: 'go', by: 1 }],
    [{ kind: 'previous-passage' }, { kind: 'go', by: -1 }],
    [
      { kind: 'consent', destinationId: 'd1', granted: true },
      { kind: 'consent', destinationId: 'd1', granted: true },
    ],
  ])('%o asks for %o', (command, effect) => {
    const machine = analysedMachine();
    expect(walk(machine, command)).toEqual({ machine, effects: [effect] });
  });
});

describe('labels', () => {
  it('speak of the active flag’s words, under the name the reviewer read', () => {
    const { machine } = walk(
      analysedMachine(),
      { kind: 'label-class', key: 'f' },
      { kind: 'label', type: 'fact.incorrect' },
    );
    expect(present(machine).issues).toEqual([
      {
        id: 'id-1',
        taxonomy: 'lri',
        version: '1.0.0',
        type: 'fact.incorrect',
        nameAtTime: 'Incorrect fact',
        severity: 'major',
        flagId: 'amount',
        span: { start: 4, end: 7, quote: '520' },
      },
    ]);
    expect(machine.mode).toEqual({ kind: 'browse' });
  });

  it('speak of the whole passage where no flag is active', () => {
    const { machine } = walk(analysedMachine({}, { flags: [] }), { kind: 'label', type: 'style.tone' });
    expect(present(machine).issues[0]).not.toHaveProperty('span');
    expect(present(machine).issues[0]).not.toHaveProperty('flagId');
  });

  it('get the severity of the key that follows: the one labelled last', () => {
    const { machine } = walk(
      analysedMachine(),
      { kind: 'label', type: 'style.tone' },
      { kind: 'label', type: 'style.format' },
      { kind: 'severity', severity: 'critical' },
    );
    expect(present(machine).issues.map(({ severity }) => severity)).toEqual(['minor', 'critical']);
  });

  it('ask for a note where the type says nothing without one', () => {
    const { machine } = walk(analysedMachine(), { kind: 'label', type: 'other' });
    expect(machine.mode).toEqual({ kind: 'note' });
    expect(present(machine).issues).toHaveLength(1);
  });

  it('can be taken away', () => {
    const { machine } = walk(
      analysedMachine(),
      { kind: 'label', type: 'style.tone' },
      { kind: 'unlabel', issueId: 'id-1' },
    );
    expect(present(machine).issues).toEqual([]);
  });
});

describe('deliveries', () => {
  const delivery = { destinationId: 'd1', name: 'Team', host: 'collect.example', state: 'delivered' as const };

  it('are shown on a saved review', () => {
    const { machine } = walk(analysedMachine({ phase: savedPhase }), { kind: 'deliveries', deliveries: [delivery] });
    expect(machine.phase).toEqual({ ...savedPhase, deliveries: [delivery] });
  });

  it('are nobody’s once the review is open again', () => {
    const machine = analysedMachine();
    expect(walk(machine, { kind: 'deliveries', deliveries: [delivery] })).toEqual({ machine, effects: [] });
  });
});

describe('undo and redo', () => {
  it('go through the steps of the draft', () => {
    const two = walk(analysedMachine(), accept, accept).machine;
    const one = walk(two, { kind: 'undo' });
    expect(Object.keys(present(one.machine).decisions)).toEqual(['amount']);
    expect(one.effects).toEqual([{ kind: 'keep-draft', draft: present(one.machine) }]);
    expect(present(walk(one.machine, { kind: 'redo' }).machine)).toEqual(present(two));
    expect(present(walk(one.machine, { kind: 'undo' }).machine)).toEqual(emptyDraft);
  });

  it('say so where there is nothing, which is no problem', () => {
    for (const kind of ['undo', 'redo'] as const) {
      const { machine, effects } = walk(analysedMachine(), { kind });
      expect(machine.notice).toEqual({ kind: 'info', saying: { code: `nothing-to-${kind}` } });
      expect(effects).toEqual([]);
    }
  });

  it('take a saved decision back', () => {
    const machine = analysedMachine({ phase: savedPhase });
    expect(walk(machine, { kind: 'undo' })).toEqual({ machine, effects: [{ kind: 'void' }] });
    const voided = walk(machine, { kind: 'voided' }).machine;
    expect(voided.phase).toEqual({ kind: 'open' });
    expect(voided.notice).toEqual({ kind: 'info', saying: { code: 'voided' } });
  });

  it('a change after saving opens the review again', () => {
    const noted = walk(analysedMachine({ phase: savedPhase }), { kind: 'note-done', text: 'wait' }).machine;
    expect(noted.phase).toEqual({ kind: 'open' });
  });
});

describe('stepReview', () => {
  it('is pure: the same machine and input give the same step, and the machine is left as it was', () => {
    const machine = analysedMachine();
    const before = structuredClone(machine);
    const inputs: readonly Input[] = [accept, { kind: 'label', type: 'other' }, { kind: 'verdict', verdict: 'reject' }];
    for (const input of inputs) expect(walk(machine, input)).toEqual(walk(machine, input));
    expect(machine).toEqual(before);
  });

  it('says what it is told to say', () => {
    const told: Saying = { code: 'not-visible-long-enough' };
    const { machine } = walk(analysedMachine(), { kind: 'said', tone: 'problem', saying: told });
    expect(machine.notice).toEqual({ kind: 'problem', saying: told });
  });

  it('works under any taxonomy', () => {
    const taxonomy = { ...defaultTaxonomy, id: 'ours', version: '2.1.0' };
    const { machine } = walk(analysedMachine({ taxonomy }), { kind: 'label', type: 'style.tone' });
    expect(present(machine).issues[0]).toMatchObject({ taxonomy: 'ours', version: '2.1.0' });
  });
});
