import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { installKeyGuard } from '../../lib/dom/key-guard.ts';
import { createMutationMeter } from '../../lib/dom/mutation-meter.ts';
import { sharedWorld, type World } from '../../lib/dom/world.ts';
import { describeFrame } from './describe-frame.ts';
import { type RunningPage, startPage } from './start-page.ts';

// Unlisted, because WXT's content script wrapper tells the page of itself (docs/adr/002-page-scripts-are-unlisted.md).
export default defineUnlistedScript(() => {
  const world = sharedWorld();
  if (world.page === undefined) void run(world);
});

async function run(world: World): Promise<void> {
  const life = new AbortController();
  let running: RunningPage | undefined;
  const meter = __TEST_VARIANT__ ? createMutationMeter(window, (node) => isOurs(node, world.host)) : undefined;
  world.page = { describe: () => describeFrame(running, meter?.count() ?? 0) };
  life.signal.addEventListener('abort', () => {
    delete world.page;
    delete world.host;
  });
  world.guard ??= installKeyGuard(window, { stoodFirst: false, signal: life.signal });
  try {
    running = await startPage(world, world.guard, life);
  } catch (error) {
    // The next wake of the sentinel, or the next click on the toolbar, tries again.
    life.abort(error);
  }
}

function isOurs(node: Node, host: Element | undefined): boolean {
  const root = node.getRootNode();
  return host !== undefined && (node === host || (root instanceof ShadowRoot && root.host === host));
}
