import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { builtInAdapters } from '../../lib/detect/adapters.ts';
import { watchForSigns } from '../../lib/detect/sentinel.ts';
import { installKeyGuard } from '../../lib/dom/key-guard.ts';
import { sharedWorld } from '../../lib/dom/world.ts';
import { createClient } from '../../lib/messages/client.ts';
import type { pageCalls } from '../../lib/messages/contract.ts';
import { deliver } from '../../lib/models/resend.ts';
import { isAlive, postToBackground } from '../../lib/platform/messaging.ts';

// Unlisted, because WXT's content script wrapper tells the page of itself (docs/adr/002-page-scripts-are-unlisted.md).
export default defineUnlistedScript(() => {
  const world = sharedWorld();
  if (world.guard !== undefined) return;
  const life = new AbortController();
  const stoodFirst = document.readyState === 'loading' && document.scripts.length === 0;
  world.adapters = builtInAdapters;
  world.guard = installKeyGuard(window, { stoodFirst, signal: life.signal });
  watchForSigns({ document, hostname: location.hostname, adapters: builtInAdapters, signal: life.signal }, () => {
    if (!isAlive()) return;
    const client = createClient<typeof pageCalls>(postToBackground);
    const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    deliver(() => client('page/wake', {}), pause).catch(() => {
      // An extension that was just reloaded does not answer, and its new sentinel is on the way; a page that went on
      // meanwhile has one of its own.
    });
  });
});
