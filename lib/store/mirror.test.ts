import { describe, expect, it } from 'vitest';
import { changeConsent } from './consents.ts';
import type { StoreDatabase } from './database.ts';
import { removeDestination, saveDestination } from './destinations.ts';
import { adoptPassageSalt, readIdentity } from './identity.ts';
import { updateMirror } from './mirror.ts';
import { createOutbox, retryDead } from './outbox-store.ts';
import { saveReview } from './save-review.ts';
import { putSecret } from './secrets.ts';
import { quotaFaults, whileFull } from './testing/faults.ts';
import { sampleSave } from './testing/sample-review.ts';
import { dump, newDisk, openMirrorOn, openOn, raiseVersion, sampleDestination } from './testing/test-database.ts';

const gate = { attempt: 0, nextAt: 0 };
const settle = (db: StoreDatabase, destinationId: string, opId: string, state: 'delivered' | 'dead') =>
  createOutbox(db).settle(destinationId, [{ opId, state }], gate);

/** Two destinations and these operations, held at both. */
async function withHeld(...opIds: readonly string[]) {
  const disk = newDisk();
  const db = openOn(disk);
  await saveDestination(db, sampleDestination('d1'));
  await saveDestination(db, sampleDestination('d2'));
  for (const opId of opIds) await saveReview(db, sampleSave(opId));
  return { disk, db, mirror: openMirrorOn(disk) };
}

type Mirror = Awaited<ReturnType<typeof withHeld>>['mirror'];

async function contents(mirror: Mirror): Promise<string[]> {
  const rows = await mirror.events.orderBy('seq').toArray();
  const pairs = await mirror.deliveries.toArray();
  return rows.map(({ opId }) => {
    const to = pairs.filter((pair) => pair.opId === opId).map(({ destinationId }) => destinationId);
    return `${opId} → ${to.join(' ')}`;
  });
}

