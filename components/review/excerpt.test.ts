import { describe, expect, it } from 'vitest';
import { makeSpan } from '../../lib/core/span.ts';
import { type Excerpt, excerptAround } from './excerpt.ts';

describe('excerptAround', () => {
  const text = 'First line here.\nOur policy allows a refund within 60 days of purchase, always.\nLast line.';
  const at = text.indexOf('60 days');

  it.each<[string, number, Excerpt]>([
    ['takes whole words of the same line', 12, { lead: 'within ', trail: ' of', cutBefore: true, cutAfter: true }],
    [
      'stops at the ends of the line',
      200,
      {
        lead: 'Our policy allows a refund within ',
        trail: ' of purchase, always.',
        cutBefore: false,
        cutAfter: false,
      },
    ],
  ])('%s', (_rule, width, expected) => {
    expect(excerptAround(text, makeSpan(at, at + 7), width)).toEqual(expected);
  });

  it('finds nothing around the whole of a text', () => {
    expect(excerptAround('all', makeSpan(0, 3), 10)).toEqual({
      lead: '',
      trail: '',
      cutBefore: false,
      cutAfter: false,
    });
  });
});
