import { describe, expect, it } from 'vitest';
import { adapterAppliesTo, conversationIdOf } from './adapter-match.ts';
import { builtInAdapters } from './adapters.ts';
import type { SiteAdapter } from './site-adapter.ts';

describe('adapterAppliesTo', () => {
  const adapter = (hosts: readonly string[], kit?: string): SiteAdapter => ({
    schema: 'adapter/1',
    id: 'a',
    version: '1.0.0',
    name: 'A',
    hosts: [...hosts],
    passage: '.reply',
    ...(kit === undefined ? {} : { kit }),
  });

  it.each<[hosts: readonly string[], kit: string | undefined, hostname: string, applies: boolean]>([
    [['chatgpt.com'], undefined, 'chatgpt.com', true],
    [['chatgpt.com'], undefined, 'www.chatgpt.com', true],
    [['chatgpt.com'], undefined, 'notchatgpt.com', false],
    [['chatgpt.com'], undefined, 'chatgpt.com.evil.example', false],
    [['chatgpt.com'], undefined, '', false],
    [['a.example', 'b.example'], undefined, 'b.example', true],
    [[], 'deep-chat', 'any.example', true],
    [[], undefined, 'any.example', false],
  ])('hosts %o with the kit %s on %s: %s', (hosts, kit, hostname, applies) => {
    expect(adapterAppliesTo(adapter(hosts, kit), hostname)).toBe(applies);
  });
});

describe('conversationIdOf', () => {
  const [chatgpt, claude, deepChat] = ['chatgpt', 'claude', 'deep-chat'].map((id) =>
    builtInAdapters.find((adapter) => adapter.id === id),
  );

  it.each<[adapter: SiteAdapter | undefined, pathname: string, id: string]>([
    [chatgpt, '/c/68a1-77', '68a1-77'],
    [chatgpt, '/c/68a1-77/edit', '68a1-77'],
    [chatgpt, '/', ''],
    [chatgpt, '/c/', ''],
    [chatgpt, '/cat/1', ''],
    [claude, '/chat/abc', 'abc'],
    [claude, '/chats', ''],
    [deepChat, '/c/1', ''],
    [undefined, '/c/1', ''],
  ])('of %o at %s is %j', (adapter, pathname, id) => {
    expect(conversationIdOf(adapter, pathname)).toBe(id);
  });
});
