import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { CloudEvent } from '../../lib/core/event.ts';
import { createApp } from './app.ts';
import type { Database, DatabaseLocation } from './database.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { extensionOrigins } from './origins.ts';
import { grantToken, type TokenGrant } from './tokens.ts';

/** Where to listen. Port 0 takes any free one; the host is this machine only unless told otherwise. */
export type ListenOptions = {
  readonly port: number;
  readonly host?: string;
  /** Browser origins that may read replies; extensions unless told otherwise. */
  readonly allowedOrigins?: readonly string[];
};

/** A receiver to start: where it listens, where its data is, and whom it lets in. */
export type ReceiverOptions = ListenOptions & {
  readonly database: DatabaseLocation;
  readonly tokens: readonly TokenGrant[];
};

/** One stored event, for looking at. `type` is the wire's; `body` is the event as it was received. */
export type ReceivedEvent = {
  readonly opId: string;
  readonly type: string;
  readonly subject: string;
  readonly body: CloudEvent;
};

/** A running receiver. */
export type Receiver = {
  /** Base address, without a slash at the end. */
  readonly url: string;
  readonly countEvents: () => Promise<number>;
  /** Every stored event, in commit order. */
  readonly events: () => Promise<readonly ReceivedEvent[]>;
  /** Takes no more connections, finishes the requests under way, then closes the database. May be called again. */
  readonly close: () => Promise<void>;
};

/** ms that requests under way get at a stop; they then lose their connection, and the client sends again. */
const stopTimeoutMs = 10_000;

/** ms between two looks for connections that have become idle during a stop. */
const sweepMs = 50;

/** ms for a whole request to arrive; a client gives up after 20 s. */
const requestTimeoutMs = 30_000;

/**
 * Opens the database, brings its schema up to date, lets the tokens in and listens.
 *
 * @throws {FolderInUseError} when another receiver has the folder.
 * @throws {SchemaTooNewError} when a newer receiver wrote the database.
 * @throws the system's error, such as EADDRINUSE, when it can't listen. Nothing is left open after a throw.
 */
export async function startReceiver({ database: location, tokens, ...listening }: ReceiverOptions): Promise<Receiver> {
  const database = await openDatabase(location);
  try {
    await migrate(database);
    for (const grant of tokens) await grantToken(database, grant);
    return await serve(database, listening);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Serves a database whose schema is up to date; {@link Receiver.close} closes it. Throws as {@link startReceiver}. */
export async function serve(database: Database, options: ListenOptions): Promise<Receiver> {
  const { port, host = '127.0.0.1', allowedOrigins = extensionOrigins } = options;
  const app = createApp({ database, allowedOrigins, log: (line) => console.error(line) });
  // A program that starts a receiver keeps its own Request and Response.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer({ requestTimeout: requestTimeoutMs }, listener);
  const address = await listen(server, { port, host });
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    countEvents: () => countEvents(database),
    events: () => readEvents(database),
    close: () => {
      closing ??= stop(server).then(() => database.close());
      return closing;
    },
  };
}

function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // Only a pipe has an address that is a string, and nothing has none once it listens.
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Connections that are idle now close at once; one that answers a request first would stay open for the next. */
async function stop(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const deadline = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(deadline);
}

async function countEvents(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>('select count(*) as count from events');
  return row?.count ?? 0;
}

async function readEvents(database: Database): Promise<readonly ReceivedEvent[]> {
  return database.query<ReceivedEvent>('select op_id as "opId", type, subject, body from events order by position');
}
