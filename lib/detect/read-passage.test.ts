// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { selectorSchema } from '../core/review.ts';
import { type FoundPassage, pageCalls } from '../messages/contract.ts';
import type { Candidate } from './find-passages.ts';
import { foundPassage, selectorsOf, viewOf } from './read-passage.ts';
import type { SiteAdapter } from './site-adapter.ts';
import { addShadow, candidateOf, showPage, the } from './testing/page.ts';

const adapter: SiteAdapter = {
  schema: 'adapter/1',
  id: 'site',
  version: '1.0.0',
  name: 'Site',
  hosts: ['x.example'],
  passage: '.reply',
  exclude: ['.thinking', '.toolbar'],
  messageId: 'data-message-id',
  conversationPrefix: '/c/',
};

function read(candidate: Candidate, occurrence = 0): FoundPassage {
  const view = viewOf(candidate, () => false);
  return foundPassage(candidate, view, { document, all: [candidate], occurrence });
}

describe('viewOf', () => {
  it('leaves out what the adapter says is not the message, and what is ours', () => {
    showPage(
      '<div id="a"><i class="thinking">Hm.</i><p>Three days.</p><x-ours>card</x-ours><b class="toolbar">Copy</b></div>',
    );
    const isOurs = (element: Element): boolean => element.localName === 'x-ours';
    expect(viewOf(candidateOf(the('#a'), { adapter }), isOurs).text).toBe('Three days.');
    expect(viewOf(candidateOf(the('#a')), isOurs).text).toBe('Hm.\nThree days.\nCopy');
  });

  it('reads what stands in a text control', () => {
    showPage('<textarea id="a"></textarea>');
    the<HTMLTextAreaElement>('#a').value = 'Dear all';
    expect(viewOf(candidateOf(the('#a')), () => false).text).toBe('Dear all');
  });
});

describe('foundPassage', () => {
  it('is a request of the contract', () => {
    window.history.replaceState(null, '', '/c/conv-1?x=1');
    showPage('<div lang="de"><div data-message-id="m9"><div id="a">Drei <cite>Tage</cite>.</div></div></div>');
    const found = read(candidateOf(the('#a'), { adapter }), 2);
    expect(z.parse(pageCalls['passages/analyse'].request, found)).toEqual(found);
    expect(found).toEqual({
      conversationId: 'conv-1',
      messageId: 'm9',
      occurrence: 2,
      firstText: 'Drei Tage.',
      text: 'Drei Tage.',
      lang: 'de',
      editable: false,
      signals: [{ kind: 'role-mark', detail: 'a test says so', weight: 0.9 }],
      context: {},
      hasCitation: true,
    });
  });

  it('has no conversation and no message where the page names none', () => {
    window.history.replaceState(null, '', '/');
    showPage('<div id="a" data-message-id="m9">Three days.</div>');
    const found = read(candidateOf(the('#a')));
    expect(found.conversationId).toBe('');
    expect(found).not.toHaveProperty('messageId');
    expect(found).not.toHaveProperty('lang');
  });

  it('takes an empty message id for none: all passages would share one identity', () => {
    showPage('<div id="a" data-message-id="">Three days.</div><div data-message-id=" "><p id="b">Five.</p></div>');
    expect(read(candidateOf(the('#a'), { adapter }))).not.toHaveProperty('messageId');
    expect(read(candidateOf(the('#b'), { adapter }))).not.toHaveProperty('messageId');
  });

  it('finds message id and language outside of the passage’s shadow root', () => {
    showPage('<x-chat lang="fr" data-message-id="m1"></x-chat>');
    const root = addShadow(the('x-chat'), '<p id="a">Trois jours.</p>');
    const found = read(candidateOf(the('#a', root), { root, adapter }));
    expect([found.messageId, found.lang]).toEqual(['m1', 'fr']);
  });

  it.each<[html: string, cites: boolean]>([
    ['Three days.', false],
    ['See <a href="https://a.example">there</a>.', true],
    ['See <a href="#down">below</a>.', false],
    ['Three days<sup><a href="#1">1</a></sup>.', true],
    ['Three m<sup>2</sup>.', false],
    ['<cite>The Times</cite>', true],
  ])('says whether it cites: %s', (html, cites) => {
    showPage(`<p id="a">${html}</p>`);
    expect(read(candidateOf(the('#a'))).hasCitation).toBe(cites);
  });

  it('holds nothing that can’t be stored, whatever the page says of itself', () => {
    showPage('<div id="a">Three days \ud800.</div>');
    the('#a').setAttribute('data-message-id', 'm\udc00');
    const found = read(candidateOf(the('#a'), { adapter }));
    expect(found.messageId?.isWellFormed()).toBe(true);
    expect(found.text).toBe('Three days \ufffd.');
  });
});

describe('selectorsOf', () => {
  it('are the three of the Web Annotation model, for the whole text', () => {
    showPage('<main><p>first</p><p>Three days 😀.</p></main>');
    const candidate = candidateOf(the('p:nth-of-type(2)'));
    const selectors = selectorsOf(
      candidate,
      viewOf(candidate, () => false),
    );
    for (const selector of selectors) expect(selectorSchema.parse(selector)).toEqual(selector);
    expect(selectors.map(({ type }) => type)).toEqual(['CssSelector', 'TextPositionSelector', 'TextQuoteSelector']);
    expect(selectors[1]).toEqual({ type: 'TextPositionSelector', start: 0, end: 14, unit: 'utf16' });
    expect(selectors[2]).toMatchObject({ exact: 'Three days 😀.' });
    const [css] = selectors;
    expect(css?.type === 'CssSelector' && document.querySelector(css.value)).toBe(candidate.element);
  });
});
