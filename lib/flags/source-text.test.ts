import { describe, expect, it } from 'vitest';
import { judgeGrounding, renderSource } from './source-text.ts';

const words = (count: number) =>
  Array.from({ length: count }, (_, index) => `word${'abcdefghij'[index % 10]}x`).join(' ');

describe('renderSource', () => {
  it.each<[why: string, args: Parameters<typeof renderSource>, rendered: string]>([
    ['nothing is the empty text', [undefined, undefined], ''],
    ['a source alone stays as it is', [' A source.\n', []], ' A source.\n'],
    [
      'records are lines behind it',
      [
        'A source.',
        [
          {
            kind: 'pairs',
            title: 'Order',
            entries: [
              ['Total', '£5'],
              ['Due', 'May'],
            ],
          },
        ],
      ],
      'A source.\nOrder\nTotal: £5\nDue: May',
    ],
    ['a record without a title', [undefined, [{ kind: 'table', entries: [['Total', '£5']] }]], 'Total: £5'],
    ['an empty title is none', ['', [{ kind: 'json', title: '', entries: [['Total', '£5']] }]], 'Total: £5'],
  ])('%s', (_, args, rendered) => {
    expect(renderSource(...args)).toBe(rendered);
  });
});

describe('judgeGrounding', () => {
  it.each<[why: string, text: string, source: string, reason: RegExp]>([
    ['no source', 'anything', ' \n ', /no source/],
    ['39 words', 'wordax', words(39), /only 39 words; it takes 40/],
    ['other words altogether', 'penguins swim through icy water', words(40), /only 0 %/],
    [
      'one word of seven',
      'wordax penguins swimming arctic waters hunting herring',
      words(40),
      /only 14 % of the passage's words/,
    ],
  ])('says no for %s', (_, text, source, reason) => {
    expect(judgeGrounding(text, source)).toMatchObject({ kind: 'ungrounded', reason: expect.stringMatching(reason) });
  });

  it.each<[why: string, text: string]>([
    ['one word of six', 'wordax penguins swimming arctic waters hunting'],
    ['another form of the same word', 'words wordaxs'],
    ['a passage of figures only', '4,250'],
  ])('says yes for %s', (_, text) => {
    expect(judgeGrounding(text, words(40))).toEqual({ kind: 'grounded' });
  });
});
