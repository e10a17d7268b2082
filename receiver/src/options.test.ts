import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options.ts';

describe('readOptions', () => {
  it('listens on this machine only and keeps its data beside itself unless told otherwise', () => {
    expect(readOptions([], {})).toEqual({
      kind: 'run',
      port: 8787,
      host: '127.0.0.1',
      database: { kind: 'folder', path: expect.stringMatching(/receiver[\\/]data$/) },
    });
  });

  it('takes every option', () => {
    const args =
      '--port 0 --host 0.0.0.0 --data d --token t --allow-origin https://a.example --allow-origin chrome-extension://x';
    expect(readOptions(args.split(' '), {})).toEqual({
      kind: 'run',
      port: 0,
      host: '0.0.0.0',
      database: { kind: 'folder', path: 'd' },
      token: 't',
      allowedOrigins: ['https://a.example', 'chrome-extension://x'],
    });
  });

  it('takes token and PostgreSQL from the environment, and the command line before it', () => {
    const environment = { RECEIVER_TOKEN: 'from-environment', DATABASE_URL: 'postgres://h/db' };
    expect(readOptions([], environment)).toMatchObject({
      token: 'from-environment',
      database: { kind: 'postgres', url: 'postgres://h/db' },
    });
    expect(readOptions(['--token', 'from-line'], environment)).toMatchObject({ token: 'from-line' });
    expect(readOptions([], { RECEIVER_TOKEN: '', DATABASE_URL: '' })).not.toHaveProperty('token');
  });

  it('shows help before it complains', () => {
    expect(readOptions(['--help', '--port', 'x'], {})).toEqual({ kind: 'help' });
  });

  it.each([
    ['an unknown option', ['--prot', '1'], {}, '--prot'],
    ['an argument that is no option', ['8787'], {}, '8787'],
    ['a port that is none', ['--port', '65536'], {}, '65536'],
    ['a port with a sign', ['--port=-1'], {}, '-1'],
    ['a token that no header can carry', ['--token', 'a b'], {}, 'A token may have'],
    ['a folder and a PostgreSQL', ['--data', 'd'], { DATABASE_URL: 'postgres://h/db' }, 'keep one'],
    ['another database', [], { DATABASE_URL: 'mysql://h/db' }, 'postgres://'],
  ])('refuses %s', (...[, args, environment, words]) => {
    expect(() => readOptions(args, environment)).toThrow(UsageError);
    expect(() => readOptions(args, environment)).toThrow(words);
  });
});
