// @vitest-environment jsdom
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversationIdOf } from './adapter-match.ts';
import { builtInAdapters } from './adapters.ts';
import { findPassages } from './find-passages.ts';
import { foundPassage, viewOf } from './read-passage.ts';
import { siteAdapterSchema } from './site-adapter.ts';
import { addShadow, searchOf, showPage, the } from './testing/page.ts';

/** A page as the application draws it, and what its adapter must find there. */
type SelfTest = {
  readonly hostname: string;
  readonly show: () => void;
  readonly passages: readonly string[];
  readonly messageIds: readonly (string | undefined)[];
  /** For each passage the words of the user it answers. */
  readonly requests: readonly (string | undefined)[];
  /** The address of the conversation `c1`, where the application has one of its own. */
  readonly path?: string;
  /** Does to the page what the application does while it streams, where it is known. */
  readonly stream?: () => void;
};

function append(html: string): void {
  document.body.insertAdjacentHTML('beforeend', html);
}

const selfTests: Readonly<Record<string, SelfTest>> = {
  chatgpt: {
    hostname: 'chatgpt.com',
    show: () =>
      showPage(`<main><div role="presentation">
        <article data-testid="conversation-turn-1" data-turn="user"><h5 class="sr-only">You said:</h5>
          <div data-message-author-role="user" data-message-id="u1"><div class="whitespace-pre-wrap">Refund?</div></div></article>
        <article data-testid="conversation-turn-2" data-turn="assistant"><h6 class="sr-only">ChatGPT said:</h6>
          <div data-message-author-role="assistant" data-message-id="a1" data-message-model-slug="gpt-5">
            <div data-testid="thinking-block">Let me think.</div>
            <div class="markdown prose"><p>Three days.</p><p>Or <strong>five</strong>.</p></div></div>
          <div class="flex"><button aria-label="Copy">Copy</button><button aria-label="Good response">Good</button></div></article>
        <article data-testid="conversation-turn-3" data-turn="user">
          <div data-message-author-role="user" data-message-id="u2">And then?</div></article>
        <article data-testid="conversation-turn-4" data-turn="assistant">
          <div data-message-author-role="assistant" data-message-id="a2"><div class="markdown"><p>Done.</p></div></div></article>
      </div></main>`),
    passages: ['Three days.\nOr five.', 'Done.'],
    messageIds: ['a1', 'a2'],
    requests: ['Refund?', 'And then?'],
    path: '/c/c1',
    stream: () => append('<button data-testid="stop-button"></button>'),
  },
  claude: {
    hostname: 'claude.ai',
    show: () =>
      showPage(`<div class="flex-1 flex flex-col">
        <div class="mb-1"><div data-user-message-bubble="true"><div data-testid="user-message" class="font-user-message"><p>Refund?</p></div></div></div>
        <div data-is-streaming="false" class="group relative pb-3"><div class="font-claude-response relative leading-7">
          <div class="thinking-summary">Weighing options</div>
          <div class="standard-markdown"><p class="font-claude-response-body">Three days.</p><p class="font-claude-response-body">Or five.</p></div>
          <button>Retry</button></div></div>
        <div data-is-streaming="false"><div class="font-claude-message"><p>Done.</p></div></div>
      </div>`),
    passages: ['Three days.\nOr five.', 'Done.'],
    messageIds: [undefined, undefined],
    requests: ['Refund?', 'Refund?'],
    path: '/chat/c1',
    stream: () => the('[data-is-streaming]').setAttribute('data-is-streaming', 'true'),
  },
  gemini: {
    hostname: 'gemini.google.com',
    show: () =>
      showPage(`<chat-window><div class="conversation-container">
        <user-query><user-query-content><div class="query-content"><span class="cdk-visually-hidden">You said</span>
          <div class="query-text" role="heading"><p>Refund?</p></div></div></user-query-content></user-query>
        <model-response><h6 class="cdk-visually-hidden">Gemini said</h6>
          <model-thoughts><button>Show thinking</button><message-content id="t1"><p>Let me think.</p></message-content></model-thoughts>
          <div class="thoughts-container"><message-content id="t2"><p>Let me look.</p></message-content></div>
          <message-content id="m1"><div class="markdown" aria-busy="false" aria-live="polite"><p>Three <b>days</b>.<source-footnote>1</source-footnote></p>
            <code-block><div class="code-block-decoration">Bash<button>Copy</button></div><pre><code>date +3</code></pre></code-block>
            <sources-carousel-inline>shop.example</sources-carousel-inline>
            <immersive-entry-chip>Report<span>Jan 5, 9:50</span></immersive-entry-chip></div></message-content>
          <sources-list>shop.example</sources-list></model-response>
      </div></chat-window>`),
    passages: ['Three days.\ndate +3'],
    messageIds: ['m1'],
    requests: ['Refund?'],
    path: '/app/c1',
    stream: () => the('#m1 .markdown').setAttribute('aria-busy', 'true'),
  },
  perplexity: {
    hostname: 'www.perplexity.ai',
    show: () =>
      showPage(`<main><div role="tabpanel"><h1 class="group/query"><span>Refund?</span></h1>
        <div class="steps">Searching the shop</div>
        <div id="markdown-content-0"><div class="prose"><p>Three days.<span class="citation inline" data-pplx-citation-url="https://shop.example"><a>shop</a></span></p>
          <pre><div data-testid="code-language-indicator">bash</div><code>date +3</code></pre></div></div></div>
        <div role="tabpanel"><h1 class="group/query"><span>And then?</span></h1>
        <div id="markdown-content-1"><div class="prose"><p>Done.</p></div></div></div></main>`),
    passages: ['Three days.\ndate +3', 'Done.'],
    messageIds: [undefined, undefined],
    requests: ['Refund?', 'And then?'],
    path: '/search/c1',
    stream: () => append('<button data-testid="stop-generating-response-button"></button>'),
  },
  grok: {
    hostname: 'grok.com',
    show: () =>
      showPage(`<main><div id="last-reply-container">
        <div id="response-u1" class="group flex items-end"><div class="message-bubble"><div class="response-content-markdown markdown"><p>Refund?</p></div></div></div>
        <div id="response-a1" class="group flex items-start">
          <div class="thinking-container"><div class="response-content-markdown"><p>Let me think.</p></div></div>
          <div class="message-bubble"><div class="response-content-markdown markdown"><div class="thinking-container">Thought for 3s</div><p>Three days.</p></div></div>
          <div class="action-buttons"><button>Copy</button>2.1s</div></div>
      </div></main>`),
    passages: ['Three days.'],
    messageIds: ['response-a1'],
    requests: ['Refund?'],
    path: '/c/c1',
    stream: () => append('<button aria-label="Stop model response"></button>'),
  },
  mistral: {
    hostname: 'chat.mistral.ai',
    show: () =>
      showPage(`<main><div data-testid="conversation-layout">
        <div data-message-author-role="user" data-message-id="u1"><div>Refund?</div><div class="text-hint">1:03pm</div></div>
        <div data-message-author-role="assistant" data-message-id="a1">
          <div><button aria-controls="collapsible-content-1">Worked for 3s</button>
            <div id="collapsible-content-1" role="region"><span>Thought for 3s</span><div data-message-part-type="reasoning"><p>Let me think.</p></div></div></div>
          <div data-message-part-type="reasoning"><p>Let me look.</p></div>
          <div data-message-part-type="answer" data-testid="text-message-part"><p>Three days.</p></div>
          <div data-message-part-type="answer" data-testid="text-message-part"><p>Or five.</p></div>
          <div><div class="text-hint text-sm">1:04pm</div><button aria-label="Like">Like</button></div></div>
      </div></main>`),
    passages: ['Three days.\nOr five.'],
    messageIds: ['a1'],
    requests: ['Refund?\n1:03pm'],
    path: '/chat/c1',
  },
  qwen: {
    hostname: 'chat.qwen.ai',
    show: () =>
      showPage(`<main><div id="chat-message-container">
        <div class="qwen-chat-message qwen-chat-message-user" id="qwen-chat-message-user-u1"><div class="user-message-content">Refund?</div></div>
        <div class="qwen-chat-message qwen-chat-message-assistant" id="qwen-chat-message-assistant-a1"><div class="chat-response-message" id="chat-response-message-a1">
          <div class="qwen-chat-thinking-tool-status-card-wraper">Thought completed</div>
          <div class="response-message-content phase-answer"><div class="qwen-chat-thinking-status-card">Thought for 3s</div>
            <div class="qwen-markdown"><div class="qwen-markdown-paragraph">Three days.</div>
            <pre class="qwen-markdown-code"><div class="qwen-markdown-code-header-wrapper"><div>bash</div></div><div class="qwen-markdown-code-body">date +3</div></pre></div></div>
          <div class="response-message-footer">+38</div></div></div>
      </div></main>`),
    passages: ['Three days.\ndate +3'],
    messageIds: ['chat-response-message-a1'],
    requests: ['Refund?'],
    path: '/c/c1',
    stream: () => append('<button><i class="icon-StopIcon"></i></button>'),
  },
  lumo: {
    hostname: 'lumo.proton.me',
    show: () =>
      showPage(`<main><div class="lumo-message-chain">
        <div class="lumo-chat-item" data-message-role="user" data-message-id="u1"><div class="user-msg-container"><div class="progressive-markdown-content"><p>Refund?</p></div></div></div>
        <div class="lumo-chat-item" data-message-role="assistant" data-message-id="a1"><div class="assistant-msg-container">
          <div class="thinking-path"><button>Thought for 3s</button><div class="progressive-markdown-content"><p>Let me think.</p></div></div>
          <div class="progressive-markdown-content markdown-rendering"><div><p>Three days.</p></div></div>
          <div class="toolbar"><button>Copy</button>Report an issue</div></div></div>
      </div></main>`),
    passages: ['Three days.'],
    messageIds: ['a1'],
    requests: ['Refund?'],
    path: '/c/c1',
  },
  copilot: {
    hostname: 'copilot.microsoft.com',
    show: () =>
      showPage(`<main><div data-content="conversation" aria-labelledby="title">
        <div role="article"><h2 class="sr-only">You said</h2><div data-content="user-message">Refund?</div></div>
        <div data-content="ai-message" role="article"><div><h2 class="sr-only" aria-label="Copilot said">Copilot said</h2><span class="sr-only">Answer</span></div>
          <div class="group/ai-message-item"><p><span>Three days.</span></p></div><div><button>Copy message</button></div></div>
      </div></main>`),
    passages: ['Three days.'],
    messageIds: [undefined],
    requests: ['Refund?'],
    path: '/chats/c1',
    stream: () => append('<button data-testid="stop-button"></button>'),
  },
  'google-ai-mode': {
    hostname: 'www.google.com',
    show: () =>
      showPage(`<div data-container-id="main-col"><a href="https://shop.example"><h3>A result</h3></a></div>
        <div data-xid="aim-mars-turn-root"><div data-scope-id="turn"><h2>Refund?</h2><div data-subtree="aimc">
          <div data-container-id="main-col"><div>Three days.<span data-subtree="aimba">shop.example</span></div>
            <div role="heading" aria-level="3">Or five</div></div>
          <div data-container-id="rhs-col"><div role="heading">3 sites</div></div></div>
          <div data-subtree="dfa">AI can make mistakes</div></div></div>`),
    passages: ['Three days.\nOr five'],
    messageIds: [undefined],
    requests: ['Refund?'],
  },
  'deep-chat': {
    hostname: 'shop.example',
    show: () => {
      showPage('<main><h1>Help</h1><deep-chat></deep-chat></main>');
      addShadow(
        the('deep-chat'),
        `<div id="container"><div id="messages">
          <div class="outer-message-container deep-chat-outer-container-role-ai"><div class="inner-message-container">
            <div class="avatar">A</div><div class="message-bubble ai-message-text"><p>Hello.</p></div><div class="name">Bot</div></div></div>
          <div class="outer-message-container deep-chat-outer-container-role-user"><div class="inner-message-container">
            <div class="message-bubble user-message-text"><p>Refund?</p></div></div></div>
          <div class="outer-message-container deep-chat-outer-container-role-ai"><div class="inner-message-container">
            <div class="message-bubble ai-message-text"><p>Three days.</p></div></div></div>
        </div></div>`,
      );
    },
    passages: ['Hello.', 'Three days.'],
    messageIds: [undefined, undefined],
    requests: [undefined, 'Refund?'],
  },
};

