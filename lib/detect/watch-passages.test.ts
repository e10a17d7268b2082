// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Candidate } from './find-passages.ts';
import type { SiteAdapter } from './site-adapter.ts';
import { addShadow, searchOf, showPage, the } from './testing/page.ts';
import { type PassageListener, type WatchOptions, watchPassages } from './watch-passages.ts';

let life = new AbortController();

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

type Watched = { readonly events: string[]; readonly roots: Node[]; looks: number; readonly look: () => void };

const textOf = ({ element }: Candidate): string =>
  element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? '');

/** Watches the page as it is and writes down what is told: `settled`, `changed` and `gone` with the text or the id. */
function watch(choices: Partial<WatchOptions> = {}, more: Partial<PassageListener> = {}): Watched {
  const watched = { events: [] as string[], roots: [] as Node[], looks: 0, look: (): void => undefined };
  const options = { ...searchOf(), signal: life.signal, now: Date.now, ...choices };
  watched.look = watchPassages(options, {
    onSettled: (candidate) => watched.events.push(`settled ${textOf(candidate)}`),
    onChanged: (candidate) => watched.events.push(`changed ${textOf(candidate)}`),
    onGone: (element) => watched.events.push(`gone ${element.id}`),
    onLooked: () => {
      watched.looks += 1;
    },
    onRoot: (root) => watched.roots.push(root),
    ...more,
  });
  return watched;
}

const message = (id: string, text: string): string => `<p id="${id}" data-role="assistant">${text}</p>`;
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('coming to rest', () => {
  it('is told of once, after 600 to 800 ms of quiet', async () => {
    showPage(message('a', 'Three days.'));
    const { events } = watch();
    await pass(599);
    expect(events).toEqual([]);
    await pass(201);
    expect(events).toEqual(['settled Three days.']);
    await pass(20_000);
    expect(events).toEqual(['settled Three days.']);
  });

  it('waits for text that still grows, and is told of once with all of it', async () => {
    showPage(message('a', ''));
    const { events } = watch();
    for (let word = 0; word < 40; word += 1) {
      the('#a').append(`${word} `);
      await pass(100);
    }
    expect(events).toEqual([]);
    await pass(800);
    expect(events).toEqual([`settled ${Array.from({ length: 40 }, (_, word) => `${word} `).join('')}`]);
  });

  it('waits for characters too that are changed in place', async () => {
    showPage(message('a', 'One'));
    const { events } = watch();
    const node = the('#a').firstChild as Text;
    for (const text of ['One two', 'One two three', 'One two three four']) {
      await pass(400);
      node.data = text;
    }
    await pass(400);
    expect(events).toEqual([]);
    await pass(600);
    expect(events).toEqual(['settled One two three four']);
  });

  it('is not told of a message that says nothing yet', async () => {
    showPage(message('a', ' \n'));
    const { events } = watch();
    await pass(20_000);
    expect(events).toEqual([]);
    the('#a').textContent = 'Three days.';
    await pass(1_000);
    expect(events).toEqual(['settled Three days.']);
  });

  it('is told of each message by itself', async () => {
    showPage(message('a', 'One.'));
    const { events } = watch();
    await pass(500);
    document.body.insertAdjacentHTML('beforeend', message('b', 'Two.'));
    await pass(300);
    expect(events).toEqual(['settled One.']);
    await pass(1_000);
    expect(events).toEqual(['settled One.', 'settled Two.']);
  });

  it('is told of messages of one moment in the order of the page', async () => {
    showPage(`${message('a', 'One.')}<p ai-disclosure="ai-generated">Two.</p>${message('c', 'Three.')}`);
    const { events } = watch();
    await pass(1_000);
    expect(events).toEqual(['settled One.', 'settled Two.', 'settled Three.']);
  });
});

