import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { applyLadder, latestVersion } from './migrations/ladder.ts';
import { saveReview } from './save-review.ts';
import { sampleSave } from './testing/sample-review.ts';
import { type Disk, newDisk, openOn } from './testing/test-database.ts';

/** The code of the next release: same tables and one more. */
function openNextRelease(disk: Disk): Dexie {
  const db = new Dexie('countersign', { ...disk });
  applyLadder(db);
  db.version(latestVersion + 1).stores({ later: '&id' });
  return db;
}

describe('the database', () => {
  it('stamps every row of every table with the version that wrote it', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1'));
    await db.gates.put({ destinationId: 'd', attempt: 1, nextAt: 5 });
    await db.gates.update('d', { attempt: 2 });
    const rows = await Promise.all(db.tables.map((table) => table.toArray()));
    const stamps = rows.flat().map((row: { schemaVersion?: unknown }) => row.schemaVersion);
    expect(stamps.length).toBeGreaterThanOrEqual(5);
    expect(new Set(stamps)).toEqual(new Set([latestVersion]));
  });

  it('commits strictly', async () => {
    const db = openOn();
    let durability: string | undefined;
    await db.transaction('rw', [db.gates], async (transaction) => {
      await db.gates.put({ destinationId: 'd', attempt: 1, nextAt: 0 });
      durability = transaction.idbtrans.durability;
    });
    expect(durability).toBe('strict');
  });

  it('goes by its name, so two of them share nothing', async () => {
    const disk = newDisk();
    await saveReview(openDatabase({ ...disk, name: 'one' }), sampleSave('op-1'));
    expect(await openDatabase({ ...disk, name: 'two' }).events.count()).toBe(0);
    expect(await openDatabase({ ...disk, name: 'one' }).events.count()).toBe(1);
  });
});

describe('two releases on one machine', () => {
  it('lets the newer one upgrade at once and keeps the older one closed', async () => {
    const disk = newDisk();
    const old = openOn(disk);
    await saveReview(old, sampleSave('op-1'));
    const next = openNextRelease(disk);
    await next.open();
    expect(next.backendDB().version).toBe((latestVersion + 1) * 10);
    await expect(saveReview(old, sampleSave('op-2'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await next.table('events').count()).toBe(1);
  });

  it.each([
    ['add', async (db: ReturnType<typeof openOn>) => db.gates.add({ destinationId: 'e', attempt: 0, nextAt: 0 })],
    ['put', async (db: ReturnType<typeof openOn>) => db.gates.put({ destinationId: 'd', attempt: 0, nextAt: 0 })],
    ['update', async (db: ReturnType<typeof openOn>) => db.gates.update('d', { attempt: 9 })],
    ['delete', async (db: ReturnType<typeof openOn>) => db.gates.delete('d')],
    ['clear', async (db: ReturnType<typeof openOn>) => db.gates.clear()],
  ] as const)('refuses a write of the older one on the newer database: %s', async (_name, write) => {
    const disk = newDisk();
    const next = openNextRelease(disk);
    const row = { destinationId: 'd', attempt: 1, nextAt: 0, schemaVersion: latestVersion + 1, added: 'later' };
    await next.table('gates').put(row);
    next.close();

    const old = openOn(disk);
    await expect(write(old)).rejects.toMatchObject({ name: 'StorageError', code: 'newer-schema' });
    expect(await old.gates.toArray()).toEqual([row]);
  });

  it('tells whoever saves with the older one that it is older', async () => {
    const disk = newDisk();
    const next = openNextRelease(disk);
    await next.open();
    next.close();
    const saved = saveReview(openOn(disk), sampleSave('op-1'));
    await expect(saved).rejects.toMatchObject({ code: 'newer-schema', message: expect.stringContaining('Reload') });
  });
});
