import { describe, expect, it } from 'vitest';
import { hashText } from '../core/ids.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { reviewSchema } from '../core/review.ts';
import { composeReview, identify, type Reviewing, type Site } from './compose-review.ts';
import { submissionOf } from './submission.ts';
import { analysedMachine, walk } from './testing/machine-at.ts';
import { sampleFound, sampleText } from './testing/sample-passage.ts';

const site: Site = { siteKey: 'https://app.example.com', url: 'https://app.example.com/c/conv-1?user=ann#top' };
const reviewing: Reviewing = {
  salt: 'team-salt',
  reviewerId: 'reviewer-1',
  policy: defaultPolicy,
  installId: 'install-1',
  version: '0.1.0',
};

const decided = walk(
  analysedMachine(),
  { kind: 'accept', suggestion: 0 },
  { kind: 'dismiss-as', reason: 'not-worth-it' },
  { kind: 'label', type: 'align.harm' },
  { kind: 'note-done', text: 'asked by phone' },
).machine;

const submission = submissionOf({
  found: sampleFound({ lang: 'en' }),
  machine: decided,
  draft: decided.history.present,
  effect: { kind: 'save', verdict: 'escalate', reason: 'for the lawyer', override: false },
  timing: { spent: { activeMs: 1_000, idleMs: 0, awayMs: 0 }, now: Date.parse('2026-01-02T03:04:05.678Z') },
  selectors: [{ type: 'CssSelector', value: '#p' }],
});

describe('identify', () => {
  it('is the published vector for the page’s own message id', async () => {
    expect(await identify(sampleFound(), site, 'team-salt')).toBe('784ea5d2-f944-829b-a603-352415e28792');
  });

  it('goes by the first text and its occurrence where there is no message id', async () => {
    const { messageId: _none, ...found } = sampleFound();
    const id = await identify(found, site, 'team-salt');
    expect(await identify({ ...found, text: 'generated again' }, site, 'team-salt')).toBe(id);
    expect(await identify({ ...found, firstText: found.text.toUpperCase() }, site, 'team-salt')).toBe(id);
    expect(await identify({ ...found, occurrence: 1 }, site, 'team-salt')).not.toBe(id);
    expect(await identify({ ...found, firstText: 'another' }, site, 'team-salt')).not.toBe(id);
    expect(await identify({ ...found, conversationId: 'conv-2' }, site, 'team-salt')).not.toBe(id);
    expect(await identify(found, { ...site, siteKey: 'https://other.example' }, 'team-salt')).not.toBe(id);
  });
});

describe('composeReview', () => {
  it('makes a whole record', async () => {
    const composed = await composeReview(submission, site, reviewing);
    const stamps = { id: 'r1', rev: 1, createdAt: '2026-01-02T03:04:05.678Z', updatedAt: '2026-01-02T03:04:05.678Z' };
    expect(reviewSchema.parse({ ...composed, ...stamps })).toEqual({ ...composed, ...stamps });
    expect(composed).toMatchObject({
      schema: 'review/1',
      state: 'final',
      verdict: 'escalate',
      reason: 'for the lawyer',
      note: 'asked by phone',
      reviewer: { id: 'reviewer-1', kind: 'human', level: 1 },
      client: { version: '0.1.0', installId: 'install-1' },
      original: { text: sampleText, hash: await hashText(sampleText), lang: 'en' },
      revised: { text: 'Pay 250 by May 3. Thanks 😀.', hash: await hashText('Pay 250 by May 3. Thanks 😀.') },
      risk: { tier: 'high', policy: { id: 'default', version: '1.0.0' } },
    });
  });

  it('says of every flag what became of it, open ones too', async () => {
    const { flags } = await composeReview(submission, site, reviewing);
    expect(flags.map(({ flag, decision }) => [flag.id, decision.kind])).toEqual([
      ['amount', 'accepted'],
      ['day', 'dismissed'],
      ['closing', 'open'],
    ]);
  });

  it('takes the site from the browser and keeps no path and no query of the address', async () => {
    const { passage } = await composeReview(submission, site, reviewing);
    expect(passage.siteKey).toBe('https://app.example.com');
    expect(passage.address.origin).toBe('https://app.example.com');
    expect(passage.address.pathHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(passage)).not.toContain('user=ann');
    const elsewhere = await composeReview(submission, { ...site, url: 'https://app.example.com/c/2' }, reviewing);
    expect(elsewhere.passage.address.pathHash).not.toBe(passage.address.pathHash);
  });

  it('tells addresses apart by path and query, not by fragment', async () => {
    const hashOf = async (url: string): Promise<string> =>
      (await composeReview(submission, { ...site, url }, reviewing)).passage.address.pathHash;
    expect(await hashOf('https://app.example.com/c/conv-1?user=ann#else')).toBe(await hashOf(site.url));
    expect(await hashOf('https://app.example.com/c/conv-1?user=bob')).not.toBe(await hashOf(site.url));
  });

  it('draws the sample itself', async () => {
    const everything: Policy = { ...defaultPolicy, rates: { low: 1, medium: 1, high: 1, critical: 1 } };
    const { sample } = await composeReview(submission, site, { ...reviewing, policy: everything });
    expect(sample).toMatchObject({ selected: true, rate: 1, reason: 'mandatory' });
  });

  it('says so when a person opened what sampling had passed over, and keeps the draw', async () => {
    const nothing: Policy = { ...defaultPolicy, randomStratum: 0, rates: { low: 0, medium: 0, high: 0, critical: 0 } };
    const under = { ...reviewing, policy: nothing };
    const passed = await composeReview(submission, site, under);
    expect(passed.sample).toMatchObject({ selected: false, reason: 'sampled-out', rate: 0 });
    const manual = await composeReview({ ...submission, manual: true }, site, under);
    expect(manual.sample).toEqual({ ...passed.sample, selected: true, reason: 'manual' });
  });

  it('leaves out what there is nothing of', async () => {
    const { reason: _reason, revised: _revised, ...rest } = submission;
    const { lang: _lang, messageId: _id, ...found } = submission.found;
    const bare = await composeReview({ ...rest, found: { ...found, conversationId: '' } }, site, reviewing);
    for (const field of ['reason', 'revised', 'override']) expect(bare).not.toHaveProperty(field);
    expect(bare.passage).not.toHaveProperty('conversationId');
    expect(bare.passage).not.toHaveProperty('messageId');
    expect(bare.original).not.toHaveProperty('lang');
  });

  it('refuses a page whose address is none', async () => {
    await expect(composeReview(submission, { ...site, url: '' }, reviewing)).rejects.toThrow(TypeError);
  });
});
