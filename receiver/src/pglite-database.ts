import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import type { Database, Parameter, Query, Row } from './database.ts';
import { lockFolder } from './folder-lock.ts';

const options = { parsers: { [types.INT8]: Number } };

/** Opens an embedded database that is gone with the process. */
export async function openMemory(): Promise<Database> {
  const engine = await PGlite.create(options);
  return databaseOver(engine, { description: 'in memory, gone when this process ends' });
}

/**
 * Opens the embedded database of a folder, making both where they do not exist. The folder is locked while it is open:
 * the engine itself lets two processes write over each other.
 *
 * @throws {FolderInUseError} when another receiver has the folder.
 */
export async function openFolder(path: string): Promise<Database> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const engine = await PGlite.create(await readyFiles(folder), options);
    return databaseOver(engine, { description: `${folder} (embedded)`, unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Makes the database files beside their place and moves them in, so that a first start cut short leaves no half of one. */
async function readyFiles(folder: string): Promise<string> {
  const files = join(folder, 'pgdata');
  if (existsSync(files)) return files;
  const unfinished = join(folder, 'pgdata.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  const engine = await PGlite.create(unfinished);
  await engine.close();
  await rename(unfinished, files);
  return files;
}

type Hold = { readonly description: string; readonly unlock?: () => Promise<void> };

function databaseOver(engine: PGlite, { description, unlock }: Hold): Database {
  return {
    description,
    query: queryOver(engine),
    transaction: (work) => engine.transaction((transaction) => work(queryOver(transaction))),
    close: async () => {
      await engine.close();
      await unlock?.();
    },
  };
}

function queryOver(engine: PGlite | Transaction): Query {
  return async <R extends Row>(sql: string, parameters: readonly Parameter[] = []) =>
    (await engine.query<R>(sql, [...parameters])).rows;
}