describe('the adapters that ship', () => {
  it('are all the files beside them', () => {
    const files = readdirSync(join(import.meta.dirname, 'adapters')).filter((name) => name.endsWith('.json'));
    expect(builtInAdapters.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
  });

  it('have ids of their own, and a self-test each', () => {
    expect(Object.keys(selfTests).sort()).toEqual(builtInAdapters.map(({ id }) => id).sort());
  });

  it.each(builtInAdapters.map((adapter) => [adapter.id, adapter] as const))('%s is an adapter', (_id, adapter) => {
    expect(siteAdapterSchema.parse(adapter)).toEqual(adapter);
  });

  it.each(builtInAdapters.map((adapter) => [adapter.id, adapter] as const))(
    '%s has valid selectors',
    (_id, adapter) => {
      const { passage, userTurn, streaming, kit, exclude = [] } = adapter;
      for (const selector of [passage, userTurn, streaming, kit, ...exclude]) {
        if (selector !== undefined) expect(() => document.querySelector(selector)).not.toThrow();
      }
    },
  );

  it.each(Object.entries(selfTests))('%s finds the messages of its self-test page, and nothing else', (id, test) => {
    test.show();
    const candidates = findPassages(searchOf({ hostname: test.hostname, adapters: builtInAdapters }));
    const views = candidates.map((candidate) => viewOf(candidate, () => false));
    expect(views.map(({ text }) => text)).toEqual(test.passages);
    expect(candidates.map(({ adapter }) => adapter?.id)).toEqual(test.passages.map(() => id));
    const passages = candidates.map((candidate, index) => {
      const view = views[index];
      if (view === undefined) throw new Error('a candidate was not read');
      return foundPassage(candidate, view, { document, all: candidates, occurrence: 0 });
    });
    expect(passages.map(({ messageId }) => messageId)).toEqual(test.messageIds);
    expect(passages.map(({ context }) => context.request)).toEqual(test.requests);
  });

  it.each(builtInAdapters.map((adapter) => [adapter.id, adapter] as const))(
    '%s reads the conversation’s id',
    (id, adapter) => {
      const path = selfTests[id]?.path;
      expect(adapter.conversationPrefix === undefined).toBe(path === undefined);
      expect(conversationIdOf(adapter, path ?? '/elsewhere/c1')).toBe(path === undefined ? '' : 'c1');
    },
  );

  it.each(builtInAdapters.map((adapter) => [adapter.id, adapter] as const))(
    '%s tells a page that streams from one at rest',
    (id, { streaming }) => {
      const test = selfTests[id];
      expect(streaming === undefined).toBe(test?.stream === undefined);
      if (streaming === undefined) return;
      test?.show();
      expect(document.querySelector(streaming)).toBeNull();
      test?.stream?.();
      expect(document.querySelector(streaming)).not.toBeNull();
    },
  );

  it.each(Object.entries(selfTests))('%s finds nothing by itself on a page of another kind', (id) => {
    showPage(
      '<main><article class="markdown prose"><p>An article.</p></article><div class="message-bubble">Hi</div></main>',
    );
    const adapters = builtInAdapters.filter((adapter) => adapter.id === id);
    const hostname = adapters[0]?.hosts[0] ?? 'shop.example';
    expect(findPassages(searchOf({ hostname, adapters }))).toEqual([]);
  });
});
