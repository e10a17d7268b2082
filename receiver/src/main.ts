import type { Database } from './database.ts';
import { FolderInUseError } from './folder-lock.ts';
import { migrate, SchemaTooNewError } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { type RunOptions, readOptions, UsageError, usage } from './options.ts';
import { type Receiver, serve } from './server.ts';
import { hasToken, introduceToken, newToken } from './tokens.ts';

async function run(options: RunOptions): Promise<void> {
  const database = await openDatabase(options.database);
  const receiver = await start(database, options);
  const stop = () => void receiver.close().then(() => console.log('Countersign receiver stopped.'), fail);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    // Only now: a token that is made before the port is ours would never be shown.
    const token = await admitSomebody(database, options.token);
    console.log(startText({ receiver, database, token, options }));
  } catch (error) {
    await receiver.close();
    throw error;
  }
}

async function start(database: Database, { port, host, allowedOrigins }: RunOptions): Promise<Receiver> {
  try {
    await migrate(database);
    return await serve(database, { port, host, ...(allowedOrigins === undefined ? {} : { allowedOrigins }) });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Lets the given token in, or makes one where nobody could be let in yet; gives the one it made. */
async function admitSomebody(database: Database, given: string | undefined): Promise<string | undefined> {
  const made = given === undefined && !(await hasToken(database)) ? newToken() : undefined;
  const token = given ?? made;
  if (token !== undefined) await introduceToken(database, token);
  return made;
}

type Started = {
  readonly receiver: Receiver;
  readonly database: Database;
  readonly token: string | undefined;
  readonly options: RunOptions;
};

function startText({ receiver, database, token, options }: Started): string {
  const known = options.token === undefined ? 'as before (only hashes are kept)' : 'the one you gave';
  const lines = [
    'Countersign receiver',
    `  address  ${receiver.url}`,
    `  token    ${token === undefined ? known : `${token}   (shown this once; only its hash is kept)`}`,
    `  data     ${database.description}`,
  ];
  if (options.database.kind === 'postgres') return lines.join('\n');
  return [
    ...lines,
    '  The embedded database survives a killed process, but not a power cut.',
    '  For that, use PostgreSQL: DATABASE_URL=postgres://… npm run receiver',
  ].join('\n');
}

/** PostgreSQL's classes for a wrong user or password, and for a database that does not exist. */
const refusedStates = /^(?:28|3D)/;

/** What a person can act on, without a stack; everything else keeps its own. */
function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`;
  if (error instanceof FolderInUseError || error instanceof SchemaTooNewError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${error.port} is in use by another program. Stop it, or choose another: --port 0 takes any free one.`;
  }
  if (code === 'ECONNREFUSED') return 'PostgreSQL does not answer at the address in DATABASE_URL.';
  if (typeof code === 'string' && refusedStates.test(code)) return `PostgreSQL refuses: ${error.message}.`;
  return error.stack ?? error.message;
}

function fail(error: unknown): void {
  console.error(explain(error));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.kind === 'help') console.log(usage);
  else await run(options);
}

await main().catch(fail);
