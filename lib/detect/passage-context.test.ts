// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { contextOf } from './passage-context.ts';
import type { SiteAdapter } from './site-adapter.ts';
import { addShadow, candidateOf, showPage, the } from './testing/page.ts';

const answer = (id: string): string => `<div id="${id}" data-role="assistant">Three days.</div>`;
const question = (words: string): string => `<div data-role="user">${words}</div>`;

function requestOf(html: string, id = 'a'): string | undefined {
  showPage(html);
  const candidate = candidateOf(the(`#${id}`));
  return contextOf(candidate, document, [candidate]).request;
}

describe('the request', () => {
  it.each<[name: string, html: string, request: string | undefined]>([
    ['the user turn before the passage', `${question('Refund?')}${answer('a')}`, 'Refund?'],
    ['the last one before it', `${question('Hello')}${answer('b')}${question('Refund?')}${answer('a')}`, 'Refund?'],
    ['none that comes after it', `${question('Refund?')}${answer('a')}${question('And then?')}`, 'Refund?'],
    ['nothing where the passage comes first', `${answer('a')}${question('And then?')}`, undefined],
    ['nothing where nobody asked', answer('a'), undefined],
    ['nothing where the turn is empty', `${question('  ')}${answer('a')}`, undefined],
    [
      'its paragraphs apart',
      `${question('<p>Is it 520</p><p>250 or less?</p>')}${answer('a')}`,
      'Is it 520\n250 or less?',
    ],
    ['what a class names as the user’s', `<p class="user-message"> Refund? </p>${answer('a')}`, 'Refund?'],
  ])('is %s', (_name, html, request) => {
    expect(requestOf(html)).toBe(request);
  });

  it('is what the adapter names as the user’s', () => {
    showPage(`<p class="ask">Refund?</p>${answer('a')}`);
    const adapter: SiteAdapter = {
      schema: 'adapter/1',
      id: 'site',
      version: '1.0.0',
      name: 'Site',
      hosts: ['x.example'],
      passage: '.reply',
      userTurn: '.ask',
    };
    expect(contextOf(candidateOf(the('#a'), { adapter }), document, []).request).toBe('Refund?');
    expect(contextOf(candidateOf(the('#a')), document, []).request).toBeUndefined();
  });

  it('stands in the passage’s own root', () => {
    showPage(`${question('outside')}<x-chat></x-chat>`);
    const root = addShadow(the('x-chat'), `${question('Refund?')}${answer('a')}`);
    expect(contextOf(candidateOf(the('#a', root), { root }), document, []).request).toBe('Refund?');
  });

  it('is cut when it is long, but no emoji in two: half of one can’t be stored', () => {
    const request = requestOf(`${question(`${'x'.repeat(3_999)}😀`)}${answer('a')}`);
    expect(request?.length).toBeLessThanOrEqual(4_000);
    expect(request?.isWellFormed()).toBe(true);
    expect(request?.startsWith('x'.repeat(3_999))).toBe(true);
  });
});

describe('the records', () => {
  const record = '<dl><dt>Refund</dt><dd>five days</dd></dl>';

  it('are those of the page, and none of any passage: it comes from the same model', () => {
    showPage(`<aside>${record}</aside><div id="a">${record}</div><div id="b">${record}</div>`);
    const [a, b] = [candidateOf(the('#a')), candidateOf(the('#b'))];
    expect(contextOf(a, document, [a, b]).records).toEqual([{ kind: 'pairs', entries: [['Refund', 'five days']] }]);
  });

  it('are left out where there are none', () => {
    showPage('<div id="a">Three days.</div>');
    expect(contextOf(candidateOf(the('#a')), document, [])).toEqual({});
  });
});
