import { describe, expect, it } from 'vitest';
import { deliveryStateSchema } from './delivery.ts';
import { flagInputSchema, flagReportSchema, flagSchema, pageRecordSchema, raisedFlagSchema } from './flag.ts';
import { issueSchema } from './issue.ts';
import { tallySchema } from './tally.ts';
import { flagOn, sampleIssue } from './testing/sample-flag.ts';

const flag = flagOn('Pay 520 😀 now', '520');

describe('a flag', () => {
  it('comes back from JSON with who raised it', () => {
    const full = { ...flag, evidence: { quote: '250', start: 3, end: 6 }, suggestions: ['250', ''] };
    expect(raisedFlagSchema.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  it('says nothing of who raised it where the tool prints it', () => {
    const { id: _id, raisedBy: _by, ...bare } = flag;
    expect(flagSchema.parse(flag)).toEqual(bare);
  });

  it.each<[name: string, change: Record<string, unknown>]>([
    ['no rule', { rule: undefined }],
    ['a severity nobody knows', { severity: 'high' }],
    ['a confidence above 1', { confidence: 1.2 }],
    ['a confidence in percent', { confidence: 80 }],
    ['an offset below 0', { start: -1 }],
    ['an offset between code units', { end: 6.5 }],
    ['suggestions that are no texts', { suggestions: [{ text: '250' }] }],
    ['evidence without a place', { evidence: { quote: '250' } }],
  ])('is refused with %s', (_name, change) => {
    expect(flagSchema.safeParse({ ...flag, ...change }).success).toBe(false);
  });
});

describe('the flag tool', () => {
  it('takes a line with everything a passage may stand beside', () => {
    const line = {
      id: 'p1',
      text: 'Pay 520.',
      source: 'Pay 250.',
      request: 'How much?',
      records: [{ kind: 'table', entries: [['Amount', '250']] }],
      lang: 'en',
    };
    expect(flagInputSchema.parse(line)).toEqual(line);
    expect(flagInputSchema.parse({ id: 'p1', text: '' })).toEqual({ id: 'p1', text: '' });
    expect(flagInputSchema.safeParse({ text: 'no id' }).success).toBe(false);
  });

  it('prints what it found and what did not run', () => {
    const { id: _id, raisedBy: _by, ...bare } = flag;
    const report = {
      id: 'p1',
      ruleset: 'countersign@1',
      flags: [bare],
      abstained: [{ rule: 'date', reason: 'no source' }],
      failed: [{ rule: 'citation', reason: 'took too long' }],
    };
    expect(flagReportSchema.parse(report)).toEqual(report);
    expect(flagReportSchema.safeParse({ ...report, failed: undefined }).success).toBe(false);
  });

  it.each(['pairs', 'table', 'json'])('knows records of the kind %s', (kind) => {
    expect(pageRecordSchema.safeParse({ kind, entries: [] }).success).toBe(true);
  });
});

describe('an issue', () => {
  it('may speak of the whole passage', () => {
    expect(issueSchema.parse(sampleIssue('i1'))).toEqual(sampleIssue('i1'));
  });

  it('keeps the words its span covered', () => {
    const span = { start: 4, end: 7, quote: '520' };
    expect(issueSchema.parse(sampleIssue('i1', { span })).span).toEqual(span);
    expect(issueSchema.safeParse({ ...sampleIssue('i1'), span: { start: 4, end: 7 } }).success).toBe(false);
  });
});

describe('a tally', () => {
  const tally = {
    schema: 'tally/1',
    day: '2026-01-02',
    siteKey: 'https://app.example.com',
    tier: 'low',
    policy: { id: 'default', version: '1.0.0' },
    seen: 20,
    sampledOut: 18,
  };

  it('counts passages of a day, site, tier and policy', () => {
    expect(tallySchema.parse(tally)).toEqual(tally);
  });

  it.each([{ schema: 'tally/2' }, { seen: 1.5 }, { tier: 'none' }, { policy: 'default' }])(
    'is refused with %o',
    (change) => {
      expect(tallySchema.safeParse({ ...tally, ...change }).success).toBe(false);
    },
  );
});

it('a delivery is in one of six states', () => {
  expect(deliveryStateSchema.options).toEqual(['held', 'pending', 'delivered', 'conflict', 'dead', 'withheld']);
});
