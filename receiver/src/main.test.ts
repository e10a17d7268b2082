import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchMediaType } from '../../lib/core/event.ts';
import { startTimeoutMs } from './testing/engines.ts';
import { makeEvent } from './testing/wire.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** A receiver's process with what it has printed. */
type Running = { readonly child: ChildProcess; readonly output: () => string; readonly exit: Promise<number | string> };

function launch(args: readonly string[], environment: Record<string, string> = {}): Running {
  const { DATABASE_URL: _url, RECEIVER_TOKEN: _token, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], { env: { ...inherited, ...environment } });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const exit = once(child, 'close').then(([code, signal]) => code ?? signal);
  return { child, output: () => text, exit };
}

/** Waits until the receiver has printed its address; throws what it printed if it ends before. */
async function address({ output, exit }: Running): Promise<string> {
  let ended = false;
  void exit.then(() => {
    ended = true;
  });
  for (;;) {
    const url = /address\s+(\S+)[\s\S]*data .*\n/.exec(output())?.[1];
    if (url !== undefined) return url;
    if (ended) throw new Error(`ended too soon: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function deliver(
  url: string,
  { token, elements }: { token: string; elements: readonly unknown[] },
): Promise<unknown> {
  const headers = { 'content-type': batchMediaType, authorization: `Bearer ${token}` };
  const reply = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(elements) });
  return reply.json();
}

describe('npm run receiver', { timeout: startTimeoutMs }, () => {
  let base = '';
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'receiver-main-'));
  });
  afterAll(() => rm(base, { recursive: true }));

  it('shows a new token once, survives a kill with what it acknowledged, and stops when asked', async () => {
    const folder = join(base, 'data');
    const event = makeEvent();
    const first = launch(['--port', '0', '--data', folder]);
    const firstUrl = await address(first);
    const token = /token\s+(cs_\S{43}) /.exec(first.output())?.[1] ?? '';
    expect(first.output()).toContain(`data     ${folder} (embedded)`);
    expect(first.output()).toContain('survives a killed process, but not a power cut');
    expect(first.output()).toContain('PostgreSQL');
    expect(await deliver(firstUrl, { token, elements: [event] })).toMatchObject({ results: [{ status: 'applied' }] });
    first.child.kill('SIGKILL');
    expect(await first.exit).toBe('SIGKILL');

    const second = launch(['--port', '0', '--data', folder]);
    const secondUrl = await address(second);
    expect(second.output()).not.toContain('cs_');
    expect(await deliver(secondUrl, { token, elements: [event] })).toMatchObject({
      results: [{ id: event.id, status: 'duplicate', rev: 1 }],
    });
    second.child.kill('SIGTERM');
    expect(await second.exit).toBe(0);
    expect(second.output()).toContain('stopped');
  });

  it('says that the port is in use, and keeps the token of that folder for the next start', async () => {
    const holder = launch(['--port', '0', '--data', join(base, 'holder')]);
    const { port } = new URL(await address(holder));
    const late = launch(['--port', port, '--data', join(base, 'late')]);
    expect(await late.exit).toBe(1);
    expect(late.output()).toContain(`Port ${port} is in use`);
    expect(late.output()).not.toContain('    at ');
    const again = launch(['--port', '0', '--data', join(base, 'late')]);
    await address(again);
    expect(again.output()).toMatch(/token\s+cs_/);
    const clash = launch(['--port', '0', '--data', join(base, 'late')]);
    expect(await clash.exit).toBe(1);
    expect(clash.output()).toContain(`in use by process ${again.child.pid}`);
    for (const { child, exit } of [holder, again]) {
      child.kill('SIGINT');
      expect(await exit).toBe(0);
    }
  });

  it('lets a given token in without showing it', async () => {
    const running = launch(['--port', '0', '--data', join(base, 'given')], { RECEIVER_TOKEN: 'given-token' });
    const url = await address(running);
    expect(running.output()).not.toContain('given-token');
    expect(await deliver(url, { token: 'given-token', elements: [] })).toEqual({ results: [], cursor: '0' });
    running.child.kill('SIGTERM');
    expect(await running.exit).toBe(0);
  });

  it.each([
    ['--help', 0, '--port N'],
    ['--prot', 1, '--port N'],
  ])('answers %s with its options', async (option, code, words) => {
    const running = launch([option]);
    expect(await running.exit).toBe(code);
    expect(running.output()).toContain(words);
  });

  it('says that PostgreSQL does not answer, without its password', async () => {
    const running = launch(['--port', '0'], { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/reviews' });
    expect(await running.exit).toBe(1);
    expect(running.output()).toContain('PostgreSQL does not answer');
    expect(running.output()).not.toContain('secret');
  });
});
