// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { likelihoodOf } from '../core/likelihood.ts';
import { builtInAdapters } from './adapters.ts';
import { type Candidate, findPassages } from './find-passages.ts';
import type { SiteAdapter } from './site-adapter.ts';
import { addShadow, searchOf, showPage, textsOf, the } from './testing/page.ts';

const user = '<div data-role="user">How long does a refund take?</div>';

const found = (html: string, choices = {}): readonly Candidate[] => {
  showPage(html);
  return findPassages(searchOf(choices));
};
const texts = (html: string, choices = {}): readonly string[] => textsOf(found(html, choices));
const kindsOf = (candidate: Candidate | undefined): readonly string[] =>
  (candidate?.signals ?? []).map(({ kind }) => kind).sort();

const site: SiteAdapter = {
  schema: 'adapter/1',
  id: 'site',
  version: '1.2.3',
  name: 'A Site',
  hosts: ['chat.example.com'],
  passage: '.reply',
  userTurn: '.ask',
};

describe('role marks', () => {
  it.each([
    'data-message-author-role="assistant"',
    'data-message-role="assistant"',
    'data-author-role="assistant"',
    'data-role="assistant"',
    'data-role="ai"',
    'data-testid="message-assistant"',
    'data-testid="assistant-message"',
    'data-content="ai-message"',
    'data-role="Assistant"',
    'data-message-author-role="ASSISTANT"',
  ])('one attribute is enough: %s', (attribute) => {
    const [candidate, ...others] = found(`<article ${attribute}>Three days.</article>`);
    expect(others).toEqual([]);
    expect(candidate?.element).toBe(the('article'));
    expect(candidate?.signals.map(({ kind, weight }) => [kind, weight])).toEqual([['role-mark', 0.9]]);
    expect(candidate).toMatchObject({ editable: false, adapter: undefined, root: document });
  });

  it.each([
    'assistant-message',
    'message-assistant',
    'ai-message',
    'bot-message',
    'chat-message-from-bot',
    'is-assistant',
  ])('a class counts only in a log or beside user turns: %s', (token) => {
    const message = `<div class="row ${token}">Three days.</div>`;
    expect(texts(message)).toEqual([]);
    expect(texts(`<main>${message}${message}</main>`)).toEqual([]);
    expect(texts(`<div role="log">${message}</div>`)).toEqual(['Three days.']);
    expect(texts(`<div aria-live="polite">${message}</div>`)).toEqual(['Three days.']);
    expect(texts(`${user}${message}`)).toEqual(['Three days.']);
    expect(texts(`<div class="user-message">And?</div>${message}`)).toEqual(['Three days.']);
  });

  it('a class is a whole token', () => {
    expect(texts(`${user}<div class="not-assistant-message my-ai-message-list">Three days.</div>`)).toEqual([]);
  });

  it('attribute and class add up', () => {
    const [candidate] = found(`${user}<div data-role="assistant" class="ai-message">Three days.</div>`);
    expect(candidate?.signals.map(({ weight }) => weight)).toEqual([0.9, 0.8]);
    expect(likelihoodOf(candidate?.signals ?? [])).toBeCloseTo(0.98);
  });
});

describe('user turns', () => {
  it.each([
    'data-message-author-role="user"',
    'data-message-role="user"',
    'data-author-role="user"',
    'data-role="human"',
    'data-testid="message-user"',
    'data-testid="user-message"',
    'data-content="user-message"',
    'class="user-message"',
    'class="human-message"',
    'class="is-user"',
  ])('are never passages: %s', (attribute) => {
    expect(texts(`<div ${attribute} ai-disclosure="ai-generated">Refund?</div>`)).toEqual([]);
    expect(texts(`<div ${attribute}><p data-role="assistant">quoted</p></div>`)).toEqual([]);
  });

  it('are never inside a passage: what holds one is a conversation', () => {
    const page = `<main ai-disclosure="ai-generated">${user}<div data-role="assistant">Three days.</div></main>`;
    expect(texts(page)).toEqual(['Three days.']);
  });

  it('of an adapter are negatives too', () => {
    const page = '<div class="ask" data-role="assistant">Refund?</div><div class="reply">Three days.</div>';
    const choices = { hostname: 'chat.example.com', adapters: [site] };
    expect(texts(page, choices)).toEqual(['Three days.']);
  });
});

