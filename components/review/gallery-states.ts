import { defaultTaxonomy } from '../../lib/core/default-taxonomy.ts';
import type { Delivery } from '../../lib/core/delivery.ts';
import type { RaisedFlag } from '../../lib/core/flag.ts';
import type { Issue } from '../../lib/core/issue.ts';
import type { Decision } from '../../lib/core/review.ts';
import { decisionOf, emptyDraft, type ReviewDraft, revisedText } from '../../lib/core/review-draft.ts';
import type { FlagRow, ReviewState } from '../../lib/models/review-state.ts';
import type { GutterState } from './gutter-state.ts';

/** One state of the review card, and what it is an example of. */
export type GalleryState = { readonly name: string; readonly state: ReviewState };

/** The moment all gallery states are shown at, in ms since the epoch: 2026-01-02 12:00 UTC. */
export const galleryNow = Date.UTC(2026, 0, 2, 12);

const original = [
  'Thank you for contacting us about order 48213. Our policy allows a full refund within 60 days of purchase,',
  'and you will definitely receive the money on your card by Friday. Studies show that 97% of customers are happy',
  'with this process. If you have questions, write to maria.keller@example.com or call your account manager.',
  'Kind regards, [Agent name]',
].join(' ');

type Sketch = Omit<RaisedFlag, 'start' | 'end' | 'id' | 'raisedBy'> & { readonly by?: RaisedFlag['raisedBy'] };

function flagOf(sketch: Sketch): RaisedFlag {
  const { by, ...flag } = sketch;
  const start = original.indexOf(flag.quote);
  return {
    ...flag,
    id: `flag ${flag.rule} ${start}`,
    start,
    end: start + flag.quote.length,
    raisedBy: by ?? { kind: 'rule', name: flag.rule, version: '1' },
  };
}

const number = flagOf({
  rule: 'number-source',
  category: 'fact.incorrect',
  severity: 'major',
  confidence: 0.86,
  quote: '60 days',
  message: 'The source gives another number of days for a full refund.',
  evidence: { quote: 'Customers may return goods for a full refund within 30 days of purchase.', start: 0, end: 72 },
  suggestions: ['30 days'],
});

const promise = flagOf({
  rule: 'overclaim',
  category: 'align.policy',
  severity: 'critical',
  confidence: 0.71,
  quote: 'you will definitely receive the money on your card by Friday',
  message: 'Promises a date that depends on the bank of the customer.',
  suggestions: ['the money is usually back on your card within five working days', 'we will start the refund today'],
  by: { kind: 'critic', name: 'house-style', version: '3' },
});

const vague = flagOf({
  rule: 'vague-attribution',
  category: 'fact.unsupported',
  severity: 'minor',
  confidence: 0.58,
  quote: 'Studies show',
  message: 'Names no study, so nobody can check the figure.',
});

const placeholder = flagOf({
  rule: 'placeholder',
  category: 'style.format',
  severity: 'neutral',
  confidence: 0.97,
  quote: '[Agent name]',
  message: 'A template field was left open.',
  suggestions: [''],
});

const contact = flagOf({
  rule: 'contact',
  category: 'align.privacy',
  severity: 'critical',
  confidence: 0.93,
  quote: 'maria.keller@example.com',
  message: 'A personal e-mail address that does not stand in the source.',
});

const raised = [number, promise, vague, contact, placeholder] as const;

function rowsFor(draft: ReviewDraft, flags: readonly RaisedFlag[] = raised): readonly FlagRow[] {
  return flags.map((flag) => ({ flag, decision: decisionOf(draft, flag.id), anchored: true }));
}

const base: ReviewState = {
  taxonomy: defaultTaxonomy,
  mode: { kind: 'browse' },
  phase: { kind: 'open' },
  original,
  revised: original,
  editable: false,
  signals: [
    { kind: 'adapter', detail: 'assistant message of Example Desk', weight: 0.9 },
    { kind: 'disclosure', detail: 'ai-disclosure="generated" on the message', weight: 0.6 },
  ],
  likelihood: 0.96,
  risk: { tier: 'critical', reasons: ['open critical flag: overclaim', 'cites a source'] },
  sample: { selected: true, rate: 1, u: 0.31, reason: 'mandatory' },
  flags: rowsFor(emptyDraft),
  activeFlag: 0,
  draft: emptyDraft,
  activeIssueId: undefined,
  proposed: undefined,
  canUndo: false,
  canRedo: false,
  checks: {
    ruleset: 'countersign@1',
    abstained: [
      { rule: 'contradiction', reason: 'no measure is named twice' },
      { rule: 'unlike-site', reason: 'fewer than 50 passages seen on this site' },
    ],
    failed: [],
  },
  showing: { diff: false, original: false, why: false, help: false },
  editing: undefined,
  notice: undefined,
  place: { index: 2, total: 5 },
  prior: undefined,
  guardedLate: false,
};

