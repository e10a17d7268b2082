import { describe, expect, it } from 'vitest';
import { type SiteAdapter, siteAdapterSchema } from './site-adapter.ts';

describe('siteAdapterSchema', () => {
  const good: SiteAdapter = { schema: 'adapter/1', id: 'a', version: '1.0.0', name: 'A', hosts: [], passage: '.reply' };

  it.each<[name: string, change: Record<string, unknown>]>([
    ['another schema', { schema: 'adapter/2' }],
    ['an id with capital letters', { id: 'ChatGPT' }],
    ['a version that is none', { version: '1' }],
    ['no passage', { passage: '' }],
    ['a selector that is too long', { passage: 'a'.repeat(501) }],
    ['a selector to leave out that is empty', { exclude: ['.x', ''] }],
    ['hosts that are one text', { hosts: 'chatgpt.com' }],
  ])('refuses %s', (_name, change) => {
    expect(siteAdapterSchema.safeParse({ ...good, ...change }).success).toBe(false);
  });

  it('carries no code: what it does not know is left out', () => {
    expect(siteAdapterSchema.parse({ ...good, onFound: 'alert(1)' })).toEqual(good);
  });
});
