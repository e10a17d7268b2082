import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { authenticate } from './authenticate.ts';
import { bodyTooLarge, headerProblem, maxBatchBytes, maxBodyBytes, maxEvents, parseBatch } from './batch-request.ts';
import { newestPosition, readChanges } from './changes.ts';
import { type Database, isUnavailable } from './database.ts';
import { type ReceiverEnv, refuse } from './http.ts';
import { ingest } from './ingest.ts';
import { isAllowedOrigin } from './origins.ts';

/** What the routes work with. `log` takes one line a failure; it is never given a body, a header or a query. */
export type AppParts = {
  readonly database: Database;
  readonly allowedOrigins: readonly string[];
  readonly log: (line: string) => void;
};

type ReceiverContext = Context<ReceiverEnv>;

/** Events of a page of `/v1/changes`: unless asked otherwise, and at most. */
const defaultLimit = 100;
const maxLimit = 500;

/** Seconds; how long a client is asked to wait when the database is away. */
const retryAfter = '5';

/** The receiver's routes over a database whose schema is up to date. */
export function createApp({ database, allowedOrigins, log }: AppParts): Hono<ReceiverEnv> {
  const app = new Hono<ReceiverEnv>();
  const known = authenticate(database);
  app.use(requestId());
  app.use(corsFor(allowedOrigins));
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
    context.header('X-Content-Type-Options', 'nosniff');
  });
  app.get('/healthz', (context) => health(context, database));
  app.get('/v1/me', known, (context) => context.json(context.get('reviewer')));
  app.get('/v1/capabilities', known, (context) => context.json(capabilities()));
  app.get('/v1/changes', known, (context) => changes(context, database));
  app.post(
    '/v1/events',
    known,
    bodyLimit({ maxSize: maxBodyBytes, onError: (context) => refuse(context, bodyTooLarge) }),
    (context) => events(context, database),
  );
  app.notFound((context) => refuse(context, { status: 404, code: 'not-found', message: 'There is nothing here.' }));
  app.onError((error, context) => failure(context, { error, log }));
  return app;
}

function corsFor(allowedOrigins: readonly string[]) {
  return cors({
    origin: (origin) => (isAllowedOrigin(origin, allowedOrigins) ? origin : null),
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type'],
    exposeHeaders: ['X-Request-Id', 'Retry-After'],
    maxAge: 600,
  });
}

async function health(context: ReceiverContext, database: Database): Promise<Response> {
  try {
    await database.query('select 1 as one');
    return context.json({ status: 'ok' });
  } catch {
    // Whatever it is, the answer to "are you healthy?" is no; the routes that need the database say more.
    return refuse(context, { status: 503, code: 'unavailable', message: 'The database does not answer.' });
  }
}

/** What this receiver takes and serves, so that a client need not guess. */
function capabilities() {
  return {
    protocol: ['countersign/1'],
    maxEvents,
    maxBytes: maxBatchBytes,
    maxEventBytes: maxBodyBytes,
    encodings: ['identity'],
    auth: ['bearer'],
    kinds: ['event'],
    serverTime: new Date().toISOString(),
  };
}

async function events(context: ReceiverContext, database: Database): Promise<Response> {
  const wrongHeader = headerProblem(context.req.raw.headers);
  if (wrongHeader !== undefined) return refuse(context, wrongHeader);
  const request = parseBatch(await context.req.arrayBuffer());
  if (request.kind === 'problem') return refuse(context, request.problem);
  const { reviewerId } = context.get('reviewer');
  return context.json(await ingest(database, { elements: request.elements, reviewerId }));
}

async function changes(context: ReceiverContext, database: Database): Promise<Response> {
  const after = wholeNumber(context.req.query('cursor') || '0', Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(context.req.query('limit') ?? String(defaultLimit), maxLimit);
  if (after === undefined) {
    return refuse(context, { status: 400, code: 'bad-cursor', message: 'The cursor is none of ours.' });
  }
  if (limit === undefined || limit === 0) {
    return refuse(context, { status: 400, code: 'bad-limit', message: `The limit goes from 1 to ${maxLimit}.` });
  }
  if (after > (await newestPosition(database))) {
    return refuse(context, {
      status: 410,
      code: 'cursor-gone',
      message: 'This cursor is of another database: read from the beginning.',
    });
  }
  return context.json(await readChanges(database, { after, limit }));
}

function wholeNumber(text: string, most: number): number | undefined {
  const value = Number(text);
  return /^\d{1,16}$/.test(text) && value <= most ? value : undefined;
}

type Failure = { readonly error: Error; readonly log: (line: string) => void };

function failure(context: ReceiverContext, { error, log }: Failure): Response {
  const unavailable = isUnavailable(error);
  log(failureLine(context, error));
  if (!unavailable) {
    return refuse(context, {
      status: 500,
      code: 'internal',
      message: 'Something went wrong here; the request id names it in the log.',
    });
  }
  context.header('Retry-After', retryAfter);
  return refuse(context, {
    status: 503,
    code: 'unavailable',
    message: 'The database does not answer; try again later.',
  });
}

/** Names the failure without its message: a database quotes the values it chokes on, and those are people's texts. */
function failureLine(context: ReceiverContext, error: Error): string {
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const where = frames[0] === undefined ? '' : ` ${frames[0].trim()}`;
  return `${context.get('requestId')} ${context.req.method} ${context.req.path} failed: ${error.name}${code}${where}`;
}