describe('nested marks', () => {
  it('on the same text are one passage, the inner one, with the evidence of both', () => {
    const [candidate, ...others] = found(
      `${user}<article data-role="assistant"> <div class="ai-message">Three days.</div>\n</article>`,
    );
    expect(others).toEqual([]);
    expect(candidate?.element).toBe(the('.ai-message'));
    expect(candidate?.signals).toHaveLength(2);
  });

  it('of three on the same text leave the innermost with the evidence of all, whatever they are', () => {
    const [candidate, ...others] = found(
      `${user}<section ai-disclosure="ai-generated"><div data-role="assistant"><p class="ai-message">Three days.</p></div></section>`,
    );
    expect(others).toEqual([]);
    expect(candidate?.element).toBe(the('p'));
    expect(kindsOf(candidate)).toEqual(['disclosure', 'role-mark', 'role-mark']);
  });

  it('on a part and the whole are the whole message', () => {
    const [candidate, ...others] = found(
      `${user}<article data-role="assistant"><p class="ai-message">Three days.</p><p>Or five.</p></article>`,
    );
    expect(others).toEqual([]);
    expect(candidate?.element).toBe(the('article'));
    expect(candidate?.signals).toHaveLength(2);
  });

  it('on several messages and what holds them are the messages', () => {
    const messages = '<p data-role="assistant">One.</p><p data-role="assistant">Two.</p>';
    expect(texts(`<main data-role="assistant">${messages}</main>`)).toEqual(['One.', 'Two.']);
    expect(texts(`<main ai-disclosure="ai-generated"><h1>Chat</h1>${messages}</main>`)).toEqual(['One.', 'Two.']);
  });

  it('a list in a list is the messages too, with words around it or not', () => {
    const list = '<div data-role="assistant"><p data-role="assistant">One.</p><p data-role="assistant">Two.</p></div>';
    expect(texts(`<main ai-disclosure="ai-generated">${list}</main>`)).toEqual(['One.', 'Two.']);
    expect(texts(`<main ai-disclosure="ai-generated"><h1>Chat of today</h1>${list}</main>`)).toEqual(['One.', 'Two.']);
  });

  it('of an adapter and of others go by the adapter, which knows where the message is', () => {
    const choices = { hostname: 'chat.example.com', adapters: [site] };
    const [candidate, ...others] = found(
      '<article data-role="assistant"><p>Assistant said</p><div class="reply">Three days.</div></article>',
      choices,
    );
    expect(others).toEqual([]);
    expect(candidate?.element).toBe(the('.reply'));
    expect(kindsOf(candidate)).toEqual(['adapter', 'role-mark']);
  });
});

describe('disclosure', () => {
  it.each<[value: string, weight: number]>([
    ['ai-generated', 0.95],
    ['autonomous', 0.95],
    ['ai-assisted', 0.7],
    ['mixed', 0.7],
    [' AI-Generated ', 0.95],
  ])('of the value %j weighs %d', (value, weight) => {
    const [candidate] = found(`<section ai-disclosure="${value}">A summary.</section>`);
    expect(candidate?.signals.map((signal) => [signal.kind, signal.weight])).toEqual([['disclosure', weight]]);
  });

  it.each(['none', '', 'yes', 'constructor', '__proto__', 'toString'])('of the value %j says nothing', (value) => {
    expect(found(`<section ai-disclosure="${value}">A summary.</section>`)).toEqual([]);
  });
});

