import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder of the house itself, absolute. */
export const house = join(import.meta.dirname, '../..');

/** A throw-away tree that stands for the house. */
export type PlantedTree = {
  /** Absolute path, links resolved. */
  readonly root: string;
  readonly remove: () => Promise<void>;
};

/**
 * Writes files into a new temporary folder that shares the packages of the house, so that a check can be seen to find
 * what is wrong with them.
 *
 * @param files text by path, `/` between folders.
 */
export async function plantTree(files: Readonly<Record<string, string>>): Promise<PlantedTree> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'countersign-planted-')));
  // A junction is what Windows makes without special rights; other systems ignore the word.
  await symlink(join(house, 'node_modules'), join(root, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
