import chatgpt from './adapters/chatgpt.json' with { type: 'json' };
import claude from './adapters/claude.json' with { type: 'json' };
import deepChat from './adapters/deep-chat.json' with { type: 'json' };
import type { SiteAdapter } from './site-adapter.ts';

/**
 * The adapters that ship. They are data of this build, so a test checks each against the schema and no page pays for it.
 */
export const builtInAdapters = [chatgpt, claude, deepChat] as readonly unknown[] as readonly SiteAdapter[];
