import type { Mode } from '../lib/core/command.ts';
import type { DeliveryState } from '../lib/core/delivery.ts';
import type { Signal } from '../lib/core/passage.ts';
import type { Sample, Tier } from '../lib/core/policy.ts';
import type { Decision, DismissReason } from '../lib/core/review.ts';
import type { Severity } from '../lib/core/severity.ts';
import type { Verdict } from '../lib/core/verdict.ts';
import type { Saying } from '../lib/models/saying.ts';

const cardinal = new Intl.PluralRules('en');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** A number with its noun in the right form: `1 flag`, `3 flags`. */
function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${cardinal.select(n) === 'one' ? one : many}`;
}

/** How many checks did not run. */
function notRun(n: number): string {
  return `${count(n, 'check')} did not run`;
}

/** A share in whole percent; what is not certain is never written as 0 % or 100 %. */
function percent(share: number): string {
  if (share <= 0 || share >= 1) return `${share <= 0 ? 0 : 100}%`;
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))}%`;
}

/** Picks the word of a degree. The steps are those of the IPCC's calibrated likelihood language (AR5: .90, .66, .33). */
function degree<T>(share: number, words: readonly [T, T, T, T]): T {
  if (share >= 0.9) return words[0];
  if (share >= 0.66) return words[1];
  return share >= 0.33 ? words[2] : words[3];
}

const verdictNames: Record<Verdict, string> = {
  approve: 'Approve',
  approve_with_edits: 'Approve with edits',
  reject: 'Reject',
  escalate: 'Escalate',
};

const verdictsShort: Record<Verdict, string> = { ...verdictNames, approve_with_edits: 'With edits' };

const verdictsDone: Record<Verdict, string> = {
  approve: 'Approved',
  approve_with_edits: 'Approved with edits',
  reject: 'Rejected',
  escalate: 'Escalated',
};

const severityNames: Record<Severity, string> = {
  neutral: 'Neutral',
  minor: 'Minor',
  major: 'Major',
  critical: 'Critical',
};

const tierNames: Record<Tier, string> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  critical: 'Critical risk',
};

const decisionNames: Record<Decision['kind'], string> = {
  open: 'Open',
  accepted: 'Accepted',
  edited: 'Edited',
  dismissed: 'Dismissed',
};

const dismissReasonNames: Record<DismissReason, string> = {
  'false-positive': 'False positive',
  'not-worth-it': 'Not worth it',
  'already-fine': 'Already fine',
};

const signalNames: Record<Signal['kind'], string> = {
  reviewer: 'You picked it',
  adapter: 'Known site',
  'role-mark': 'Marked as assistant',
  disclosure: 'Declared by the page',
};

const sampleReasons: Record<Sample['reason'], string> = {
  random: 'Drawn at random',
  targeted: 'Drawn because of its risk',
  mandatory: 'Review is required at this risk',
  manual: 'Opened by you',
  'sampled-out': 'Not in the sample; you may review it all the same',
};

const deliveryNames: Record<DeliveryState, string> = {
  delivered: 'Delivered',
  pending: 'Waiting to be sent',
  held: 'Kept on this machine',
  withheld: 'Kept on this machine, as you chose',
  conflict: 'In conflict: another revision of this review stands there',
  dead: 'Could not be delivered',
};

const fieldLabels: Record<Extract<Mode['kind'], 'edit' | 'note'>, string> = { edit: 'New words', note: 'Note' };

/**
 * Every string a person reads in the review surfaces, in English. Components hold no words of their own, so that one file
 * is translated and one file is proofread. Functions take counts and names; all return plain text, never markup.
 */
