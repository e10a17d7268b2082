import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from './server.ts';

type Answer = { readonly status: number; readonly type: string; readonly body: string };

let folder: string;
let server: DemoServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-server-'));
  const root = join(folder, 'dist');
  for (const name of ['help-desk', 'crm-note', 'assets']) await mkdir(join(root, name), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'outside');
  await mkdir(join(folder, 'dist-other'));
  await writeFile(join(folder, 'dist-other', 'secret.txt'), 'outside');
  await writeFile(join(root, 'index.html'), 'start page');
  await writeFile(join(root, 'help-desk', 'index.html'), 'help desk page');
  await writeFile(join(root, 'crm-note', 'index.html'), 'crm page');
  for (const name of ['a.js', 'a.css', 'a.svg', 'a.bin']) await writeFile(join(root, 'assets', name), name);
  server = await startDemoServer({ port: 0, root });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

// node:http sends path and Host as they are; fetch would tidy both up.
function get(path: string, host = '127.0.0.1', method = 'GET'): Promise<Answer> {
  const { port } = new URL(server.origin('help-desk'));
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body }),
      );
    })
      .on('error', fail)
      .end();
  });
}

describe('the page is chosen by host name', () => {
  it.each([
    ['help-desk.localhost', 'help desk page'],
    ['help-desk.localhost:4180', 'help desk page'],
    ['Help-Desk.LOCALHOST:4180', 'help desk page'],
    ['crm.localhost', 'crm page'],
    ['127.0.0.1:4180', 'start page'],
    ['localhost', 'start page'],
    ['crm.localhost.attacker.example', 'start page'],
    ['evil-help-desk.localhost', 'start page'],
  ])('%s shows the %s at /', async (host, body) => {
    expect(await get('/', host)).toEqual({ status: 200, type: 'text/html; charset=utf-8', body });
  });

  it('names a different site for each page, with the port the system chose', () => {
    const [desk, crm] = [new URL(server.url('help-desk')), new URL(server.url('crm-note'))];
    expect([desk.hostname, crm.hostname]).toEqual(['help-desk.localhost', 'crm.localhost']);
    expect(Number(desk.port)).toBeGreaterThan(0);
    expect(desk.port).toBe(crm.port);
    expect(server.origin('crm-note')).toBe(crm.origin);
  });
});

describe('the page is found by path on every host', () => {
  it.each([
    ['/help-desk/', 'help desk page'],
    ['/help-desk/?from=start', 'help desk page'],
    ['/crm-note/index.html', 'crm page'],
  ])('%s', async (path, body) => {
    expect(await get(path)).toMatchObject({ status: 200, body });
    expect(await get(path, 'crm.localhost')).toMatchObject({ status: 200, body });
  });
});

describe('only files of the folder are served', () => {
  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../dist-other/secret.txt',
    '//../secret.txt',
    '/..',
    '/index.html%00.js',
    '/%zz',
    '/assets',
    '/assets/',
    '/missing.js',
    'http://127.0.0.1/secret.txt',
  ])('%s is not found', async (path) => {
    const { status, body } = await get(path);
    expect([status, body]).toEqual([404, 'Not found']);
  });

  it('refuses anything but reading', async () => {
    expect((await get('/', '127.0.0.1', 'POST')).status).toBe(405);
    expect(await get('/', '127.0.0.1', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
});

describe('a file is sent with its MIME type', () => {
  it.each([
    ['/assets/a.js', 'text/javascript; charset=utf-8'],
    ['/assets/a.css', 'text/css; charset=utf-8'],
    ['/assets/a.svg', 'image/svg+xml'],
    ['/assets/a.bin', 'application/octet-stream'],
  ])('%s is %s', async (path, type) => {
    expect(await get(path)).toMatchObject({ status: 200, type });
  });
});

describe('starting', () => {
  it('says what to do when nothing was built', async () => {
    await expect(startDemoServer({ port: 0, root: join(folder, 'nowhere') })).rejects.toThrow('npm run build -w demo');
  });

  it('fails when the port is taken', async () => {
    const port = Number(new URL(server.origin('help-desk')).port);
    await expect(startDemoServer({ port, root: join(folder, 'dist') })).rejects.toThrow('EADDRINUSE');
  });
});
