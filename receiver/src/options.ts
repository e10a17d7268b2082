import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { DatabaseLocation } from './database.ts';

/** The command line or the environment asks for something that can't be. The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What to run. `token` is one that was given, not one that was made. */
export type RunOptions = {
  readonly kind: 'run';
  readonly port: number;
  readonly host: string;
  readonly database: DatabaseLocation;
  readonly token?: string;
  readonly allowedOrigins?: readonly string[];
};

/** See {@link RunOptions}; `help` prints {@link usage}. */
export type Options = RunOptions | { readonly kind: 'help' };

/** The command line in short. */
export const usage = `npm run receiver -- [options]
  --port N            port to listen on (8787; 0 takes any free one)
  --host ADDRESS      address to listen on (127.0.0.1: this machine only)
  --data DIR          folder of the embedded database (receiver/data)
  --token TOKEN       let this token in as well; RECEIVER_TOKEN does the same
  --allow-origin URL  browser origin that may call, repeatable (any extension)
  --help              this text
DATABASE_URL=postgres://… uses that PostgreSQL instead of a folder.`;

const defaultFolder = fileURLToPath(new URL('../data', import.meta.url));

/** What RFC 6750 allows in a bearer token. */
const tokenPattern = /^[\w.~+/-]+=*$/;

/**
 * Reads the command line and the environment.
 *
 * @throws {UsageError} for an unknown option or a value that can't be.
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const values = parse(args);
  if (values.help === true) return { kind: 'help' };
  const token = values.token ?? (environment['RECEIVER_TOKEN'] || undefined);
  if (token !== undefined && !tokenPattern.test(token)) {
    throw new UsageError('A token may have letters, digits and - . _ ~ + / only, and = at its end.');
  }
  return {
    kind: 'run',
    port: portOf(values.port ?? '8787'),
    host: values.host ?? '127.0.0.1',
    database: locationOf(values.data, environment['DATABASE_URL'] || undefined),
    ...(token === undefined ? {} : { token }),
    ...(values['allow-origin'] === undefined ? {} : { allowedOrigins: values['allow-origin'] }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        token: { type: 'string' },
        'allow-origin': { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The command line can not be read.', {
      cause: error,
    });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`${text} is no port: 0 to 65535.`);
  return port;
}

function locationOf(folder: string | undefined, url: string | undefined): DatabaseLocation {
  if (url === undefined) return { kind: 'folder', path: folder ?? defaultFolder };
  if (folder !== undefined) throw new UsageError('Both --data and DATABASE_URL are given: keep one.');
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new UsageError('DATABASE_URL must begin with postgres://');
  return { kind: 'postgres', url };
}
