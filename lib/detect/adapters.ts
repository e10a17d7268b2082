import chatgpt from './adapters/chatgpt.json' with { type: 'json' };
import claude from './adapters/claude.json' with { type: 'json' };
import copilot from './adapters/copilot.json' with { type: 'json' };
import deepChat from './adapters/deep-chat.json' with { type: 'json' };
import gemini from './adapters/gemini.json' with { type: 'json' };
import googleAiMode from './adapters/google-ai-mode.json' with { type: 'json' };
import grok from './adapters/grok.json' with { type: 'json' };
import lumo from './adapters/lumo.json' with { type: 'json' };
import mistral from './adapters/mistral.json' with { type: 'json' };
import perplexity from './adapters/perplexity.json' with { type: 'json' };
import qwen from './adapters/qwen.json' with { type: 'json' };
import type { SiteAdapter } from './site-adapter.ts';

/**
 * The adapters that ship. They are data of this build, so a test checks each against the schema and no page pays for it.
 */
export const builtInAdapters = [
  chatgpt,
  claude,
  copilot,
  deepChat,
  gemini,
  googleAiMode,
  grok,
  lumo,
  mistral,
  perplexity,
  qwen,
] as readonly unknown[] as readonly SiteAdapter[];
