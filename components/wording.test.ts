import { describe, expect, it } from 'vitest';
import type { Saying } from '../lib/models/saying.ts';
import { errorWording, sayingWording, wording } from './wording.ts';

type ErrorCode = Parameters<typeof errorWording>[0];

describe('counts and shares', () => {
  it.each<[number, string]>([
    [0, '0 flags'],
    [1, '1 flag'],
    [2, '2 flags'],
    [21, '21 flags'],
  ])('%d is "%s"', (n, expected) => {
    expect(wording.count(n, 'flag')).toBe(expected);
  });

  it.each<[number, string]>([
    [0, '0%'],
    [0.001, '1%'],
    [0.125, '13%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('%d is never rounded to certainty: "%s"', (share, expected) => {
    expect(wording.percent(share)).toBe(expected);
  });
});

describe('degrees in words', () => {
  it.each<[number, string, string]>([
    [0.95, 'Very likely, 95%', 'Very probably LLM text (95%).'],
    [0.9, 'Very likely, 90%', 'Very probably LLM text (90%).'],
    [0.7, 'Likely, 70%', 'Probably LLM text (70%).'],
    [0.5, 'Could be, 50%', 'Possibly LLM text (50%).'],
    [0.1, 'A guess, 10%', 'Little speaks for LLM text (10%).'],
  ])('%d', (share, confidence, likelihood) => {
    expect(wording.flag.confidence(share)).toBe(confidence);
    expect(wording.why.likelihood(share)).toBe(likelihood);
  });
});

describe('ago', () => {
  const minute = 60_000;

  it.each<[number, string]>([
    [-5 * minute, 'just now'],
    [59_999, 'just now'],
    [minute, '1 minute ago'],
    [59 * minute, '59 minutes ago'],
    [60 * minute, '1 hour ago'],
    [24 * 60 * minute, 'yesterday'],
    [72 * 60 * minute, '3 days ago'],
  ])('%d ms is "%s"', (ms, expected) => {
    expect(wording.time.ago(ms)).toBe(expected);
  });
});

const errorCodes: readonly ErrorCode[] = [
  'forbidden',
  'bad-request',
  'bad-response',
  'unanswered',
  'orphaned',
  'quota',
  'unavailable',
  'newer-schema',
  'bad-endpoint',
  'queue-would-move',
  'not-found',
  'internal',
];

const todo = /\b(try again|reload|open the|update|enter|export|close|choose)\b/i;

describe('errorWording', () => {
  it.each(errorCodes)('%s says what to do', (code) => {
    expect(errorWording(code, 'E42')).toMatch(todo);
  });

  it('shows the detail where it helps and no empty parentheses', () => {
    expect(errorWording('internal', 'E42')).toContain('(E42)');
    expect(errorWording('internal')).not.toContain('(');
    expect(errorWording('orphaned', 'E42')).not.toContain('E42');
  });
});

const sayings: readonly Saying[] = [
  { code: 'no-suggestion' },
  { code: 'overlaps-edit' },
  { code: 'nothing-changed' },
  { code: 'no-such-issue' },
  { code: 'outside-text' },
  { code: 'no-flag' },
  { code: 'no-issue' },
  { code: 'nothing-to-undo' },
  { code: 'nothing-to-redo' },
  { code: 'not-analysed-yet' },
  { code: 'note-needed' },
  { code: 'no-proposal', openGrave: 2 },
  { code: 'not-visible-long-enough' },
  { code: 'not-written', reason: 'read only', copied: true },
  { code: 'page-undo-failed' },
  { code: 'voided' },
  { code: 'message-failed', error: 'quota', detail: '' },
];

describe('sayingWording', () => {
  it.each(sayings)('has a sentence for $code', (saying) => {
    expect(sayingWording(saying)).toMatch(/^[A-Z].*[.)]$/);
  });

  it('says what was tried and where the words are now', () => {
    const copied = sayingWording({ code: 'not-written', reason: 'read only', copied: true });
    const lost = sayingWording({ code: 'not-written', reason: 'read only', copied: false });
    expect(copied).toMatch(/read only.*clipboard/);
    expect(lost).not.toMatch(/clipboard/);
  });

  it('says the reason of a failed message by its code', () => {
    expect(sayingWording({ code: 'message-failed', error: 'quota', detail: '' })).toBe(errorWording('quota'));
  });
});
