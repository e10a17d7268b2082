import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { decisionSchema, type Review, reviewSchema } from './review.ts';
import { revisedText } from './review-draft.ts';
import { sliceSpan } from './span.ts';
import { fullReview } from './testing/sample-review.ts';

const leastReview: Review = {
  schema: 'review/1',
  id: fullReview.id,
  rev: 1,
  state: 'final',
  createdAt: fullReview.createdAt,
  updatedAt: fullReview.createdAt,
  passage: {
    id: fullReview.passage.id,
    siteKey: fullReview.passage.siteKey,
    address: fullReview.passage.address,
    editable: false,
    selectors: [],
  },
  detect: { signals: [], likelihood: 0 },
  risk: fullReview.risk,
  sample: fullReview.sample,
  original: { text: '', hash: fullReview.original.hash },
  verdict: 'approve',
  note: '',
  issues: [],
  edits: [],
  flags: [],
  notRun: [],
  reviewer: fullReview.reviewer,
  chain: fullReview.chain,
  client: fullReview.client,
};

/** A copy of the full record with one field, named by its path, set or (`undefined`) taken out. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(fullReview);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy) as Record<
    string,
    unknown
  >;
  if (!(last in holder)) throw new Error(`the record has no ${path}`);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

describe('the record review/1', () => {
  it.each<[name: string, review: Review]>([
    ['every field', fullReview],
    ['no optional field', leastReview],
  ])('with %s comes back from JSON as it went', (_name, review) => {
    expect(reviewSchema.parse(JSON.parse(JSON.stringify(review)))).toEqual(review);
    expect(reviewSchema.parse(JSON.parse(canonicalJson(review)))).toEqual(review);
  });

  it('counts offsets in UTF-16 code units', () => {
    const [edit] = fullReview.edits;
    const [row] = fullReview.flags;
    expect(edit !== undefined && sliceSpan(fullReview.original.text, edit)).toBe('3');
    expect(row !== undefined && sliceSpan(fullReview.original.text, row.flag)).toBe(row?.flag.quote);
    const draft = { decisions: {}, edits: fullReview.edits, issues: [], note: '' };
    expect(revisedText(fullReview.original.text, draft)).toBe(fullReview.revised?.text);
  });

  it('leaves out fields it does not know, so that a later version’s record can be read', () => {
    const later = { ...structuredClone(fullReview), blindFirst: true, passage: { ...fullReview.passage, frame: 'x' } };
    expect(reviewSchema.parse(later)).toEqual(fullReview);
  });

  it.each<[path: string, wrong: unknown]>([
    ['schema', 'review/2'],
    ['rev', 0],
    ['rev', 1.5],
    ['state', 'draft'],
    ['createdAt', '2026-01-02T03:04:05Z'],
    ['createdAt', '2026-01-02T03:04:05.678+01:00'],
    ['updatedAt', '2026-13-02T03:04:05.678Z'],
    ['updatedAt', 1_767_323_045_678],
    ['passage.selectors.0.type', 'XPathSelector'],
    ['passage.selectors.1.unit', 'codepoint'],
    ['passage.selectors.1.start', -1],
    ['passage.editable', 'yes'],
    ['detect.signals.0.kind', 'stylometry'],
    ['detect.signals.0.weight', 0],
    ['detect.signals.0.weight', 1.01],
    ['detect.likelihood', '0.9'],
    ['risk.tier', 'extreme'],
    ['sample.rate', 1.5],
    ['sample.u', -0.1],
    ['sample.reason', 'lucky'],
    ['original.text', null],
    ['context.records.0.kind', 'csv'],
    ['context.records.0.entries.0', ['only a key']],
    ['verdict', 'accept'],
    ['override', 'true'],
    ['issues.0.severity', 'blocker'],
    ['issues.0.span.start', 0.5],
    ['edits.0.start', -1],
    ['edits.0.by', 'machine'],
    ['edits.0.at', 'yesterday'],
    ['flags.0.flag.confidence', 1.1],
    ['flags.0.flag.severity', 'high'],
    ['flags.0.flag.raisedBy.kind', 'person'],
    ['flags.0.decision.kind', 'ignored'],
    ['reviewer.kind', 'robot'],
    ['chain.mode', 'random'],
    ['timing.activeMs', -1],
    ['timing.activeMs', 0.5],
    ['timing.openedAt', ''],
  ])('is refused with %s = %j', (path, wrong) => {
    expect(reviewSchema.safeParse(changed(path, wrong)).success).toBe(false);
  });

  const optional = ['passage.conversationId', 'passage.messageId', 'original.lang', 'revised', 'context', 'reason'];

  it.each([...optional, 'override', 'timing', 'issues.0.span', 'issues.0.flagId', 'edits.0.flagId', 'context.cut'])(
    'may lack %s',
    (path) => {
      expect(reviewSchema.safeParse(changed(path, undefined)).success).toBe(true);
    },
  );

  it.each([
    'id',
    'note',
    'issues',
    'flags',
    'notRun',
    'reviewer',
    'client',
    'passage.siteKey',
    'original.hash',
    'edits.0.before',
  ])('may not lack %s', (path) => {
    expect(reviewSchema.safeParse(changed(path, undefined)).success).toBe(false);
  });
});

describe('decisionSchema', () => {
  it.each([
    { kind: 'open' },
    { kind: 'accepted', editId: 'e1', suggestion: 2 },
    { kind: 'edited', editId: 'e1' },
    { kind: 'dismissed', reason: 'already-fine' },
  ])('takes %o', (decision) => {
    expect(decisionSchema.parse(decision)).toEqual(decision);
  });

  it.each([
    { kind: 'accepted', editId: 'e1' },
    { kind: 'accepted', editId: 'e1', suggestion: -1 },
    { kind: 'edited' },
    { kind: 'dismissed' },
    { kind: 'dismissed', reason: 'boring' },
    {},
  ])('refuses %o', (decision) => {
    expect(decisionSchema.safeParse(decision).success).toBe(false);
  });
});