describe('the mirror', () => {
  it('holds each undelivered event and who has yet to get it', async () => {
    const { db, mirror } = await withHeld('op-1', 'op-2', 'op-3');
    await settle(db, 'd1', 'op-1', 'delivered');
    await settle(db, 'd1', 'op-2', 'delivered');
    await settle(db, 'd2', 'op-2', 'dead');
    expect(await updateMirror(db, mirror)).toMatchObject({ kind: 'mirrored', mirrored: 2, notMirrored: 0 });
    expect(await contents(mirror)).toEqual(['op-1 → d2', 'op-3 → d1 d2']);
    const row = await mirror.events.get('op-1');
    const { bytes, ...event } = row ?? { bytes: 0 };
    expect(event).toEqual(await db.events.get('op-1'));
    expect(bytes).toBeGreaterThan(500);
  });

  it('follows what is delivered, saved, retried and removed', async () => {
    const { db, mirror } = await withHeld('op-1', 'op-2');
    await updateMirror(db, mirror);
    await settle(db, 'd1', 'op-1', 'delivered');
    await settle(db, 'd2', 'op-1', 'dead');
    await saveReview(db, sampleSave('op-3'));
    await updateMirror(db, mirror);
    expect(await contents(mirror)).toEqual(['op-2 → d1 d2', 'op-3 → d1 d2']);
    await retryDead(db, 'op-1', 'd2');
    await removeDestination(db, 'd1');
    await updateMirror(db, mirror);
    expect(await contents(mirror)).toEqual(['op-1 → d2', 'op-2 → d2', 'op-3 → d2']);
    expect((await mirror.destinations.toArray()).map(({ id }) => id)).toEqual(['d2']);
  });

  it('writes nothing when nothing has changed', async () => {
    const { db, mirror } = await withHeld('op-1');
    const first = await updateMirror(db, mirror);
    const { result, writes } = await whileFull(1, 'throw', () => updateMirror(db, mirror));
    expect(result).toEqual({ status: 'fulfilled', value: first });
    expect(writes).toBe(0);
  });

  it('keeps who the install is, and no secret', async () => {
    const { db, mirror } = await withHeld('op-1');
    await putSecret(db, 'token:d1', 'tok_live_8f3kd92mXq7Z');
    await adoptPassageSalt(db, 'team');
    await updateMirror(db, mirror);
    const { installId, reviewerId } = await readIdentity(db);
    expect(await mirror.meta.toArray()).toMatchObject([{ key: 'origin', installId, reviewerId, teamSalt: 'team' }]);
    expect(mirror.tables.map(({ name }) => name).toSorted()).toEqual(['deliveries', 'destinations', 'events', 'meta']);
  });

  it('keeps the oldest up to its limit of rows and says how many it leaves out', async () => {
    const { db, mirror } = await withHeld('op-1', 'op-2', 'op-3');
    const limits = { rows: 2, bytes: 1e9 };
    expect(await updateMirror(db, mirror, limits)).toMatchObject({ mirrored: 2, notMirrored: 1 });
    expect(await contents(mirror)).toEqual(['op-1 → d1 d2', 'op-2 → d1 d2']);
    await settle(db, 'd1', 'op-1', 'delivered');
    await settle(db, 'd2', 'op-1', 'delivered');
    expect(await updateMirror(db, mirror, limits)).toMatchObject({ mirrored: 2, notMirrored: 0 });
    expect(await contents(mirror)).toEqual(['op-2 → d1 d2', 'op-3 → d1 d2']);
  });

  it('keeps the oldest up to its limit of bytes', async () => {
    const { db, mirror } = await withHeld('op-1', 'op-2', 'op-3');
    const all = await updateMirror(db, mirror);
    const bytes = all.kind === 'mirrored' ? all.bytes : 0;
    expect(await updateMirror(db, mirror, { rows: 9, bytes })).toMatchObject({ mirrored: 3, bytes });
    const short = await updateMirror(db, mirror, { rows: 9, bytes: bytes - 1 });
    expect(short).toMatchObject({ mirrored: 2, notMirrored: 1 });
    expect(await contents(mirror)).toEqual(['op-1 → d1 d2', 'op-2 → d1 d2']);
  });

  it('copies more than goes into one transaction', async () => {
    const { db, mirror } = await withHeld(...Array.from({ length: 205 }, (_, i) => `op-${i}`));
    expect(await updateMirror(db, mirror)).toMatchObject({ mirrored: 205, notMirrored: 0 });
    expect(await mirror.deliveries.count()).toBe(410);
    expect(await updateMirror(db, mirror, { rows: 150, bytes: 1e9 })).toMatchObject({ mirrored: 150, notMirrored: 55 });
    expect(await mirror.deliveries.count()).toBe(300);
  });

  it('is the same after two updates at once as after one', async () => {
    const { db, mirror } = await withHeld('op-1', 'op-2');
    await Promise.all([updateMirror(db, mirror), updateMirror(db, mirror)]);
    expect(await contents(mirror)).toEqual(['op-1 → d1 d2', 'op-2 → d1 d2']);
  });

  it('is not written over by a database it was not copied from', async () => {
    const { disk, db, mirror } = await withHeld('op-1');
    await updateMirror(db, mirror);
    await db.delete();
    const before = await dump(mirror);
    expect(await updateMirror(openOn(disk), mirror)).toEqual({ kind: 'restore-first', mirrored: 1 });
    expect(await dump(mirror)).toEqual(before);
  });

  it('is not made by code that is older than the review database', async () => {
    const { disk, db, mirror } = await withHeld('op-1');
    await updateMirror(db, mirror);
    await saveReview(db, sampleSave('op-2'));
    await raiseVersion(disk, 'countersign');
    await expect(updateMirror(openOn(disk), mirror)).rejects.toMatchObject({ code: 'newer-schema' });
    expect(await contents(mirror)).toEqual(['op-1 → d1 d2']);
  });

  it.each(quotaFaults)('says when it has no room, and the review database is untouched (%s)', async (fault) => {
    const { db, mirror } = await withHeld('op-1');
    await updateMirror(db, mirror);
    const consent = { siteKey: 'https://desk.example', destinationId: 'd1', granted: true, earlier: 'send' } as const;
    await changeConsent(db, { ...consent, now: new Date(0) });
    await saveReview(db, sampleSave('op-2'));
    const before = await dump(db);
    const { result } = await whileFull(1, fault, () => updateMirror(db, mirror));
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StorageError', code: 'quota' } });
    expect(await dump(db)).toEqual(before);
    expect(await updateMirror(db, mirror)).toMatchObject({ kind: 'mirrored', mirrored: 3 });
  });
});