describe('a site that says when it streams', () => {
  const adapter: SiteAdapter = {
    schema: 'adapter/1',
    id: 'site',
    version: '1.0.0',
    name: 'Site',
    hosts: ['app.example.com'],
    passage: '.reply',
    streaming: '.busy, [data-streaming=true]',
  };

  it.each<[name: string, html: string, end: () => void]>([
    ['on the message', '<p class="reply busy">Three</p>', () => the('.reply').classList.remove('busy')],
    ['in it', '<p class="reply">Three<i class="busy"></i></p>', () => the('.busy').remove()],
    [
      'around it',
      '<div data-streaming="true"><p class="reply">Three</p></div>',
      () => the('div').setAttribute('data-streaming', 'false'),
    ],
    [
      'beside the last message',
      '<p class="reply">Three</p><button class="busy">Stop</button>',
      () => the('.busy').remove(),
    ],
  ])('is waited for: %s', async (_name, html, end) => {
    showPage(html);
    const { events } = watch({ adapters: [adapter] });
    await pass(30_000);
    expect(events).toEqual([]);
    end();
    await pass(1_500);
    expect(events).toEqual(['settled Three']);
    await pass(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('beside the last message means that one and no other', async () => {
    showPage('<p class="reply">One</p><p class="reply">Two</p><button class="busy">Stop</button>');
    const { events } = watch({ adapters: [adapter] });
    await pass(5_000);
    expect(events).toEqual(['settled One']);
  });
});

describe('a message that has settled', () => {
  async function settledPage(
    html = message('a', 'Three <b>days</b>.'),
    choices: Partial<WatchOptions> = {},
  ): Promise<Watched> {
    showPage(html);
    const watched = watch(choices);
    await pass(20_000);
    watched.events.length = 0;
    return watched;
  }

  it('is told of when its text has changed and come to rest again', async () => {
    const { events } = await settledPage();
    the('b').textContent = 'weeks';
    await pass(500);
    expect(events).toEqual([]);
    await pass(500);
    expect(events).toEqual(['changed Three weeks.']);
    await pass(20_000);
    expect(events).toHaveLength(1);
  });

  it('is told of when its nodes were replaced under the same text: what was painted on them is gone', async () => {
    const { events } = await settledPage();
    the('#a').innerHTML = 'Three <b>days</b>.';
    await pass(1_000);
    expect(events).toEqual(['changed Three days.']);
  });

  it('is not told of when something else changed', async () => {
    const { events } = await settledPage(`${message('a', 'Three days.')}<aside></aside>`);
    the('aside').innerHTML = '<p>an advertisement</p>';
    await pass(20_000);
    expect(events).toEqual([]);
  });

  it('is told of as gone and as a new one when the page put another element in its place', async () => {
    const { events } = await settledPage();
    document.body.innerHTML = message('b', 'Three days.');
    await pass(1_000);
    expect(events).toEqual(['gone a', 'settled Three days.']);
  });

  it('is told of when it left, and again when it comes back', async () => {
    const { events } = await settledPage();
    const element = the('#a');
    element.remove();
    await pass(500);
    expect(events).toEqual(['gone a']);
    document.body.append(element);
    await pass(1_000);
    expect(events).toEqual(['gone a', 'settled Three days.']);
  });

  it('stays when it was only moved', async () => {
    const { events } = await settledPage(`${message('a', 'Three days.')}<main></main>`);
    the('main').append(the('#a'));
    await pass(20_000);
    expect(events).toEqual([]);
  });

  it('is told of as gone when it turns out to be a user’s', async () => {
    const { events } = await settledPage();
    the('#a').setAttribute('data-testid', 'user-message');
    document.body.append('look');
    await pass(1_000);
    expect(events).toEqual(['gone a']);
  });
});

describe('shadow roots', () => {
  it('are watched, and told of once each, the document first', async () => {
    showPage('<x-chat></x-chat>');
    const root = addShadow(the('x-chat'), message('a', 'One.'));
    const { events, roots } = watch();
    await pass(20_000);
    expect(roots).toEqual([document, root]);
    the('#a', root).textContent = 'Two.';
    await pass(1_000);
    expect(events).toEqual(['settled One.', 'changed Two.']);
  });

  it('that come later are watched too', async () => {
    showPage('<main></main>');
    const { events, roots } = watch();
    await pass(20_000);
    the('main').innerHTML = '<x-chat></x-chat>';
    const root = addShadow(the('x-chat'), '');
    await pass(1_000);
    root.innerHTML = message('a', 'One.');
    await pass(1_000);
    expect(events).toEqual(['settled One.']);
    expect(roots).toEqual([document, root]);
  });

  it.each([100, 900, 2_500, 7_000])('of a host that is upgraded %i ms late are found', async (ms) => {
    showPage('<x-chat></x-chat>');
    const { events } = watch();
    await pass(ms);
    addShadow(the('x-chat'), message('a', 'One.'));
    await pass(8_000);
    expect(events).toEqual(['settled One.']);
  });
});

describe('looking', () => {
  it('ends: while nothing changes there is no timer', async () => {
    showPage(`${message('a', 'Three days.')}<x-never></x-never>`);
    watch();
    await pass(20_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits as long as there is to wait for', async () => {
    showPage(`${message('a', 'One.')}${message('b', 'Two.')}`);
    const watched = watch();
    await pass(250);
    expect(watched.looks).toBe(1);
    await pass(10_000);
    // The start, the four looks for late upgrades, and the one when the text has come to rest.
    expect(watched.looks).toBeLessThanOrEqual(6);
  });

  it('happens at most every 150 ms while the page changes', async () => {
    showPage('<main></main>');
    const watched = watch();
    await pass(20_000);
    watched.looks = 0;
    for (let step = 0; step < 100; step += 1) {
      the('main').append('x');
      await pass(15);
    }
    expect(watched.looks).toBeGreaterThan(0);
    expect(watched.looks).toBeLessThanOrEqual(10);
  });

  it('does not happen for what changes in our own host', async () => {
    showPage('<x-ours></x-ours><p></p>');
    const isOurs = (element: Element): boolean => element.localName === 'x-ours';
    const watched = watch({ isOurs });
    await pass(20_000);
    watched.looks = 0;
    the('x-ours').append(document.createElement('i'));
    the('x-ours').textContent = 'card';
    await pass(1_000);
    expect(watched.looks).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never finds our own interface', async () => {
    showPage('<x-ours></x-ours>');
    addShadow(the('x-ours'), message('a', 'Three days.'));
    const { events, roots } = watch({ isOurs: (element) => element.localName === 'x-ours' });
    await pass(20_000);
    expect(events).toEqual([]);
    expect(roots).toEqual([document]);
  });

  it('can be asked for, and takes no more timers for it', async () => {
    showPage(message('a', 'Three days.'));
    const watched = watch();
    await pass(100);
    const timers = vi.getTimerCount();
    watched.look();
    watched.look();
    expect(vi.getTimerCount()).toBe(timers);
    await pass(700);
    expect(watched.events).toEqual(['settled Three days.']);
  });

  it('adds up what finding took', async () => {
    showPage(message('a', 'Three days.'));
    const timing = { detectMs: 0 };
    let at = 0;
    const watched = watch({
      timing,
      now: () => {
        at += 5;
        return at;
      },
    });
    watched.look();
    expect(timing.detectMs).toBe(10);
  });
});

describe('a draft in a text control', () => {
  it('is read by its value', async () => {
    showPage('<section ai-disclosure="ai-generated"><b>AI draft</b><textarea id="a"></textarea></section>');
    const { events } = watch();
    await pass(20_000);
    the<HTMLTextAreaElement>('#a').value = 'Dear all';
    the('b').textContent = 'AI draft, ready';
    await pass(1_000);
    expect(events).toEqual(['settled Dear all']);
  });
});

describe('the end', () => {
  it('stops everything and leaves no timer', async () => {
    showPage(message('a', 'Three days.'));
    const watched = watch();
    await pass(100);
    the('#a').append(' Or five.');
    watched.look();
    await pass(250);
    life.abort();
    expect(vi.getTimerCount()).toBe(0);
    const { looks } = watched;
    the('#a').remove();
    watched.look();
    await pass(20_000);
    expect(watched.events).toEqual([]);
    expect(watched.looks).toBe(looks);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may come while a passage is told of: nothing more is told, and no timer is left', async () => {
    showPage(`${message('a', 'One.')}${message('b', 'Two.')}`);
    const told: string[] = [];
    const onSettled = (candidate: Candidate): void => {
      told.push(textOf(candidate));
      life.abort();
    };
    const watched = watch({}, { onSettled });
    await pass(100);
    document.body.insertAdjacentHTML('beforeend', message('c', 'Three.'));
    await pass(1_000);
    expect(told).toEqual(['One.']);
    expect(watched.events).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may come before the start', async () => {
    showPage(message('a', 'Three days.'));
    life.abort();
    const watched = watch();
    expect(vi.getTimerCount()).toBe(0);
    await pass(20_000);
    expect([watched.events, watched.looks, watched.roots]).toEqual([[], 0, []]);
  });
});
