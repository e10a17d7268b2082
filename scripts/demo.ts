import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildDemo } from '../demo/build.ts';
import { type DemoServer, startDemoServer } from '../demo/server.ts';
import { openSession, type Session } from '../e2e/session.ts';
import { type Receiver, startReceiver } from '../receiver/src/server.ts';
import { buildTestExtension, testExtensionDir } from './build-extension.ts';
import { drivePage } from './demo/drive-page.ts';
import { demoPages, type PageReport, problemsOf, reportLine, reportTable } from './demo/report.ts';

const screenshots = fileURLToPath(new URL('../.output/demo', import.meta.url));
const token = 'demo-token';

type Demo = { readonly session: Session; readonly server: DemoServer; readonly receiver: Receiver };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { headless: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const headless = values.headless || !hasDisplay();
  const say = (text: string): unknown => process.stderr.write(`${text}\n`);
  say('Building the pages and the extension …');
  await Promise.all([buildDemo(), buildTestExtension()]);
  const userDataDir = await mkdtemp(join(tmpdir(), 'countersign-demo-'));
  const demo = await start(headless, userDataDir);
  try {
    if (headless) return await driveAll(demo, values.json);
    await stayOpen(demo, say);
    return 0;
  } finally {
    await demo.session.close();
    await Promise.all([demo.server.close(), demo.receiver.close()]);
    await rm(userDataDir, { recursive: true, force: true });
  }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

async function start(headless: boolean, userDataDir: string): Promise<Demo> {
  const receiver = await startReceiver({
    port: 0,
    database: { kind: 'memory' },
    tokens: [{ token, reviewerId: 'demo-reviewer', role: 'reviewer' }],
  });
  const server = await startDemoServer({ port: 0 });
  const session = await openSession({ extensionDir: testExtensionDir, headless, userDataDir });
  const destination = { id: 'demo', kind: 'receiver', name: 'Demo receiver', url: receiver.url, enabled: true };
  await session.desk('destinations/save', { destination, token });
  return { session, server, receiver };
}

async function driveAll({ session, server, receiver }: Demo, json: boolean): Promise<number> {
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  const reports: PageReport[] = [];
  for (const page of demoPages) reports.push(await drivePage({ session, server, receiver, page, screenshots }));
  const problems = problemsOf(reports);
  process.stdout.write(`${reportTable(reports)}\nScreenshots: .output/demo/\n`);
  for (const problem of problems) process.stderr.write(`missing: ${problem}\n`);
  if (json) process.stdout.write(`${reportLine(reports, problems.length === 0)}\n`);
  return problems.length === 0 ? 0 : 1;
}

async function stayOpen({ session, server, receiver }: Demo, say: (text: string) => unknown): Promise<void> {
  for (const page of demoPages) {
    const tab = await session.context.newPage();
    await tab.goto(server.url(page));
  }
  say(
    [
      '',
      `Help desk   ${server.url('help-desk')}`,
      `CRM note    ${server.url('crm-note')}`,
      `Receiver    ${receiver.url}  (events so far are kept in memory)`,
      '',
      'Try this:',
      '  Alt+Shift+R   start a review        J / K   next, previous flag',
      '  Enter         accept the fix        E       edit it yourself      X 1   dismiss as false alarm',
      '  F 1           label "Incorrect fact"        Shift+3   make it critical      N   add a note',
      '  Ctrl+Enter    submit the proposed verdict, or 1 2 3 4 for your own',
      '  Z             take it back          ?       all keys',
      '',
      'Close the browser window to stop. What arrives at the receiver is told here.',
    ].join('\n'),
  );
  const closed = new AbortController();
  session.context.on('close', () => closed.abort());
  process.once('SIGINT', () => closed.abort());
  await printArrivals(receiver, closed.signal, say);
}

/** Says what arrives at the receiver, as it arrives, until the browser is closed. */
async function printArrivals(receiver: Receiver, signal: AbortSignal, say: (text: string) => unknown): Promise<void> {
  let told = 0;
  while (!signal.aborted) {
    const events = await receiver.events();
    for (const { type, body } of events.slice(told)) {
      const { verdict, passage } = (body as { data: { payload: { verdict?: string; passage?: { siteKey: string } } } })
        .data.payload;
      say(`Received  ${[type, verdict, passage?.siteKey].filter((part) => part !== undefined).join('  ')}`);
    }
    told = events.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