export const wording = {
  count,
  percent,
  verdict: verdictNames,
  verdictShort: verdictsShort,
  verdictDone: verdictsDone,
  severity: severityNames,
  tier: tierNames,
  decision: decisionNames,
  dismissReason: dismissReasonNames,

  card: {
    label: (index: number, total: number) => `Review of passage ${index} of ${total}`,
    place: (index: number, total: number) => `Passage ${index} of ${total}`,
    because: (reasons: readonly string[]) => reasons.join('; '),
    close: 'Close review',
    previousPassage: 'Previous passage',
    nextPassage: 'Next passage',
    tools: 'Tools',
    cancel: 'Cancel',
    guardedLate:
      'This page was running before Countersign was: its scripts may see the keys you press here. Reload the page to prevent that.',
    prior: (verdict: Verdict, rev: number) =>
      `You reviewed this before: ${verdictsDone[verdict].toLowerCase()}, revision ${rev}.`,
    priorStale: 'The text has changed since. That review is stale and does not count for these words.',
    unknownType: (id: string) => `${id} (not in this taxonomy)`,
  },

  phase: {
    analysing: 'Checking this passage…',
    analysingHint: 'Nothing is known about it yet.',
    notAnalysed: 'This passage was not checked',
    notAnalysedHint: 'Do not take it for clean.',
    saving: (verdict: Verdict) => `Saving: ${verdictsDone[verdict].toLowerCase()}…`,
    savedHere: 'Saved on this machine',
    revision: (rev: number) => `revision ${rev}`,
    noDelivery: 'No delivery to show.',
    deliveries: 'Delivery',
    saveFailed: 'Not saved',
    saveFailedHint: 'Your review is kept as a draft. Nothing was sent.',
    retry: 'Try again',
    delivery: (state: DeliveryState) => deliveryNames[state],
    destination: (name: string, host: string) => `${name} (${host})`,
    consent: (name: string, host: string) => `Kept on this machine. Send reviews from this site to ${name} (${host})?`,
    consentYes: 'Send',
    consentNo: 'Not now',
    consentYesName: (name: string) => `Send to ${name}`,
    consentNoName: (name: string) => `Not now, keep from ${name}`,
    saved: (verdict: Verdict) => `Saved. ${verdictsDone[verdict]}.`,
  },

  flag: {
    region: 'Flags',
    position: (index: number, total: number) => `Flag ${index} of ${total}`,
    noActive: (total: number) => count(total, 'flag'),
    decided: (done: number) => (done === 0 ? 'None decided' : `${done} decided`),
    previous: 'Previous flag',
    next: 'Next flag',
    all: 'All flags',
    words: 'Flagged words: ',
    confidenceName: 'Confidence: ',
    confidence: (share: number) =>
      `${degree(share, ['Very likely', 'Likely', 'Could be', 'A guess'])}, ${percent(share)}`,
    rule: (name: string, version: string) => `Rule ${name}@${version}`,
    critic: (name: string, version: string) => `Critic ${name}@${version}`,
    evidence: 'Source says',
    quoted: (text: string) => `“${text}”`,
    ruleFix: 'Rule fix',
    criticFix: (name: string) => `Suggestion by ${name}`,
    alternatives: (n: number) => count(n, 'other suggestion'),
    acceptAlternative: (n: number) => `Accept suggestion ${n}`,
    noFix: 'No fix suggested: edit the words, label the issue, or dismiss the flag.',
    lost: 'These words are no longer on the page as they were checked, so they are not underlined there.',
    announce: (place: string, category: string, severity: Severity) =>
      `${place}, ${category.toLowerCase()}, ${severity}.`,
  },

  action: {
    group: 'Decide on this flag',
    accept: 'Accept',
    edit: 'Edit',
    dismiss: 'Dismiss',
    undo: 'Undo',
    redo: 'Redo',
    why: 'Why dismiss it?',
    dismissed: (reason: DismissReason) => `Dismissed: ${dismissReasonNames[reason].toLowerCase()}`,
    accepted: 'Accepted',
    edited: 'Edited',
    change: 'Decide again to change it.',
  },

  field: {
    label: fieldLabels,
    was: 'Instead of',
    hint: 'Shift+Enter: new line. Esc: keep for later.',
    save: 'Save',
    confirm: 'Confirm',
    empty: 'Say why in a few words.',
    reason: (verdict: Verdict, grave: number): string => {
      if (verdict === 'reject') return 'Why is it rejected?';
      if (verdict === 'escalate') return 'Why is it escalated, and to whom?';
      return `${count(grave, 'major or critical flag')} still open. Why approve all the same?`;
    },
  },

  label: {
    region: 'Issues',
    none: 'No issues labelled',
    classes: 'Label an issue',
    pick: (className: string) => `${className}: which issue?`,
    remove: (name: string) => `Remove issue ${name}`,
    given: (name: string, severity: Severity) => `Issue ${name}, ${severity}`,
    removed: (name: string) => `Issue ${name} removed`,
    severity: 'Severity of the issue labelled last',
    addNote: 'Add note',
    changeNote: 'Change note',
    note: 'Note',
  },

  view: {
    diff: 'Diff',
    original: 'Original',
    why: 'Why',
    help: 'Keys',
    diffTitle: 'Changes to this passage',
    originalTitle: 'Original text',
    unchanged: 'Nothing changed yet.',
    deleted: 'deleted: ',
    inserted: 'inserted: ',
    gap: '…',
  },

  why: {
    title: 'Why is this here?',
    likelihood: (share: number) =>
      `${degree(share, ['Very probably LLM text', 'Probably LLM text', 'Possibly LLM text', 'Little speaks for LLM text'])} (${percent(share)}).`,
    about: 'This speaks about the text on the page, not about a person.',
    signal: (kind: Signal['kind']) => signalNames[kind],
    noSignals: 'No signal was recorded.',
    sample: (sample: Sample) =>
      `${sampleReasons[sample.reason]} (${percent(sample.rate)} of such passages are reviewed).`,
    risk: (tier: Tier, reasons: readonly string[]) => `${tierNames[tier]}: ${reasons.join('; ')}.`,
  },

  checks: {
    region: 'Checks',
    clean: 'Nothing risky found',
    cleanHint: 'The checks that ran have no objection. Read it as you would sign it.',
    partly: 'Nothing found, but not everything was checked',
    ran: (ruleset: string) => `Checked with ${ruleset}`,
    abstained: (n: number) => `${count(n, 'check')} had nothing to go on`,
    allRan: 'every check had something to go on',
    failed: notRun,
    failedHint: 'What these look for may be in the text. Read it for that yourself.',
  },

  verdictBar: {
    region: 'Verdict',
    proposed: 'proposed',
    submit: (verdict: Verdict) => `${verdictNames[verdict]} and go on`,
    lookFirst: (grave: number) => `Still open: ${count(grave, 'major or critical flag')}.`,
    none: 'No verdict is proposed.',
  },

  help: {
    title: 'Keys',
    back: 'Back to the review',
    scope: 'They work while this card has the focus.',
    or: 'or',
    group: {
      flags: 'Flags',
      dismiss: 'After Dismiss',
      labels: 'Issues',
      passage: 'Passage',
      verdict: 'Verdict',
      typing: 'While typing',
    },
    act: {
      'next-flag': 'Next flag',
      'previous-flag': 'Previous flag',
      accept: 'Accept the suggestion',
      edit: 'Edit the words',
      dismiss: 'Dismiss',
      note: 'Note',
      'toggle-diff': 'Show changes',
      'show-original': 'Hold to see the original',
      'toggle-why': 'Why is this here?',
      'submit-proposed': 'Submit the proposed verdict and go on',
      undo: 'Undo, submitted verdicts too',
      redo: 'Redo',
      'next-passage': 'Next passage',
      'previous-passage': 'Previous passage',
      'toggle-help': 'These keys',
      close: 'Close the card',
      cancel: 'Go back',
      cancelTyping: 'Leave; your words are kept',
      save: 'Save',
      newLine: 'New line',
      'label-class': (name: string) => `${name}, then a digit`,
      label: (name: string) => name,
      'severity-level': (severity: Severity) => `Severity ${severity} for the issue labelled last`,
    },
    cap: {
      Enter: '⏎',
      Escape: 'Esc',
      ArrowDown: '↓',
      ArrowUp: '↑',
      PageDown: 'PgDn',
      PageUp: 'PgUp',
      Shift: '⇧',
      Control: 'Ctrl',
    } as Readonly<Record<string, string>>,
  },

  gutter: {
    analysing: (index: number) => `Passage ${index}, being checked. Review.`,
    notAnalysed: (index: number) => `Passage ${index}, not checked. Review.`,
    reviewed: (index: number, verdict: Verdict) =>
      `Passage ${index}, ${verdictsDone[verdict].toLowerCase()}. Open the review.`,
    stale: (index: number) => `Passage ${index}, changed since your review. Review again.`,
    open: (index: number, parts: readonly string[]) => `Passage ${index}, ${parts.join(', ')}. Review.`,
    tier: (tier: Tier) => tierNames[tier].toLowerCase(),
    openFlags: (n: number) => (n === 0 ? 'no open flags' : count(n, 'open flag')),
    failed: notRun,
    sampledOut: 'not in the sample',
    many: '9+',
    unknown: '?',
  },

  time: {
    /** How long ago, from ms; a clock that runs behind says "just now" too. */
    ago: (ms: number): string => {
      const minutes = Math.floor(ms / 60_000);
      if (minutes < 1) return 'just now';
      if (minutes < 60) return relative.format(-minutes, 'minute');
      const hours = Math.floor(minutes / 60);
      return hours < 24 ? relative.format(-hours, 'hour') : relative.format(-Math.floor(hours / 24), 'day');
    },
    /** The moment itself, in the reader's time zone. */
    absolute: (ms: number): string => moment.format(ms),
  },
} as const;

