import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { openSession, type Session } from '../e2e/session.ts';
import { buildTestExtension, testExtensionDir } from './build-extension.ts';
import { printInspection } from './print-inspection.ts';

/** What is printed of a page. */
export type Inspection = {
  readonly passages: readonly unknown[];
  readonly ms: { readonly detect: number; readonly flag: number };
  readonly pageMutations: number;
};

const usage = 'usage: npm run -s inspect -- <url | file.html> [--as URL] [--json]';

/** A page on which nothing was found counts as settled after this long: the sentinel has looked twice by then, in ms. */
const nothingFoundMs = 3_500;
const quietMs = 1_000;
const longestMs = 30_000;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [target] = positionals;
  if (target === undefined || positionals.length > 1) throw new UsageError(usage);
  if (values.as !== undefined && !URL.canParse(values.as)) throw new UsageError(`--as takes a URL, not ${values.as}`);
  const html = /^https?:\/\//.test(target) ? undefined : await readPage(target);
  await buildTestExtension();
  const userDataDir = await mkdtemp(join(tmpdir(), 'countersign-inspect-'));
  const session = await openSession({ extensionDir: testExtensionDir, headless: true, userDataDir });
  try {
    const inspection = await inspect(session, { target, html, as: values.as });
    process.stdout.write(values.json ? `${JSON.stringify(inspection)}\n` : printInspection(inspection));
  } finally {
    await session.close();
    await rm(userDataDir, { recursive: true, force: true });
  }
}

class UsageError extends Error {}

async function readPage(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`${path} is neither an http(s) address nor a file that can be read`);
  }
}

type Target = { readonly target: string; readonly html: string | undefined; readonly as: string | undefined };

async function inspect(session: Session, { target, html, as }: Target): Promise<Inspection> {
  const page = await session.context.newPage();
  if (html === undefined) {
    await page.goto(target, { waitUntil: 'domcontentloaded' });
    return settledInspection(session, page);
  }
  if (as !== undefined) {
    await serveByInterception(page, new URL(as).href, html);
    await page.goto(as, { waitUntil: 'domcontentloaded' });
    return settledInspection(session, page);
  }
  const server = await serveOnLoopback(html);
  try {
    await page.goto(server.url, { waitUntil: 'domcontentloaded' });
    return await settledInspection(session, page);
  } finally {
    server.close();
  }
}

/** The page stands at the address it pretends to have; whatever else it asks for is not there, and nothing leaves. */
async function serveByInterception(page: Page, address: string, html: string): Promise<void> {
  await page.route('**/*', (route) => {
    const isPage = route.request().isNavigationRequest() && route.request().url() === address;
    return isPage ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }) : route.abort();
  });
}

async function serveOnLoopback(html: string): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(isPage ? html : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

async function settledInspection(session: Session, page: Page): Promise<Inspection> {
  const startedAt = Date.now();
  let last = '';
  let lastChangeAt = startedAt;
  for (;;) {
    const frames = await session.describe(page);
    const seen = JSON.stringify(frames.map(({ passages }) => passages));
    if (seen !== last) lastChangeAt = Date.now();
    last = seen;
    const settled = frames.every((frame) => frame.settled) && Date.now() - lastChangeAt >= quietMs;
    const found = frames.some(({ passages }) => passages.length > 0);
    const waited = Date.now() - startedAt;
    if ((settled && (found || waited > nothingFoundMs)) || waited > longestMs) return inspectionOf(frames);
    await page.waitForTimeout(150);
  }
}

function inspectionOf(frames: Awaited<ReturnType<Session['describe']>>): Inspection {
  const sum = (pick: (frame: (typeof frames)[number]) => number): number =>
    Math.round(frames.reduce((total, frame) => total + pick(frame), 0) * 100) / 100;
  return {
    passages: frames.flatMap(({ passages, frame }) => passages.map((passage) => ({ ...passage, frame }))),
    ms: { detect: sum(({ ms }) => ms.detect), flag: sum(({ ms }) => ms.flag) },
    pageMutations: sum(({ pageMutations }) => pageMutations),
  };
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
