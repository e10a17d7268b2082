import { expect, it, vi } from 'vitest';

type Script = { readonly id: string; readonly matches: readonly string[] };

const { fake, state } = vi.hoisted(() => {
  const kept = { scripts: [] as Script[], origins: [] as string[] };
  const later = () => new Promise<void>((resolve) => setTimeout(resolve));
  const scripting = {
    getRegisteredContentScripts: async () => {
      await later();
      return [...kept.scripts];
    },
    unregisterContentScripts: async () => {
      await later();
      if (kept.scripts.length === 0) throw new Error("Nonexistent script ID 'sentinel'");
      kept.scripts = [];
    },
    registerContentScripts: async ([script]: [Script]) => {
      await later();
      if (kept.scripts.length > 0) throw new Error("Duplicate script ID 'sentinel'");
      kept.scripts = [script];
    },
  };
  return { fake: { permissions: { getAll: async () => ({ origins: [...kept.origins] }) }, scripting }, state: kept };
});
vi.mock('./browser.ts', () => ({ browser: fake }));

it('watches the newest grants when they are given while a registration is under way', async () => {
  const { registerSentinel } = await import('./injection.ts');
  state.origins = ['https://a.example/*'];
  const first = registerSentinel();
  await Promise.resolve();
  await Promise.resolve();
  state.origins = ['https://a.example/*', 'https://b.example/*'];
  await Promise.all([first, registerSentinel()]);
  expect(state.scripts.map(({ matches }) => matches)).toEqual([['https://a.example/*', 'https://b.example/*']]);
});
