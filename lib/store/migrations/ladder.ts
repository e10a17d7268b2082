import type { Dexie } from 'dexie';
import { createTables } from './001-create-tables.ts';
import type { Migration } from './migration.ts';

/** Every version there has been, oldest first, numbered from 1 without gaps. */
export const ladder: readonly Migration[] = [createTables];

/** The version this code writes. */
export const latestVersion = ladder.length;

/** Declares the versions up to and including `top` on a database that is not open yet. */
export function applyLadder(db: Dexie, top: number = latestVersion): void {
  for (const { version, stores, upgrade } of ladder.slice(0, top)) {
    const declared = db.version(version).stores({ ...stores });
    if (upgrade !== undefined) declared.upgrade(upgrade);
  }
}