/** The codes of a MessageError, which this floor only knows through what a model says. */
type ErrorCode = Extract<Saying, { readonly code: 'message-failed' }>['error'];

const errors: Record<ErrorCode, (detail: string) => string> = {
  forbidden: () => 'This page may not do that. Open the review from the toolbar button and try again.',
  'bad-request': (detail) => `Countersign could not read what this page sent${detail}. Reload the page and try again.`,
  'bad-response': (detail) =>
    `The answer could not be read${detail}. Reload the page; if it stays, update Countersign.`,
  unanswered: () => 'Countersign did not answer in time. Your work is kept; try again.',
  orphaned: () => 'Countersign was updated while this page was open. Your draft is kept; reload the page to go on.',
  quota: () =>
    'The disk space for Countersign is used up. Export or delete old reviews in the options, then try again.',
  unavailable: (detail) =>
    `The storage of this browser cannot be opened${detail}. Close other windows of it and try again.`,
  'newer-schema': () => 'Your reviews were written by a newer Countersign. Update this one; nothing was changed.',
  'bad-endpoint': (detail) => `This address cannot be used${detail}. Enter an https address without a user name.`,
  'queue-would-move': () =>
    'Reviews are waiting for the old address. Choose whether they go to the new one or stay here.',
  'not-found': () => 'That is no longer here. Reload the page to see what is.',
  internal: (detail) => `Something went wrong inside Countersign${detail}. Try again; if it stays, reload the page.`,
};