const at = new Date(galleryNow - 2 * 60_000).toISOString();

function drafted(
  decisions: readonly (readonly [RaisedFlag, Decision])[],
  rest: Partial<ReviewDraft> = {},
): ReviewDraft {
  return {
    ...emptyDraft,
    ...rest,
    decisions: Object.fromEntries(decisions.map(([flag, decision]) => [flag.id, decision])),
    edits: decisions.flatMap(([flag, decision]) => {
      if (decision.kind !== 'accepted' && decision.kind !== 'edited') return [];
      const after = decision.kind === 'edited' ? 'we expect the money on your card within a week' : '30 days';
      const by = decision.kind === 'edited' ? 'human' : 'suggestion';
      const { start, end, quote, id } = flag;
      return [{ id: decision.editId, start, end, before: quote, after, by, flagId: id, at } as const];
    }),
  };
}

function withDraft(draft: ReviewDraft, change: Partial<ReviewState> = {}): ReviewState {
  return {
    ...base,
    draft,
    revised: revisedText(original, draft),
    flags: rowsFor(draft),
    canUndo: true,
    ...change,
  };
}

const issue: Issue = {
  id: 'issue 1',
  taxonomy: 'lri',
  version: '1.0.0',
  type: 'fact.unsupported',
  nameAtTime: 'Unsupported or invented',
  severity: 'major',
  span: { start: vague.start, end: vague.end, quote: vague.quote },
  flagId: vague.id,
};

const otherIssue: Issue = {
  ...issue,
  id: 'issue 2',
  type: 'style.tone',
  nameAtTime: 'Wrong tone or voice',
  severity: 'minor',
};

const accepted = drafted([[number, { kind: 'accepted', editId: 'edit 1', suggestion: 0 }]]);
const worked = drafted(
  [
    [number, { kind: 'accepted', editId: 'edit 1', suggestion: 0 }],
    [promise, { kind: 'edited', editId: 'edit 2' }],
    [vague, { kind: 'dismissed', reason: 'not-worth-it' }],
  ],
  { issues: [otherIssue, issue], note: 'Ask legal whether a date may be named at all.' },
);

const delivery = (rest: Partial<Delivery>): Delivery => ({
  destinationId: 'quality',
  name: 'Quality desk',
  host: 'reviews.example.com',
  state: 'delivered',
  ...rest,
});

const clean: Partial<ReviewState> = {
  flags: [],
  activeFlag: -1,
  risk: { tier: 'low', reasons: ['nothing risky found'] },
  sample: { selected: true, rate: 0.1, u: 0.04, reason: 'targeted' },
  proposed: 'approve',
};

const failed = [
  { rule: 'number-source', reason: 'stopped with an error' },
  { rule: 'own-terms', reason: 'took longer than 200 ms and was stopped' },
];

const saved = (deliveries: readonly Delivery[]): ReviewState =>
  withDraft(worked, {
    phase: { kind: 'saved', verdict: 'approve_with_edits', rev: 2, deliveries },
    activeFlag: 2,
  });

const working: readonly GalleryState[] = [
  { name: 'major flag with a rule fix', state: base },
  { name: 'critical flag of a critic with two suggestions', state: { ...base, activeFlag: 1 } },
  { name: 'minor flag without a fix', state: { ...base, activeFlag: 2 } },
  { name: 'neutral flag whose fix deletes', state: { ...base, activeFlag: 4 } },
  {
    name: 'words no longer on the page',
    state: { ...base, flags: rowsFor(emptyDraft).map((row) => ({ ...row, anchored: false })) },
  },
  { name: 'dismiss: which reason', state: { ...base, mode: { kind: 'dismiss' } } },
  { name: 'accepted', state: withDraft(accepted, { proposed: 'approve_with_edits' }) },
  { name: 'edited', state: withDraft(worked, { activeFlag: 1 }) },
  { name: 'dismissed, issues and note', state: withDraft(worked, { activeFlag: 2, activeIssueId: issue.id }) },
  {
    name: 'editing',
    state: {
      ...base,
      activeFlag: 1,
      mode: { kind: 'edit' },
      editing: { span: promise, text: promise.suggestions?.[0] ?? '' },
    },
  },
  { name: 'labelling: digits of a class', state: { ...base, mode: { kind: 'label', classKey: 'f' } } },
  { name: 'note', state: { ...base, mode: { kind: 'note' } } },
  { name: 'reason for approving', state: { ...base, mode: { kind: 'reason', verdict: 'approve' } } },
  { name: 'reason for rejecting', state: { ...base, mode: { kind: 'reason', verdict: 'reject' } } },
];

