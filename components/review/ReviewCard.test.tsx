// @vitest-environment jsdom
import type { VNode } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../lib/core/command.ts';
import type { ReviewState } from '../../lib/models/review-state.ts';
import { allByRole, byRole, click, type Mounted, mount, nameOf, press, textOf, type } from '../testing/dom.ts';
import { galleryNow, galleryStates } from './gallery-states.ts';
import { ReviewCard } from './ReviewCard.tsx';

function stateNamed(name: string): ReviewState {
  const found = galleryStates.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no gallery state ${name}`);
  return found.state;
}

type Shown = Mounted & {
  readonly sent: Command[];
  readonly card: HTMLElement;
  readonly next: (state: ReviewState) => void;
};

const open: Mounted[] = [];

afterEach(() => {
  for (const mounted of open.splice(0)) mounted.unmount();
});

function show(state: string | ReviewState): Shown {
  const sent: Command[] = [];
  const view = (shown: ReviewState): VNode => (
    <ReviewCard state={shown} now={galleryNow} onCommand={(command) => sent.push(command)} />
  );
  const mounted = mount(view(typeof state === 'string' ? stateNamed(state) : state));
  open.push(mounted);
  return { ...mounted, sent, card: byRole(mounted.root, 'dialog'), next: (next) => mounted.show(view(next)) };
}

const major = stateNamed('major flag with a rule fix');

describe('what a state says', () => {
  it.each<[string, readonly (string | RegExp)[]]>([
    [
      'major flag with a rule fix',
      [
        'Passage 2 of 5',
        'Critical risk',
        'open critical flag: overclaim; cites a source',
        'Flag 1 of 5',
        'None decided',
        'Major Incorrect fact',
        'The source gives another number of days',
        'Rule fix',
        'deleted: 60',
        'inserted: 30',
        'Source says “Customers may return goods',
        'Rule number-source@1',
        'Confidence: Likely, 86%',
        'Checked with countersign@1; 2 checks had nothing to go on',
        'no measure is named twice',
        'Still open: 3 major or critical flags.',
      ],
    ],
    [
      'critical flag of a critic with two suggestions',
      [
        'Critical Policy, legal or IP breach',
        'Suggestion by house-style',
        '1 other suggestion',
        'Critic house-style@3',
      ],
    ],
    ['minor flag without a fix', ['Minor Unsupported or invented', 'Flagged words: Studies show', 'No fix suggested']],
    ['neutral flag whose fix deletes', ['Neutral Format or layout', 'deleted: [Agent name]']],
    ['words no longer on the page', ['These words are no longer on the page']],
    ['dismiss: which reason', ['Why dismiss it?', 'False positive', 'Not worth it', 'Already fine']],
    ['accepted', ['Accepted', '2 minutes ago', '1 decided', 'proposed', 'Approve with edits and go on']],
    ['edited', ['Edited', 'Decide again to change it.']],
    [
      'dismissed, issues and note',
      ['Dismissed: not worth it', 'Wrong tone or voice', '“Studies show”', 'Note Ask legal whether a date'],
    ],
    ['editing', ['Instead of “you will definitely', 'New words', 'Save', 'Cancel']],
    ['labelling: digits of a class', ['Factual: which issue?', 'Incorrect fact', 'A claim, citation, link or figure']],
    ['note', ['Note', 'Save']],
    ['reason for approving', ['3 major or critical flags still open. Why approve all the same?', 'Confirm']],
    ['reason for rejecting', ['Why is it rejected?']],
    ['changes', ['Changes to this passage', 'deleted: 60', 'inserted: 30']],
    ['original', ['Original text', 'Our policy allows a full refund within 60 days']],
    [
      'why, not in the sample',
      [
        'Why is this here?',
        'Probably LLM text (70%).',
        'Declared by the page',
        'Not in the sample; you may review it all the same',
        'not about a person',
      ],
    ],
    ['nothing found', ['Nothing risky found', 'The checks that ran have no objection', 'Approve and go on']],
    [
      'nothing found, checks failed',
      [
        'nothing risky found; 2 checks did not run',
        'Nothing found, but not everything was checked',
        'number-source stopped with an error',
        'own-terms took longer than 200 ms and was stopped',
      ],
    ],
    [
      'reviewed before and stale, guarded late, a problem',
      ['approved, revision 1', 'The text has changed since', 'scripts may see the keys', 'part of another change'],
    ],
    ['a passing message', ['Nothing to undo.', '2 checks did not run']],
    ['long words and another script', ['pack.unknown (not in this taxonomy)']],
    ['analysing', ['Checking this passage…']],
    ['not analysed', ['This passage was not checked', 'try again', 'Do not take it for clean.']],
    ['saving', ['Saving: approved with edits…']],
    ['saved, no delivery', ['Approved with edits', 'Saved on this machine, revision 2', 'No delivery to show.']],
    [
      'saved, delivered and waiting',
      ['Delivered', 'Quality desk (reviews.example.com)', 'Waiting to be sent', 'No connection since 11:52.'],
    ],
    [
      'saved, held for consent',
      ['Kept on this machine. Send reviews from this site to Quality desk (reviews.example.com)?'],
    ],
    ['saved, in trouble', ['Could not be delivered', '410', 'In conflict', 'Kept on this machine, as you chose']],
    ['not saved', ['Not saved', 'disk space', 'Your review is kept as a draft']],
  ])('%s', (name, words) => {
    const text = textOf(show(name).card);
    for (const word of words) expect(text).toMatch(typeof word === 'string' ? new RegExp(escaped(word)) : word);
  });

  it('never calls a rule a model', () => {
    expect(textOf(show(major).card)).not.toMatch(/\b(LLM|AI|model)\b/);
  });

  it.each(['analysing', 'not analysed'])('%s: nothing looks clean and nothing can be approved', (name) => {
    const { card } = show(name);
    expect(textOf(card)).not.toMatch(/risk|nothing risky|checked with/i);
    expect(allByRole(card, 'button', /Approve/)).toEqual([]);
  });

  it('never hides a check that did not run behind a disclosure', () => {
    const { card } = show('nothing found, checks failed');
    const place = [...card.querySelectorAll('dt')].find((term) => term.textContent === 'own-terms');
    expect(place?.closest('details')).toBeNull();
    expect(place?.textContent).toBe('own-terms');
  });

  it('shows the moment behind a relative time', () => {
    const time = show('accepted').card.querySelector('time');
    expect(time?.getAttribute('datetime')).toBe('2026-01-02T11:58:00.000Z');
    expect(time?.title).not.toBe('');
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('what a button does', () => {
  it.each<[string, string | RegExp, Command]>([
    ['major flag with a rule fix', 'Accept', { kind: 'accept', suggestion: 0 }],
    ['major flag with a rule fix', 'Edit', { kind: 'edit' }],
    ['major flag with a rule fix', 'Dismiss', { kind: 'dismiss' }],
    ['major flag with a rule fix', 'Previous flag', { kind: 'previous-flag' }],
    ['major flag with a rule fix', 'Next flag', { kind: 'next-flag' }],
    [
      'major flag with a rule fix',
      /Privacy or secret exposed/,
      { kind: 'go-to-flag', flagId: major.flags[3]?.flag.id ?? '' },
    ],
    ['major flag with a rule fix', 'Previous passage', { kind: 'previous-passage' }],
    ['major flag with a rule fix', 'Next passage', { kind: 'next-passage' }],
    ['major flag with a rule fix', 'Close review', { kind: 'close' }],
    ['major flag with a rule fix', 'Factual', { kind: 'label-class', key: 'f' }],
    ['major flag with a rule fix', 'Other', { kind: 'label', type: 'other' }],
    ['major flag with a rule fix', 'Add note', { kind: 'note' }],
    ['major flag with a rule fix', 'Diff', { kind: 'toggle-diff' }],
    ['major flag with a rule fix', 'Original', { kind: 'show-original', on: true }],
    ['major flag with a rule fix', 'Why', { kind: 'toggle-why' }],
    ['major flag with a rule fix', 'Keys', { kind: 'toggle-help' }],
    ['major flag with a rule fix', 'Approve', { kind: 'verdict', verdict: 'approve' }],
    ['major flag with a rule fix', 'With edits', { kind: 'verdict', verdict: 'approve_with_edits' }],
    ['major flag with a rule fix', 'Reject', { kind: 'verdict', verdict: 'reject' }],
    ['major flag with a rule fix', 'Escalate', { kind: 'verdict', verdict: 'escalate' }],
    ['critical flag of a critic with two suggestions', 'Accept suggestion 2', { kind: 'accept', suggestion: 1 }],
    ['dismiss: which reason', 'False positive', { kind: 'dismiss-as', reason: 'false-positive' }],
    ['dismiss: which reason', 'Not worth it', { kind: 'dismiss-as', reason: 'not-worth-it' }],
    ['dismiss: which reason', 'Already fine', { kind: 'dismiss-as', reason: 'already-fine' }],
    ['dismiss: which reason', 'Cancel', { kind: 'cancel' }],
    ['labelling: digits of a class', 'Unsupported or invented', { kind: 'label', type: 'fact.unsupported' }],
    ['dismissed, issues and note', 'Remove issue Wrong tone or voice', { kind: 'unlabel', issueId: 'issue 2' }],
    ['dismissed, issues and note', 'Critical', { kind: 'severity', severity: 'critical' }],
    ['dismissed, issues and note', 'Change note', { kind: 'note' }],
    ['original', 'Original', { kind: 'show-original', on: false }],
    ['keys', /Back to the review/, { kind: 'toggle-help' }],
    ['nothing found', 'Approve and go on', { kind: 'submit-proposed' }],
    ['saved, held for consent', 'Send to Quality desk', { kind: 'consent', destinationId: 'quality', granted: true }],
    [
      'saved, held for consent',
      'Not now, keep from Quality desk',
      { kind: 'consent', destinationId: 'quality', granted: false },
    ],
    ['not saved', 'Try again', { kind: 'verdict', verdict: 'approve_with_edits' }],
  ])('%s: %s', (name, button, command) => {
    const { card, sent } = show(name);
    click(byRole(card, 'button', button));
    expect(sent).toEqual([command]);
  });

  it('undoes from the decision, from the tools and after saving', () => {
    for (const name of ['accepted', 'saved, no delivery']) {
      const { card, sent } = show(name);
      const undos = allByRole(card, 'button', 'Undo');
      for (const undo of undos) click(undo);
      expect(sent).toEqual(undos.map(() => ({ kind: 'undo' })));
      expect(undos.length).toBeGreaterThan(1);
    }
  });

  it('does nothing where there is nothing to undo, and stays focusable', () => {
    const { card, sent } = show(major);
    const undo = byRole(card, 'button', 'Undo');
    click(undo);
    expect(sent).toEqual([]);
    expect(undo.getAttribute('aria-disabled')).toBe('true');
    expect(undo.hasAttribute('disabled')).toBe(false);
  });

  it('decides nothing while a verdict is being saved, but lets one look around', () => {
    const { card, sent } = show('saving');
    for (const button of allByRole(card, 'button')) click(button);
    const looking = ['next-passage', 'previous-passage', 'close', 'next-flag', 'previous-flag', 'go-to-flag'];
    const views = ['toggle-diff', 'show-original', 'toggle-why', 'toggle-help'];
    expect(sent.filter(({ kind }) => ![...looking, ...views].includes(kind))).toEqual([]);
  });
});

describe('marks', () => {
  it('lists flags by names one can understand', () => {
    const names = allByRole(show(major).card, 'button', /Open$/).map(nameOf);
    expect(names[2]).toBe('Minor Unsupported or invented “Studies show” Open');
  });

  it('marks the proposed verdict in words', () => {
    const { card } = show('accepted');
    expect(nameOf(byRole(card, 'button', /^With edits/))).toBe('With edits proposed');
    expect(nameOf(byRole(card, 'button', /^Approve$/))).toBe('Approve');
  });

  it('proposes nothing while a grave flag is open', () => {
    const { card } = show(major);
    expect(allByRole(card, 'button', /go on/)).toEqual([]);
    expect(textOf(card)).not.toMatch(/proposed/);
  });

  it('shows what was decided as pressed', () => {
    const pressed = (name: string): readonly string[] =>
      allByRole(show(name).card, 'button')
        .filter((button) => button.getAttribute('aria-pressed') === 'true')
        .map(nameOf);
    expect(pressed('accepted')).toEqual(['Accept']);
    expect(pressed('dismissed, issues and note')).toEqual(['Dismiss', 'Major']);
    expect(pressed('reason for rejecting')).toEqual(['Reject']);
    expect(pressed('saved, no delivery')).toEqual(['Dismiss', 'With edits']);
  });

  it('tells each key in the way assistive technology reads it', () => {
    const { card } = show(major);
    expect(byRole(card, 'button', 'Accept').getAttribute('aria-keyshortcuts')).toBe('Enter');
    expect(byRole(card, 'button', 'Reject').getAttribute('aria-keyshortcuts')).toBe('3');
  });

  it('tells no key that means something else just now', () => {
    const { card } = show('dismiss: which reason');
    expect(byRole(card, 'button', 'Reject').hasAttribute('aria-keyshortcuts')).toBe(false);
    expect(byRole(card, 'button', 'Already fine').getAttribute('aria-keyshortcuts')).toBe('3');
  });
});

describe('fields', () => {
  it.each<[string, string, Command]>([
    ['editing', 'New words', { kind: 'edit-done', text: 'soon' }],
    ['note', 'Note', { kind: 'note-done', text: 'soon' }],
    ['reason for rejecting', 'Why is it rejected?', { kind: 'reason-done', text: 'soon' }],
  ])('%s: Enter gives the words in', (name, label, command) => {
    const { card, sent } = show(name);
    const field = byRole(card, 'textbox', label);
    type(field, 'soon');
    expect(press(field, 'Enter')).toBe(true);
    expect(sent).toEqual([command]);
  });

  it.each<[string, KeyboardEventInit]>([
    ['Shift+Enter makes a new line', { shiftKey: true }],
    ['Enter of an IME belongs to the IME', { isComposing: true }],
  ])('%s', (_rule, init) => {
    const { card, sent } = show('editing');
    expect(press(byRole(card, 'textbox'), 'Enter', init)).toBe(false);
    expect(sent).toEqual([]);
  });

  it('starts an edit from the suggestion and gives it in by its button too', () => {
    const { card, sent } = show('editing');
    const field = byRole(card, 'textbox') as HTMLTextAreaElement;
    expect(field.value).toBe('the money is usually back on your card within five working days');
    type(field, '');
    click(byRole(card, 'button', 'Save'));
    expect(sent).toEqual([{ kind: 'edit-done', text: '' }]);
  });

  it('asks again for a reason without words, and says so to screen readers', () => {
    const { card, sent } = show('reason for rejecting');
    const field = byRole(card, 'textbox');
    press(field, 'Enter');
    expect(sent).toEqual([]);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(textOf(byRole(card, 'alert', 'Say why in a few words.'))).toBe('Say why in a few words.');
    type(field, 'x');
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });

  it('keeps words left by Escape for the next time, per flag', () => {
    const editing = stateNamed('editing');
    const { card, next } = show(editing);
    type(byRole(card, 'textbox'), 'half a thought');
    next({ ...editing, mode: { kind: 'browse' }, editing: undefined });
    expect(allByRole(card, 'textbox')).toEqual([]);
    next(editing);
    expect((byRole(card, 'textbox') as HTMLTextAreaElement).value).toBe('half a thought');
    next({ ...editing, activeFlag: 0, editing: { span: { start: 0, end: 5 }, text: '30 days' } });
    expect((byRole(card, 'textbox') as HTMLTextAreaElement).value).toBe('30 days');
  });

  it('forgets them with the passage', () => {
    const editing = stateNamed('editing');
    const { card, next } = show(editing);
    type(byRole(card, 'textbox'), 'half a thought');
    next({ ...editing, original: `${editing.original} More.`, mode: { kind: 'browse' }, editing: undefined });
    next({ ...editing, original: `${editing.original} More.` });
    expect((byRole(card, 'textbox') as HTMLTextAreaElement).value).not.toBe('half a thought');
  });
});

describe('focus', () => {
  it('goes to a field that opens while the card has it, the caret at the end', () => {
    const { card, next } = show({ ...major, activeFlag: 1 });
    card.focus();
    next(stateNamed('editing'));
    const field = byRole(card, 'textbox') as HTMLTextAreaElement;
    expect(document.activeElement).toBe(field);
    expect(field.selectionStart).toBe(field.value.length);
  });

  it('is not taken from the page', () => {
    const outside = document.createElement('button');
    document.body.append(outside);
    outside.focus();
    const { next } = show(major);
    next(stateNamed('note'));
    expect(document.activeElement).toBe(outside);
    outside.remove();
  });

  it('falls back to the card when the control that had it goes', () => {
    const { card, next } = show(major);
    byRole(card, 'button', 'Dismiss').focus();
    next(stateNamed('dismiss: which reason'));
    expect(document.activeElement).toBe(card);
  });

  it('comes back to the card from a field', () => {
    const { card, next } = show(stateNamed('note'));
    byRole(card, 'textbox').focus();
    next(major);
    expect(document.activeElement).toBe(card);
  });

  it('survives a help sheet that covers everything', () => {
    const { card, next } = show(major);
    byRole(card, 'button', 'Keys').focus();
    next(stateNamed('keys'));
    // The sheet scrolls by key, and the card has the keyboard again when it goes.
    expect(document.activeElement).toBe(byRole(card, 'group', 'Keys'));
    next(major);
    expect(document.activeElement).toBe(card);
  });

  it('stays on a control that remains', () => {
    const { card, next } = show(major);
    const accept = byRole(card, 'button', 'Accept');
    accept.focus();
    next(stateNamed('accepted'));
    expect(document.activeElement).toBe(accept);
  });

  it('goes to the card by a mouse click on a button, so that Enter still accepts', () => {
    const { card } = show(major);
    click(byRole(card, 'button', 'Next flag'));
    expect(document.activeElement).toBe(card);
  });

  it('stays in the field while its buttons are clicked', () => {
    const { card } = show('reason for rejecting');
    const field = byRole(card, 'textbox');
    field.focus();
    click(byRole(card, 'button', 'Confirm'));
    expect(document.activeElement).toBe(field);
  });
});

describe('live regions', () => {
  const status = (card: HTMLElement): string => allByRole(card, 'status').map(textOf).join('|');

  it('stand in the card before there is anything to say', () => {
    const { card, next } = show({ ...major, notice: undefined });
    const [, info] = allByRole(card, 'status');
    const problem = byRole(card, 'alert');
    next({ ...major, notice: { kind: 'info', text: 'Nothing to undo.' } });
    expect(info?.textContent).toBe('Nothing to undo.');
    next({ ...major, notice: { kind: 'problem', text: 'Undo that one first.' } });
    expect(problem.textContent).toBe('Undo that one first.');
    expect(info?.textContent).toBe('');
  });

  it('announce the flag one comes to', () => {
    const { card, next } = show(major);
    expect(status(card)).toMatch(/^Flag 1 of 5, incorrect fact, major\. /);
    next({ ...major, activeFlag: 2 });
    expect(status(card)).toMatch(/^Flag 3 of 5, unsupported or invented, minor\. /);
  });
});

describe('the dialog', () => {
  it('is named after its passage and not modal', () => {
    const { card } = show(major);
    expect(nameOf(card)).toBe('Review of passage 2 of 5');
    expect(card.hasAttribute('aria-modal')).toBe(false);
    expect(card.tabIndex).toBe(-1);
  });

  it('lists every key in its help', () => {
    const text = textOf(show('keys').card);
    for (const key of ['Next flag J or ↓', 'Accept the suggestion ⏎', 'False positive X 1', 'New line ⇧⏎', 'Redo ⇧Z']) {
      expect(text).toContain(key);
    }
  });

  it('renders markup in a passage as text', () => {
    const original = '<img src=x onerror=alert(1)> costs 5';
    const flag = major.flags[0];
    if (flag === undefined) throw new Error('no flag');
    const hostile = {
      ...flag.flag,
      quote: '<img src=x onerror=alert(1)>',
      start: 0,
      end: 28,
      suggestions: ['<b>a</b>'],
    };
    const { card } = show({ ...major, original, flags: [{ ...flag, flag: hostile }] });
    expect(card.querySelectorAll('img, b').length).toBe(0);
    expect(textOf(card)).toContain('<b>a</b>');
  });
});
