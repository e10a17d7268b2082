import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Another receiver has this folder open. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(folder: string, { pid, lockFile }: { readonly pid: number; readonly lockFile: string }) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop that receiver first; if process ${pid} is no receiver, remove ${lockFile}.`,
    );
  }
}

/** Folders open in this very process, where a process id says nothing. */
const openHere = new Set<string>();

/**
 * Takes the folder for this process and gives what releases it. A lock whose process is gone is taken over, so that a
 * killed receiver starts again without help.
 *
 * @throws {FolderInUseError} when a living process holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lockFile = join(folder, 'receiver.pid');
  if (openHere.has(folder)) throw new FolderInUseError(folder, { pid: process.pid, lockFile });
  openHere.add(folder);
  try {
    await takeLock(folder, lockFile);
  } catch (error) {
    openHere.delete(folder);
    throw error;
  }
  return async () => {
    await rm(lockFile, { force: true });
    openHere.delete(folder);
  };
}

async function takeLock(folder: string, lockFile: string): Promise<void> {
  if (await createdLock(lockFile)) return;
  const pid = Number(await readFile(lockFile, 'utf8').catch(() => ''));
  if (isAlive(pid)) throw new FolderInUseError(folder, { pid, lockFile });
  await rm(lockFile, { force: true });
  if (!(await createdLock(lockFile))) throw new FolderInUseError(folder, { pid, lockFile });
}

async function createdLock(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Our own id is a leftover too: a container's receiver gets the same id at every start. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there but may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
