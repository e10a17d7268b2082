import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from './folder-lock.ts';

describe('lockFolder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receiver-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const leaveLock = (text: string) => writeFile(join(folder, 'receiver.pid'), text);

  it('names this process while it is held and leaves nothing behind', async () => {
    const unlock = await lockFolder(folder);
    expect(await readFile(join(folder, 'receiver.pid'), 'utf8')).toBe(String(process.pid));
    await unlock();
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a second holder in the same process until the first lets go', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    await unlock();
    await (await lockFolder(folder))();
  });

  it('refuses a folder that a living process holds, and names the process and the file', async () => {
    await leaveLock(String(process.ppid));
    await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${process.ppid}`);
    await expect(lockFolder(folder), 'a refusal takes nothing').rejects.toThrow(join(folder, 'receiver.pid'));
  });

  it.each([
    ['a process that is gone', () => String(spawnSync(process.execPath, ['--version']).pid)],
    ['an earlier process with our own id, as in a container', () => String(process.pid)],
    ['nobody we can read', () => 'x'],
    ['nobody', () => ''],
  ])('takes over the lock of %s', async (_name, text) => {
    await leaveLock(text());
    const unlock = await lockFolder(folder);
    expect(await readFile(join(folder, 'receiver.pid'), 'utf8')).toBe(String(process.pid));
    await unlock();
  });
});