const looking: readonly GalleryState[] = [
  { name: 'changes', state: withDraft(worked, { showing: { ...base.showing, diff: true } }) },
  { name: 'original', state: withDraft(worked, { showing: { ...base.showing, original: true } }) },
  {
    name: 'why, not in the sample',
    state: {
      ...base,
      ...clean,
      likelihood: 0.7,
      signals: base.signals.slice(1),
      sample: { selected: false, rate: 0.1, u: 0.64, reason: 'sampled-out' },
      showing: { ...base.showing, why: true },
    },
  },
  { name: 'keys', state: { ...base, showing: { ...base.showing, help: true } } },
  { name: 'nothing found', state: { ...base, ...clean } },
  { name: 'nothing found, checks failed', state: { ...base, ...clean, checks: { ...base.checks, failed } } },
  {
    name: 'reviewed before and stale, guarded late, a problem',
    state: {
      ...base,
      prior: { verdict: 'approve', rev: 1, stale: true },
      guardedLate: true,
      notice: { kind: 'problem', text: 'These words are part of another change. Undo that one first.' },
    },
  },
  {
    name: 'a passing message',
    state: { ...base, checks: { ...base.checks, failed }, notice: { kind: 'info', text: 'Nothing to undo.' } },
  },
  {
    name: 'long words and another script',
    state: {
      ...base,
      original: 'رقم الطلب ٤٨٢١٣ وقد تم إرساله',
      flags: [
        {
          flag: {
            ...number,
            quote: '٤٨٢١٣',
            start: 10,
            end: 15,
            category: 'pack.unknown',
            message: `Donaudampfschifffahrtsgesellschaftskapitän${'s'.repeat(40)} does not stand in the source.`,
            suggestions: ['٤٨٢١٤'],
          },
          decision: { kind: 'open' },
          anchored: true,
        },
      ],
    },
  },
];

const phases: readonly GalleryState[] = [
  { name: 'analysing', state: { ...base, ...clean, phase: { kind: 'analysing' } } },
  {
    name: 'not analysed',
    state: {
      ...base,
      ...clean,
      phase: { kind: 'not-analysed', message: 'Countersign did not answer in time. Your work is kept; try again.' },
    },
  },
  {
    name: 'saving',
    state: withDraft(worked, { phase: { kind: 'saving', verdict: 'approve_with_edits' }, activeFlag: 2 }),
  },
  { name: 'saved, no delivery', state: saved([]) },
  {
    name: 'saved, delivered and waiting',
    state: saved([
      delivery({}),
      delivery({ destinationId: 'data', name: 'Data team', state: 'pending', trouble: 'No connection since 11:52.' }),
    ]),
  },
  { name: 'saved, held for consent', state: saved([delivery({ state: 'held' })]) },
  {
    name: 'saved, in trouble',
    state: saved([
      delivery({ state: 'dead', trouble: 'The endpoint refused it for good: 410, the project was closed.' }),
      delivery({ destinationId: 'data', name: 'Data team', state: 'conflict' }),
      delivery({ destinationId: 'audit', name: 'Audit', state: 'withheld' }),
    ]),
  },
  {
    name: 'not saved',
    state: withDraft(worked, {
      activeFlag: 2,
      proposed: 'approve_with_edits',
      phase: {
        kind: 'save-failed',
        verdict: 'approve_with_edits',
        message:
          'The disk space for Countersign is used up. Export or delete old reviews in the options, then try again.',
      },
    }),
  },
];

/** Sample states of the review card, one for each thing it can show. */
export const galleryStates: readonly GalleryState[] = [...working, ...looking, ...phases];

const open = { kind: 'open', openFlags: 0, failedChecks: 0, sampled: true } as const;

/** Sample marks, one for each thing a mark can show. */
export const galleryMarks: readonly GutterState[] = [
  { index: 1, ...open, tier: 'low' },
  { index: 2, ...open, tier: 'medium', openFlags: 1 },
  { index: 3, ...open, tier: 'high', openFlags: 3 },
  { index: 4, ...open, tier: 'critical', openFlags: 12 },
  { index: 5, ...open, tier: 'low', sampled: false },
  { index: 6, ...open, tier: 'low', failedChecks: 2 },
  { index: 7, kind: 'reviewed', verdict: 'approve_with_edits' },
  { index: 8, kind: 'stale' },
  { index: 9, kind: 'analysing' },
  { index: 10, kind: 'not-analysed' },
];
