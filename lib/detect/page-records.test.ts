// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { PageRecord } from '../core/flag.ts';
import { findRecords } from './page-records.ts';
import { showPage } from './testing/page.ts';

function recordsOf(html: string, isPassage: (element: Element) => boolean = () => false): readonly PageRecord[] {
  showPage(html);
  return findRecords(document, isPassage);
}

const entriesOf = (html: string): readonly (readonly [string, string])[] =>
  recordsOf(html).flatMap(({ entries }) => entries);

describe('definition lists', () => {
  it.each<[name: string, html: string, entries: readonly (readonly [string, string])[]]>([
    [
      'pairs',
      '<dl><dt>Total</dt><dd>£520</dd><dt>Due</dt><dd>3 May</dd></dl>',
      [
        ['Total', '£520'],
        ['Due', '3 May'],
      ],
    ],
    [
      'pairs in groups',
      '<dl><div><dt>Total</dt><dd>£520</dd></div><div><dt>Due</dt><dd>3 May</dd></div></dl>',
      [
        ['Total', '£520'],
        ['Due', '3 May'],
      ],
    ],
    ['several values of one key', '<dl><dt>Contact</dt><dd>Ann</dd><dd>Bo</dd></dl>', [['Contact', 'Ann; Bo']]],
    [
      'several keys of one value',
      '<dl><dt>Total</dt><dt>Amount</dt><dd>£520</dd></dl>',
      [
        ['Total', '£520'],
        ['Amount', '£520'],
      ],
    ],
    [
      'white space as one space',
      '<dl><dt> Order\n total </dt><dd> £ <b>520</b>\t</dd></dl>',
      [['Order total', '£ 520']],
    ],
    ['no key without a value', '<dl><dt>Total</dt><dt>Due</dt></dl>', []],
    [
      'no hidden pair',
      '<dl><dt>Total</dt><dd>£520</dd><dt hidden>Margin</dt><dd hidden>12 %</dd></dl>',
      [['Total', '£520']],
    ],
    ['no hidden value', '<dl><dt>Total</dt><dd>£520</dd><dd hidden>£600</dd></dl>', [['Total', '£520']]],
    [
      'no hidden words',
      '<dl><dt>Total<script>1</script></dt><dd>£520<span hidden>.00</span><i aria-hidden="true">*</i></dd></dl>',
      [['Total', '£520']],
    ],
    [
      'no pairs of a list within',
      '<dl><dt>Order</dt><dd>A1</dd><dd><dl><dt>Item</dt><dd>Pack</dd></dl></dd></dl>',
      [
        ['Order', 'A1; Item Pack'],
        ['Item', 'Pack'],
      ],
    ],
  ])('give %s', (_name, html, entries) => {
    expect(entriesOf(html)).toEqual(entries);
  });

  it('are records of pairs', () => {
    expect(recordsOf('<dl><dt>Total</dt><dd>£520</dd></dl>')).toEqual([
      { kind: 'pairs', entries: [['Total', '£520']] },
    ]);
  });
});

describe('tables', () => {
  const row = (...cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

  it.each<[name: string, html: string, entries: readonly (readonly [string, string])[]]>([
    [
      'rows of two cells',
      `<table>${row('Total', '£520')}${row('Due', '3 May')}</table>`,
      [
        ['Total', '£520'],
        ['Due', '3 May'],
      ],
    ],
    ['rows with a header cell', '<table><tr><th>Total</th><td>£520</td></tr></table>', [['Total', '£520']]],
    [
      'no row of column heads',
      `<table><tr><th>Field</th><th>Value</th></tr>${row('Total', '£520')}</table>`,
      [['Total', '£520']],
    ],
    [
      'no row of more or fewer cells',
      `<table>${row('a')}${row('a', 'b', 'c')}${row('Total', '£520')}</table>`,
      [['Total', '£520']],
    ],
    ['nothing of a table of data', `<table>${row('1', '2', '3', '4')}${row('5', '6', '7', '8')}</table>`, []],
    [
      'no hidden row',
      `<table>${row('Total', '£520')}<tr hidden><td>Margin</td><td>12 %</td></tr></table>`,
      [['Total', '£520']],
    ],
    [
      'a table within a table once',
      `<table>${row('Order', `<table>${row('Total', '£520')}</table>`)}</table>`,
      [
        ['Order', 'Total £520'],
        ['Total', '£520'],
      ],
    ],
  ])('give %s', (_name, html, entries) => {
    expect(entriesOf(html)).toEqual(entries);
  });

  it('are records of the kind table', () => {
    expect(recordsOf(`<table>${row('Total', '£520')}</table>`).map(({ kind }) => kind)).toEqual(['table']);
  });
});

describe('titles', () => {
  const list = (attributes: string): string => `<dl ${attributes}><dt>Total</dt><dd>£520</dd></dl>`;

  it.each<[name: string, html: string, title: string | undefined]>([
    ['what labels it', `<h2 id="t"> Order\n record </h2>${list('aria-labelledby="t other"')}`, 'Order record'],
    ['its label', list('aria-label="Order record"'), 'Order record'],
    ['its caption', '<table><caption> Order </caption><tr><td>a</td><td>b</td></tr></table>', 'Order'],
    ['nothing, where what labels it is gone', list('aria-labelledby="gone"'), undefined],
    ['nothing, where it has none', list(''), undefined],
  ])('are %s', (_name, html, title) => {
    expect(recordsOf(html).map((record) => record.title)).toEqual([title]);
  });
});

describe('what is no record of the page', () => {
  const list = '<dl><dt>Total</dt><dd>£520</dd></dl>';

  it.each([`<div hidden>${list}</div>`, `<div aria-hidden="true">${list}</div>`, '<dl></dl>', '<table></table>'])(
    '%s',
    (html) => {
      expect(recordsOf(html)).toEqual([]);
    },
  );

  it('what stands in a passage: it is under review itself', () => {
    const page = `<article>${list}</article>${list}`;
    expect(recordsOf(page, (element) => element.closest('article') !== null)).toHaveLength(1);
  });
});

describe('limits', () => {
  it('takes 20 records of a page and 200 entries of a record', () => {
    const pairs = '<dt>k</dt><dd>v</dd>'.repeat(300);
    const records = recordsOf(`<dl>${pairs}</dl>`.repeat(25));
    expect(records).toHaveLength(20);
    expect(records.map(({ entries }) => entries.length)).toEqual(Array.from({ length: 20 }, () => 200));
  });

  it('cuts a long value, but no emoji in two: half of one can’t be stored', () => {
    const [pair] = entriesOf(`<dl><dt>k</dt><dd>${'x'.repeat(1_999)}😀 and more</dd></dl>`);
    expect(pair?.[1].length).toBeLessThanOrEqual(2_000);
    expect(pair?.[1].isWellFormed()).toBe(true);
    expect(pair?.[1].startsWith('x'.repeat(1_999))).toBe(true);
  });
});
