import type { SiteAdapter } from './site-adapter.ts';

// Apart from the schema, so that the sentinel carries no validation library.

/** Whether an adapter speaks of pages of this host. A kit without hosts does everywhere. */
export function adapterAppliesTo(adapter: SiteAdapter, hostname: string): boolean {
  if (adapter.hosts.length === 0) return adapter.kit !== undefined;
  return adapter.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** The conversation's id in a page's path by this adapter, or the empty string where the page shows none. */
export function conversationIdOf(adapter: SiteAdapter | undefined, pathname: string): string {
  const prefix = adapter?.conversationPrefix;
  if (prefix === undefined || !pathname.startsWith(prefix)) return '';
  return pathname.slice(prefix.length).split('/')[0] ?? '';
}
