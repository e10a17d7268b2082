import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testExtensionDir } from '../scripts/build-extension.ts';
import { findOrInstallChromium } from '../scripts/setup-browser.ts';
import { launchArguments } from './chromium.ts';

/** Longer than the 30 s after which Chromium stops an idle worker, in ms. */
const idleMs = 42_000;

/**
 * A page that says something impossible only after the worker has been idle for long enough to be stopped, and reports
 * when something of it is highlighted: pages may count highlights, which is all this test needs to see.
 */
const html = `<!doctype html><html lang="en"><title>Idle</title><body>
<div data-role="user">When?</div><div id="answer" data-role="assistant">It starts in spring, as agreed with the team.</div>
<script>
  const marked = () => [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0);
  setTimeout(() => {
    fetch('/before?' + marked());
    document.getElementById('answer').textContent = 'It starts on 31 April 2026, as agreed with the team.';
    setInterval(() => marked() > 0 && fetch('/marked'), 500);
  }, ${idleMs});
</script></body></html>`;

// Without a debugger: one that is attached keeps the worker alive for ever.
test('a worker that the browser stopped for idling answers the next page that needs it', async () => {
  test.setTimeout(120_000);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html' }).end(request.url === '/' ? html : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const userDataDir = await mkdtemp(join(tmpdir(), 'countersign-idle-'));
  const browser = spawn(await findOrInstallChromium(), [
    ...launchArguments,
    '--headless=new',
    `--user-data-dir=${userDataDir}`,
    `--disable-extensions-except=${testExtensionDir}`,
    `--load-extension=${testExtensionDir}`,
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  ]);
  try {
    await expect.poll(() => asked, { timeout: idleMs + 40_000 }).toContain('/marked');
    expect(asked).toContain('/before?0');
  } finally {
    const gone = new Promise((resolve) => browser.on('close', resolve));
    browser.kill('SIGKILL');
    await gone;
    server.closeAllConnections();
    server.close();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
