import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createMutationMeter } from '../../lib/dom/mutation-meter.ts';
import { sharedWorld, type World } from '../../lib/dom/world.ts';
import { describeFrame } from './describe-frame.ts';
import { type RunningPage, startPage } from './start-page.ts';

// Unlisted, because WXT's content script wrapper tells the page of itself (docs/adr/002-page-scripts-are-unlisted.md).
export default defineUnlistedScript(() => {
  const world = sharedWorld();
  // What is returned is waited for by who injects us: a message that is sent earlier is heard by nobody.
  return world.page?.started ?? run(world);
});

function run(world: World): Promise<void> {
  const life = new AbortController();
  let running: RunningPage | undefined;
  const meter = __TEST_VARIANT__ ? createMutationMeter(window, (node) => isOurs(node, world.host)) : undefined;
  life.signal.addEventListener('abort', () => {
    delete world.page;
    delete world.host;
  });
  const started = startPage(world, life).then(
    (page) => {
      running = page;
    },
    // The next wake of the sentinel, or the next click on the toolbar, tries again.
    (error) => life.abort(error),
  );
  world.page = { describe: () => describeFrame(running, meter?.count() ?? 0), started };
  return started;
}

function isOurs(node: Node, host: Element | undefined): boolean {
  const root = node.getRootNode();
  return host !== undefined && (node === host || (root instanceof ShadowRoot && root.host === host));
}