/**
 * What went wrong and what to do, for a person, by the code of a MessageError. `detail` is the error's own message: it is
 * shown, in parentheses, only where it can help the person who is asked to report it.
 */
export function errorWording(code: ErrorCode, detail = ''): string {
  const trimmed = detail.trim();
  return errors[code](trimmed === '' ? '' : ` (${trimmed})`);
}

type Words<T extends Saying> = {
  readonly [Code in T['code']]: (saying: Extract<T, { readonly code: Code }>) => string;
};

const sayings: Words<Saying> = {
  'no-suggestion': () => 'This flag has no suggestion to accept. Edit the words, or dismiss it.',
  'overlaps-edit': () => 'These words are part of another change. Undo that one first.',
  'nothing-changed': () => 'The new words are the same as the old ones. Change them, or dismiss the flag.',
  'no-such-issue': () => 'That issue is no longer there. Nothing was changed.',
  'outside-text': () => 'These words are no longer in the text. Nothing was changed.',
  'no-flag': () => 'There is no flag here to decide on.',
  'no-issue': () => 'Label an issue first; then set its severity.',
  'nothing-to-undo': () => 'Nothing to undo.',
  'nothing-to-redo': () => 'Nothing to redo.',
  'not-analysed-yet': () => 'This passage has not been checked yet. Wait for the checks, then give a verdict.',
  'note-needed': () => 'This issue says nothing without a note. Write one.',
  'no-proposal': ({ openGrave }) => wording.verdictBar.lookFirst(openGrave),
  'not-visible-long-enough': () => 'Not done: the card had just appeared or was covered. Press again.',
  'not-written': ({ reason, copied }) =>
    `The page did not take the change (${reason}). ${copied ? 'It is on the clipboard: paste it yourself.' : 'Change the words on the page yourself.'}`,
  'page-undo-failed': () => 'The page could not take the change back. Undo it in the page itself.',
  voided: () => 'Verdict taken back. The passage counts as not reviewed.',
  'message-failed': ({ error, detail }) => errorWording(error, detail),
};

/** What a review has to say, in words for its reviewer, by code. */
export function sayingWording<T extends Saying>(saying: T): string {
  const word = sayings[saying.code] as (saying: Saying) => string;
  return word(saying);
}
