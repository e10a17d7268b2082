import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const script = fileURLToPath(new URL('../scripts/inspect.ts', import.meta.url));

type Run = { readonly code: number; readonly out: string; readonly err: string };

function inspect(...parameters: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...parameters], { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-pages-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function pageFile(name: string, body: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `<!doctype html><html lang="en"><title>${name}</title><body>${body}</body></html>`);
  return path;
}

test('a page is served as the site it is said to be, so that its adapter applies', async () => {
  const file = await pageFile(
    'chat.html',
    `<div data-message-author-role="user">Whom do I ask?</div>
     <div data-message-author-role="assistant" data-message-id="m1"><p>Write to [Insert name] at jane.porter@northmail.org.</p></div>`,
  );
  const { code, out } = await inspect(file, '--as', 'https://chatgpt.com/c/abc', '--json');
  expect(code).toBe(0);
  const { passages, ms, pageMutations } = JSON.parse(out);
  expect(passages).toHaveLength(1);
  expect(passages[0]).toMatchObject({
    text: 'Write to [Insert name] at jane.porter@northmail.org.',
    inShadow: false,
    frame: 0,
  });
  expect(passages[0].signals.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['adapter', 'role-mark']);
  expect(passages[0].flags.map(({ rule, quote }: { rule: string; quote: string }) => [rule, quote])).toEqual([
    ['placeholder', '[Insert name]'],
    ['contact', 'jane.porter@northmail.org'],
  ]);
  expect([typeof ms.detect, typeof ms.flag, pageMutations]).toEqual(['number', 'number', 0]);
});

test('a page of human words holds no passage', async () => {
  const file = await pageFile(
    'talk.html',
    '<article class="prose markdown"><p>I wrote this myself, on a train.</p></article>',
  );
  const { code, out } = await inspect(file);
  expect([code, out]).toEqual([0, expect.stringMatching(/^\s*0 passages/)]);
});

test('an address that leads nowhere and a wrong call say what is wrong', async () => {
  expect(await inspect()).toMatchObject({ code: 2, err: expect.stringContaining('usage:') });
  expect(await inspect(join(folder, 'absent.html'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('absent.html'),
  });
  expect(await inspect(await pageFile('x.html', ''), '--as', 'nonsense')).toMatchObject({ code: 2 });
});
