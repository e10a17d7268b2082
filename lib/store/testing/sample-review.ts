import type { NewReview, SaveRequest } from '../save-review.ts';

/** What a test cares about in a review. */
export type SampleChoices = {
  readonly passageId?: string;
  readonly siteKey?: string;
  readonly reviewerId?: string;
  readonly verdict?: NewReview['verdict'];
  readonly state?: NewReview['state'];
  readonly note?: string;
};

/** A complete review as a surface hands it in. */
export function sampleReview(choices: SampleChoices = {}): NewReview {
  const { passageId = 'passage-1', siteKey = 'https://desk.example', reviewerId = 'reviewer-1' } = choices;
  const { verdict = 'approve', state = 'final', note = '' } = choices;
  return {
    schema: 'review/1',
    state,
    passage: {
      id: passageId,
      siteKey,
      address: { origin: siteKey, pathHash: '0'.repeat(64) },
      editable: true,
      selectors: [{ type: 'TextPositionSelector', start: 0, end: 22, unit: 'utf16' }],
    },
    detect: { signals: [{ kind: 'disclosure', detail: 'says “AI draft”', weight: 0.9 }], likelihood: 0.9 },
    risk: { tier: 'medium', reasons: ['cites a source'], policy: { id: 'default', version: '1.0.0' } },
    sample: { selected: true, rate: 0.25, u: 0.1, reason: 'targeted' },
    original: { text: 'Refunds take 3 days 😀.', hash: 'a'.repeat(64), lang: 'en' },
    verdict,
    note,
    issues: [],
    edits: [],
    flags: [],
    notRun: [],
    reviewer: { id: reviewerId, kind: 'human', level: 1 },
    chain: { mode: 'parallel', level: 1, of: 1 },
    client: { version: '0.1.0', installId: 'install-1' },
  };
}

/** A save of a sample review, by default at one fixed moment. */
export function sampleSave(opId: string, choices: SampleChoices = {}, now = '2026-01-02T03:04:05.678Z'): SaveRequest {
  return { opId, review: sampleReview(choices), now: new Date(now) };
}