describe('editors', () => {
  it.each<[name: string, html: string, selector: string]>([
    [
      'a textarea',
      '<section ai-disclosure="ai-generated"><b>AI draft</b><textarea>Dear all</textarea></section>',
      'textarea',
    ],
    [
      'an empty textarea',
      '<section ai-disclosure="ai-generated"><b>AI draft</b><textarea></textarea></section>',
      'textarea',
    ],
    [
      'a contenteditable',
      '<section ai-disclosure="ai-generated"><b>AI draft</b><div><div contenteditable="true"><p>Dear</p></div></div></section>',
      '[contenteditable]',
    ],
    ['a bare contenteditable', '<div ai-disclosure="mixed"><p contenteditable>Dear</p></div>', 'p'],
    ['plain text only', '<div ai-disclosure="mixed"><p contenteditable="plaintext-only">Dear</p></div>', 'p'],
    ['itself', '<textarea ai-disclosure="ai-generated">Dear all</textarea>', 'textarea'],
    [
      'an editor with an editor in it',
      '<div ai-disclosure="mixed"><p contenteditable>a <b contenteditable="true">b</b></p></div>',
      'p',
    ],
  ])('inside a disclosed block: %s becomes the passage, and can be written to', (_name, html, selector) => {
    const [candidate, ...others] = found(html);
    expect(others).toEqual([]);
    expect(candidate?.element).toBe(the(selector));
    expect(candidate?.editable).toBe(true);
    expect(kindsOf(candidate)).toEqual(['disclosure']);
  });

  it('that are off are text', () => {
    const [candidate] = found('<div ai-disclosure="ai-generated"><p contenteditable="false">Dear</p></div>');
    expect([candidate?.element.localName, candidate?.editable]).toEqual(['div', false]);
  });

  it('several of them are no draft of one', () => {
    const [candidate] = found('<div ai-disclosure="ai-generated"><textarea>a</textarea><textarea>b</textarea></div>');
    expect([candidate?.element.localName, candidate?.editable]).toEqual(['div', false]);
  });

  it('a message with a field for feedback in it is the message', () => {
    const [candidate] = found(
      '<article data-role="assistant"><p>Refunds take three days.</p><textarea>Thanks</textarea></article>',
    );
    expect([candidate?.element.localName, candidate?.editable]).toEqual(['article', false]);
  });

  it('a message that stands in an editor is the editor', () => {
    const [candidate] = found(
      '<article data-role="assistant"><i>Draft</i><div contenteditable="true">Refunds take three days.</div></article>',
    );
    expect([candidate?.element.localName, candidate?.editable]).toEqual(['div', true]);
  });
});

describe('adapters', () => {
  const page = '<div class="ask">Refund?</div><div class="reply">Three days.</div>';

  it.each<[hostname: string, passages: number]>([
    ['chat.example.com', 1],
    ['eu.chat.example.com', 1],
    ['example.com', 0],
    ['evilchat.example.com', 0],
    ['chat.example.com.evil.example', 0],
  ])('speak of their hosts and what is below them: %s', (hostname, passages) => {
    expect(found(page, { hostname, adapters: [site] })).toHaveLength(passages);
  });

  it('are named with their version, and go with the passage', () => {
    const [candidate] = found(page, { hostname: 'chat.example.com', adapters: [site] });
    expect(candidate?.adapter).toBe(site);
    expect(candidate?.signals).toEqual([{ kind: 'adapter', detail: 'the site adapter A Site 1.2.3', weight: 0.98 }]);
  });
});

