import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchMediaType } from '../../lib/core/event.ts';
import { FolderInUseError } from './folder-lock.ts';
import { migrate, migrations } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { type Receiver, startReceiver } from './server.ts';
import { startTimeoutMs } from './testing/engines.ts';
import { makeEvent } from './testing/wire.ts';

const grant = { token: 'server-token', reviewerId: 'r-1', role: 'reviewer' } as const;

async function deliver(receiver: Receiver, elements: readonly unknown[]): Promise<unknown> {
  const reply = await fetch(`${receiver.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': batchMediaType, authorization: `Bearer ${grant.token}` },
    body: JSON.stringify(elements),
  });
  expect(reply.status).toBe(200);
  return reply.json();
}

describe('startReceiver', { timeout: startTimeoutMs }, () => {
  let base = '';
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'receiver-server-'));
  });
  afterAll(() => rm(base, { recursive: true }));

  const startIn = (name: string, port = 0) =>
    startReceiver({ port, database: { kind: 'folder', path: join(base, name) }, tokens: [grant] });

  it('keeps its own memory, and shows what it stored', async () => {
    const receiver = await startReceiver({ port: 0, database: { kind: 'memory' }, tokens: [grant] });
    const event = makeEvent();
    expect(receiver.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await receiver.countEvents()).toBe(0);
    await deliver(receiver, [event, makeEvent()]);
    expect(await receiver.countEvents()).toBe(2);
    expect((await receiver.events())[0]).toEqual({
      opId: event.id,
      type: event.type,
      subject: event.subject,
      body: event,
    });
    await receiver.close();
    await receiver.close();
    await expect(fetch(`${receiver.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('finds its rows, revisions and tokens again after a restart on the same folder', async () => {
    const event = makeEvent();
    const before = await startIn('restart');
    await deliver(before, [event]);
    await before.close();
    const after = await startReceiver({
      port: 0,
      database: { kind: 'folder', path: join(base, 'restart') },
      tokens: [],
    });
    expect(await deliver(after, [event, makeEvent({ passageId: event.subject, baseRev: 1 })])).toMatchObject({
      results: [
        { status: 'duplicate', rev: 1 },
        { status: 'applied', rev: 2 },
      ],
      cursor: '2',
    });
    expect(await after.countEvents()).toBe(2);
    await after.close();
  });

  it('refuses a folder that is open, and lets it go after a start that fails', async () => {
    const receiver = await startIn('held');
    await expect(startIn('held')).rejects.toThrow(FolderInUseError);
    const port = Number(new URL(receiver.url).port);
    await expect(startIn('other', port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    await receiver.close();
    await (await startIn('other')).close();
  });

  it('leaves a folder that a newer receiver wrote alone', async () => {
    const location = { kind: 'folder', path: join(base, 'newer') } as const;
    const database = await openDatabase(location);
    const next = { version: migrations.length + 1, name: 'next', statements: ['create table later (a int)'] };
    await migrate(database, [...migrations, next]);
    await database.close();
    await expect(startIn('newer')).rejects.toThrow(`schema version ${next.version}`);
  });

  it('starts where an earlier first start was cut short', async () => {
    const unfinished = join(base, 'cut', 'pgdata.unfinished');
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, 'PG_VERSION'), 'half');
    const receiver = await startIn('cut');
    await deliver(receiver, [makeEvent()]);
    await receiver.close();
  });

  it('finishes a request under way before it stops', async () => {
    const receiver = await startReceiver({ port: 0, database: { kind: 'memory' }, tokens: [grant] });
    const body = JSON.stringify([makeEvent()]);
    const socket = connect(Number(new URL(receiver.url).port), '127.0.0.1');
    const head = [
      'POST /v1/events HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${grant.token}`,
      `Content-Type: ${batchMediaType}`,
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ];
    const received: string[] = [];
    const ended = new Promise((resolve) => socket.on('close', resolve));
    const begun = new Promise((resolve) => socket.once('data', resolve));
    socket.setEncoding('utf8').on('data', (chunk: string) => received.push(chunk));
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await begun;
    const closed = receiver.close();
    socket.write(body);
    await Promise.all([ended, closed]);
    expect(received.join('')).toContain('"status":"applied"');
  });
});
