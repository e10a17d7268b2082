// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { builtInAdapters } from './adapters.ts';
import { type SentinelOptions, watchForSigns } from './sentinel.ts';
import { addShadow, showPage, the } from './testing/page.ts';

let life = new AbortController();

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

/** Starts a sentinel on the page as it is and counts its signs. */
function watched(choices: Partial<SentinelOptions> = {}): { readonly signs: number } {
  const seen = { signs: 0 };
  const options = { document, hostname: 'app.example.com', adapters: builtInAdapters, signal: life.signal, ...choices };
  watchForSigns(options, () => {
    seen.signs += 1;
  });
  return seen;
}

const sign = '<p data-role="assistant">Three days.</p>';
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('a sign that is there', () => {
  it.each([
    sign,
    '<div class="ai-message">A class is enough to look closer.</div>',
    '<section ai-disclosure="ai-generated">A summary.</section>',
    '<div class="deep-chat-outer-container-role-ai"><div class="message-bubble">Hello.</div></div>',
  ])('is told of at once, and once: %s', async (html) => {
    showPage(html);
    const seen = watched();
    expect(seen.signs).toBe(1);
    document.body.insertAdjacentHTML('beforeend', sign);
    await pass(20_000);
    expect(seen.signs).toBe(1);
  });

  it('is rested after: nothing is watched and no timer is left', async () => {
    showPage(sign);
    watched();
    expect(vi.getTimerCount()).toBe(0);
    document.body.insertAdjacentHTML('beforeend', '<p>more</p>');
    await pass(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[hostname: string, signs: number]>([
    ['claude.ai', 1],
    ['app.example.com', 0],
  ])('may be one of a site’s adapter: on %s %i', (hostname, signs) => {
    showPage('<div class="font-claude-response">Three days.</div>');
    expect(watched({ hostname }).signs).toBe(signs);
  });

  it('may stand in an open shadow root, and in one within it', () => {
    showPage('<x-outer></x-outer>');
    const outer = addShadow(the('x-outer'), '<x-inner></x-inner>');
    addShadow(the('x-inner', outer), sign);
    expect(watched().signs).toBe(1);
  });
});

describe('a sign that comes later', () => {
  it('is told of within a second', async () => {
    showPage('<main></main>');
    const seen = watched();
    await pass(60_000);
    the('main').innerHTML = sign;
    await pass(1_000);
    expect(seen.signs).toBe(1);
  });

  it('is told of when it comes to a shadow root that is watched', async () => {
    showPage('<x-chat></x-chat>');
    const root = addShadow(the('x-chat'), '<div id="log"></div>');
    const seen = watched();
    await pass(60_000);
    the('#log', root).innerHTML = sign;
    await pass(1_000);
    expect(seen.signs).toBe(1);
  });

  it('is told of when it comes to a shadow root that was inserted meanwhile', async () => {
    showPage('<main></main>');
    const seen = watched();
    await pass(60_000);
    the('main').innerHTML = '<x-chat></x-chat>';
    const root = addShadow(the('x-chat'), '<div id="log"></div>');
    await pass(1_000);
    the('#log', root).innerHTML = sign;
    await pass(1_000);
    expect(seen.signs).toBe(1);
  });

  it.each([100, 500, 2_000, 7_000])(
    'is told of in a host that is upgraded %i ms late, which no mutation tells',
    async (ms) => {
      showPage('<x-chat></x-chat>');
      const seen = watched();
      await pass(ms);
      addShadow(the('x-chat'), sign);
      expect(seen.signs).toBe(0);
      await pass(8_000);
      expect(seen.signs).toBe(1);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('costs one timer however much the page changes', async () => {
    showPage('<main></main>');
    watched();
    await pass(60_000);
    for (let step = 0; step < 50; step += 1) {
      the('main').append(`${step} `);
      await pass(1);
    }
    expect(vi.getTimerCount()).toBe(1);
  });
});

describe('a page without a sign', () => {
  it('is left with an observer and no timer', async () => {
    showPage('<main><h1>News</h1><p>Assistants are in the news.</p></main>');
    const seen = watched();
    await pass(60_000);
    expect([seen.signs, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('the end', () => {
  it('stops everything and leaves no timer, whatever was about to happen', async () => {
    showPage('<main></main>');
    const seen = watched();
    await pass(100);
    the('main').append('one');
    await pass(250);
    the('main').append('two');
    await pass(50);
    life.abort();
    expect(vi.getTimerCount()).toBe(0);
    the('main').innerHTML = sign;
    await pass(20_000);
    expect(seen.signs).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may come before the start', async () => {
    showPage(sign);
    life.abort();
    const seen = watched();
    await pass(20_000);
    expect([seen.signs, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
