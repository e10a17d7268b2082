import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does with a batch of events. Everything else, such as a preflight, always passes. */
export type Behaviour =
  /** Hands it on and hands the answer back. */
  | 'pass'
  /** Hands it on, and never answers: the events are kept and the acknowledgement is lost. */
  | 'swallow-answer'
  /** Closes the connection at once. */
  | 'down'
  /** Answers 200 with a page, as a captive portal does. */
  | 'html';

/** A proxy in front of the receiver that misbehaves when told to. */
export type FaultyProxy = {
  readonly url: string;
  readonly setBehaviour: (behaviour: Behaviour) => void;
  /** Batches that have come in so far, whatever became of them. */
  readonly batches: () => number;
  readonly close: () => Promise<void>;
};

/** Starts the proxy on loopback. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let behaviour: Behaviour = 'pass';
  let batches = 0;
  const server = createServer((request, response) => {
    const isBatch = request.method === 'POST';
    if (isBatch) batches += 1;
    void misbehave(isBatch ? behaviour : 'pass', { target, request, response });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    setBehaviour(next) {
      behaviour = next;
    },
    batches: () => batches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Exchange = { readonly target: string; readonly request: IncomingMessage; readonly response: ServerResponse };

async function misbehave(behaviour: Behaviour, { target, request, response }: Exchange): Promise<void> {
  if (behaviour === 'down') {
    request.socket.destroy();
    return;
  }
  if (behaviour === 'html') {
    const headers = { 'content-type': 'text/html', 'access-control-allow-origin': request.headers.origin ?? '*' };
    response.writeHead(200, headers).end('<h1>Welcome to the hotel</h1>');
    return;
  }
  const body = await readBody(request);
  const answer = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers: copyHeaders(request),
    ...(body.length > 0 ? { body } : {}),
  });
  const text = await answer.text();
  if (behaviour === 'swallow-answer') return;
  const headers = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !/^(content-length|content-encoding|transfer-encoding|connection)$/.test(name),
    ),
  );
  response.writeHead(answer.status, headers).end(text);
}

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function copyHeaders({ headers }: IncomingMessage): Record<string, string> {
  const names = [
    'authorization',
    'content-type',
    'origin',
    'access-control-request-method',
    'access-control-request-headers',
  ];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}