describe('open shadow roots', () => {
  const kit: SiteAdapter = { ...site, id: 'kit', hosts: [], kit: 'chat-kit' };

  it('are looked into', () => {
    showPage('<x-card></x-card>');
    const root = addShadow(the('x-card'), '<p data-role="assistant">Three days.</p>');
    const [candidate] = findPassages(searchOf());
    expect(candidate?.root).toBe(root);
    expect(candidate?.element).toBe(the('p', root));
  });

  it('in open shadow roots too', () => {
    showPage('<x-outer></x-outer>');
    const outer = addShadow(the('x-outer'), '<x-inner></x-inner>');
    addShadow(the('x-inner', outer), '<p data-role="assistant">Three days.</p>');
    expect(textsOf(findPassages(searchOf()))).toEqual(['Three days.']);
  });

  it('that are closed are not', () => {
    showPage('<x-card></x-card>');
    addShadow(the('x-card'), '<p data-role="assistant">Three days.</p>', 'closed');
    expect(findPassages(searchOf())).toEqual([]);
  });

  it('of our own are not', () => {
    showPage('<x-ours></x-ours>');
    addShadow(the('x-ours'), '<p data-role="assistant">Three days.</p>');
    const isOurs = (element: Element): boolean => element.localName === 'x-ours';
    expect(findPassages(searchOf({ isOurs }))).toEqual([]);
  });

  it('of a chat kit are read by its adapter on any host', () => {
    showPage('<main><chat-kit></chat-kit></main>');
    addShadow(the('chat-kit'), '<div class="ask">Refund?</div><div class="reply">Three days.</div>');
    const [candidate, ...others] = findPassages(searchOf({ adapters: [kit] }));
    expect(others).toEqual([]);
    expect(candidate?.adapter).toBe(kit);
    expect(candidate?.element.textContent).toBe('Three days.');
  });

  it('of something else are not read by a kit’s adapter: its class names are its own business', () => {
    showPage('<x-other></x-other><chat-kit></chat-kit>');
    addShadow(the('x-other'), '<div class="reply">a comment</div>');
    expect(findPassages(searchOf({ adapters: [kit] }))).toEqual([]);
  });

  it('a class in one counts when the log is outside', () => {
    showPage('<div role="log"><x-message></x-message></div>');
    addShadow(the('x-message'), '<p class="bot-message">Three days.</p>');
    expect(textsOf(findPassages(searchOf()))).toEqual(['Three days.']);
  });
});

describe('the order of passages', () => {
  it('is that of the page, whatever the evidence for each', () => {
    const page = `${user}<p ai-disclosure="ai-generated">one</p><p class="ai-message">two</p><p data-role="assistant">three</p>
      <p class="reply">four</p><p ai-disclosure="mixed">five</p>`;
    const choices = { hostname: 'chat.example.com', adapters: [site] };
    expect(texts(page, choices)).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('has what is in a shadow root where its host stands', () => {
    showPage('<p data-role="assistant">one</p><x-card></x-card><p data-role="assistant">three</p>');
    addShadow(the('x-card'), '<p data-role="assistant">two</p>');
    expect(textsOf(findPassages(searchOf()))).toEqual(['one', 'two', 'three']);
  });
});

describe('pages without LLM text', () => {
  it.each<[name: string, html: string]>([
    [
      'a chat between people',
      `<div role="log" aria-live="polite">
        <div class="message from-me">Shall we meet?</div>
        <div class="message from-them" data-author="Ann">Yes, at five. I asked the assistant to book a room.</div>
      </div>`,
    ],
    [
      'a team chat with a bot among its members',
      `<ol class="messages"><li class="message" data-user="U1">Deploy please</li>
        <li class="message bot" data-user="B1"><b>deploybot</b> Deployed 4 services.</li></ol>`,
    ],
    [
      'documentation about assistants',
      `<main><h1>Assistant messages</h1><p>Set <code>data-message-author-role="assistant"</code> on each message.</p>
        <pre class="language-html">&lt;div class="ai-message"&gt;Hello&lt;/div&gt;</pre>
        <p>An AI assistant may say that it is a large language model.</p></main>`,
    ],
    [
      'a build log',
      `<pre role="region" aria-label="log">[assistant] starting\n[ai-message] ok\nrole=assistant</pre>
        <table><tr><td>bot-message</td><td>delivered</td></tr></table>`,
    ],
    [
      'comments',
      `<section id="comments"><article class="comment"><h3>Bo</h3><p>As an AI language model I can’t…, says my phone.</p></article>
        <article class="comment is-op"><h3>Ann</h3><p>Sounds like ChatGPT.</p></article></section>`,
    ],
    [
      'an article on the disclosure of AI',
      '<article><p>Pages may carry an <em>ai-disclosure</em> attribute.</p><p ai-disclosure="none">By a person.</p></article>',
    ],
    [
      'a jQuery Mobile page',
      '<div data-role="page"><div data-role="header">Home</div><a data-role="button">OK</a></div>',
    ],
    [
      'an e-mail client',
      '<div class="mail"><div contenteditable="true">Dear Ann,</div><textarea>notes</textarea></div>',
    ],
    ['an empty page', ''],
  ])('%s has none', (_name, html) => {
    expect(found(html, { adapters: builtInAdapters })).toEqual([]);
  });
});
