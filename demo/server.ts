import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';

/** A page of the demo that has a host name of its own. */
export type DemoPage = 'help-desk' | 'crm-note';

/** Where a running demo server answers, and how to stop it. */
export type DemoServer = {
  /** The page's own origin, such as `http://crm.localhost:4180`; each page has another site. */
  readonly origin: (page: DemoPage) => string;
  /** The address to open for a page: its origin and `/`. */
  readonly url: (page: DemoPage) => string;
  /** Stops the server and drops open connections. */
  readonly close: () => Promise<void>;
};

/** How to run a demo server. */
export type DemoServerOptions = {
  /** TCP port; 0 lets the system choose. */
  readonly port: number;
  /** Address to bind; leave it out for 127.0.0.1, so that nobody else on the network can reach it. */
  readonly host?: string;
  /** Folder to serve; leave it out for `demo/dist`. */
  readonly root?: string;
};

// Names under .localhost reach this machine without DNS (RFC 6761 §6.3), and browsers treat each as a site of its own.
const HOSTS: Readonly<Record<DemoPage, string>> = { 'help-desk': 'help-desk.localhost', 'crm-note': 'crm.localhost' };

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

// The policy makes "nothing from the network" the browser's business, not only ours. Both widgets set inline styles.
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function pageOfHost(header: string | undefined): DemoPage | undefined {
  const name = (header ?? '').replace(/:\d+$/, '').toLowerCase();
  return (['help-desk', 'crm-note'] as const).find((page) => HOSTS[page] === name);
}

/**
 * Finds the file a request means, as an absolute path inside `root`.
 *
 * Gives `undefined` for a path that is no valid URL path, holds a NUL or a backslash, or leads out of `root`. The path is
 * decoded once, so `%2e%2e%2f` is caught as `../` is.
 */
function fileFor(root: string, request: Pick<IncomingMessage, 'url' | 'headers'>): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent((request.url ?? '/').replace(/[?#].*$/s, ''));
  } catch {
    // A broken percent escape names no file.
    return undefined;
  }
  if (!path.startsWith('/') || /[\0\\]/.test(path)) return undefined;
  const page = path === '/' ? pageOfHost(request.headers.host) : undefined;
  const file = resolve(root, `.${page ? `/${page}/` : path}`, path.endsWith('/') ? 'index.html' : '');
  return file.startsWith(root + sep) ? file : undefined;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(body);
}

async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(response, 405, 'Method not allowed');
  }
  const file = fileFor(root, request);
  if (!file) return send(response, 404, 'Not found');
  try {
    const body = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch {
    // No such file, or a folder asked for without its closing slash.
    send(response, 404, 'Not found');
  }
}

/**
 * Serves the built demo pages.
 *
 * `help-desk.localhost` and `crm.localhost` show their page at `/`; any other host shows the start page there. On every
 * host `/help-desk/` and `/crm-note/` lead to the pages too.
 *
 * @throws when `root` holds no built pages, or when the port is taken.
 */
export async function startDemoServer({
  port,
  host = '127.0.0.1',
  root = join(import.meta.dirname, 'dist'),
}: DemoServerOptions): Promise<DemoServer> {
  const folder = resolve(root);
  await readFile(join(folder, 'index.html')).catch((cause: unknown) => {
    throw new Error(`No built demo pages in ${folder}; run "npm run build -w demo" first`, { cause });
  });
  const server = createServer((request, response) => void answer(folder, request, response));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const { port: actual } = server.address() as AddressInfo;
  const origin = (page: DemoPage): string => `http://${HOSTS[page]}:${actual}`;
  return {
    origin,
    url: (page) => `${origin(page)}/`,
    close: () =>
      new Promise((done, fail) => {
        server.close((error) => (error ? fail(error) : done()));
        server.closeAllConnections();
      }),
  };
}

if (import.meta.main) {
  const { PORT = '4180' } = process.env;
  const server = await startDemoServer({ port: Number(PORT) });
  const start = server.url('help-desk').replace(HOSTS['help-desk'], '127.0.0.1');
  console.log(`Start page  ${start}`);
  console.log(`Help desk   ${server.url('help-desk')}`);
  console.log(`CRM note    ${server.url('crm-note')}`);
}
