// @vitest-environment jsdom
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
};

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
    expect(passages.map(({ context }) => context.request)).not.toContain('Three days.');
  });

  it.each(Object.entries(selfTests))('%s finds nothing by itself on a page of another kind', (id) => {
    showPage(
      '<main><article class="markdown prose"><p>An article.</p></article><div class="message-bubble">Hi</div></main>',
    );
    const adapters = builtInAdapters.filter((adapter) => adapter.id === id);
    const hostname = adapters[0]?.hosts[0] ?? 'shop.example';
    expect(findPassages(searchOf({ hostname, adapters }))).toEqual([]);
  });
});
