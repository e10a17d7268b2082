import { describe, expect, it, vi } from 'vitest';
import { verifyChain } from '../core/audit.ts';
import { changeConsent } from './consents.ts';
import type { StoreDatabase } from './database.ts';
import { listDestinations, saveDestination } from './destinations.ts';
import { adoptPassageSalt, readIdentity } from './identity.ts';
import { updateMirror } from './mirror.ts';
import { createOutbox, syncCounts } from './outbox-store.ts';
import { classifyMain, discardUnopenable, restoreFromMirror } from './restore.ts';
import { findReview } from './reviews.ts';
import { saveReview } from './save-review.ts';
import { unopenable, whileFull } from './testing/faults.ts';
import { sampleSave } from './testing/sample-review.ts';
import {
  chainOf,
  type Disk,
  dump,
  newDisk,
  openMirrorOn,
  openOn,
  raiseVersion,
  sampleDestination,
} from './testing/test-database.ts';

const siteKey = 'https://desk.example';
const agree = (db: StoreDatabase, destinationId: string) =>
  changeConsent(db, { siteKey, destinationId, granted: true, earlier: 'send', now: new Date(0) });

/** An install with one delivered and two undelivered revisions, mirrored, and then its review database is gone. */
async function afterLoss() {
  const disk = newDisk();
  const db = openOn(disk);
  await adoptPassageSalt(db, 'team');
  await saveDestination(db, sampleDestination('d1'));
  await saveDestination(db, sampleDestination('d2'));
  await agree(db, 'd1');
  for (const opId of ['op-1', 'op-2', 'op-3']) await saveReview(db, sampleSave(opId, { note: opId }));
  const delivered = (opId: string) => ({ opId, state: 'delivered' as const });
  const pending = await createOutbox(db).peek('d1', 9);
  await createOutbox(db).settle(
    'd1',
    pending.slice(0, 3).map(({ opId }) => delivered(opId)),
    { attempt: 0, nextAt: 0 },
  );
  await createOutbox(db).settle('d2', [delivered('op-1')], { attempt: 0, nextAt: 0 });
  const identity = await readIdentity(db);
  const mirror = openMirrorOn(disk);
  await updateMirror(db, mirror);
  await db.delete();
  return { disk, identity, mirror, lost: db };
}

const reopened = (disk: Disk): StoreDatabase => openOn(disk);

describe('telling how the review database stands', () => {
  it('is ready when the mirror is its own, or when there is no mirror yet', async () => {
    const disk = newDisk();
    const db = openOn(disk);
    const mirror = openMirrorOn(disk);
    expect(await classifyMain(db, mirror)).toEqual({ kind: 'ready' });
    await updateMirror(db, mirror);
    expect(await classifyMain(db, mirror)).toEqual({ kind: 'ready' });
  });

  it('is empty when the mirror was copied from another life of it', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    expect(await classifyMain(db, mirror)).toEqual({ kind: 'empty', mirrored: 2 });
    await readIdentity(db);
    await saveReview(db, sampleSave('op-new'));
    expect(await classifyMain(db, mirror)).toEqual({ kind: 'empty', mirrored: 2 });
  });

  it('cannot be opened, which is something else than empty', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { disk, mirror } = await afterLoss();
    const sick = unopenable(disk);
    const db = openOn(sick);
    const state = await classifyMain(db, mirror);
    expect(state).toMatchObject({ kind: 'cannot-open', error: { code: 'unavailable' }, mirrored: 2 });
    sick.repair();
    expect(await classifyMain(db, mirror)).toMatchObject({ kind: 'empty' });
  });

  it('does not depend on a mirror that can’t be opened', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const disk = newDisk();
    expect(await classifyMain(openOn(disk), openMirrorOn(unopenable(disk)))).toEqual({ kind: 'ready' });
  });
});

describe('restoring from the mirror', () => {
  it('brings undelivered events back in their order, chained anew under a new install', async () => {
    const { disk, identity, mirror } = await afterLoss();
    const db = reopened(disk);
    expect(await restoreFromMirror(db, mirror)).toEqual({ restored: 2, present: 0 });
    const events = await db.events.orderBy('seq').toArray();
    expect(events).toMatchObject([
      { opId: 'op-2', seq: 1, baseRev: 1, type: 'review.revised', review: { rev: 2 } },
      { opId: 'op-3', seq: 2, baseRev: 2, type: 'review.revised', review: { rev: 3 } },
    ]);
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
    const { installId, ...rest } = await readIdentity(db);
    expect(installId).not.toBe(identity.installId);
    expect(rest).toEqual({ reviewerId: identity.reviewerId, salt: 'team' });
  });

  it('puts them on hold, only where they had not arrived, until the person agrees again', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    await restoreFromMirror(db, mirror);
    expect(await listDestinations(db)).toEqual([sampleDestination('d1'), sampleDestination('d2')]);
    const deliveries = await db.deliveries.toArray();
    expect(deliveries.map(({ opId, destinationId, state }) => `${opId} ${destinationId} ${state}`)).toEqual([
      'op-2 d2 held',
      'op-3 d1 held',
      'op-3 d2 held',
    ]);
    await agree(db, 'd1');
    expect((await createOutbox(db).peek('d1', 9)).map(({ opId }) => opId)).toContain('op-3');
  });

  it('makes the newest revision the review again, and answers a resent save as restored', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    await restoreFromMirror(db, mirror);
    const review = await findReview(db, 'passage-1', 'reviewer-1');
    expect(review).toMatchObject({ rev: 3, note: 'op-3' });
    expect(await db.passages.get('passage-1')).toMatchObject({ siteKey, reviewedAt: review?.updatedAt });
    expect(await saveReview(db, sampleSave('op-2'))).toMatchObject({ reviewId: review?.id, rev: 2, seq: 1 });
    expect(await saveReview(db, sampleSave('op-4'))).toMatchObject({ reviewId: review?.id, rev: 4, seq: 3 });
  });

  it('restores nothing twice', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    await restoreFromMirror(db, mirror);
    const before = await dump(db);
    expect(await restoreFromMirror(db, mirror)).toEqual({ restored: 0, present: 0 });
    expect(await dump(db)).toEqual(before);
    expect(await classifyMain(db, mirror)).toEqual({ kind: 'ready' });
    expect(await updateMirror(db, mirror)).toMatchObject({ kind: 'mirrored', mirrored: 2 });
    expect((await mirror.events.orderBy('seq').toArray()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it.each([1, 2, 3, 5, 8, 12])('goes on after it was cut off at write %i', async (nth) => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    const { result } = await whileFull(nth, 'commit', () => restoreFromMirror(db, mirror));
    expect(result.status).toBe('rejected');
    const again = reopened(disk);
    const { restored, present } = await restoreFromMirror(again, mirror);
    expect(restored + present).toBe(2);
    expect((await again.events.toArray()).map(({ opId }) => opId).toSorted()).toEqual(['op-2', 'op-3']);
    expect(await verifyChain(await chainOf(again))).toBeUndefined();
    expect((await readIdentity(again)).salt).toBe('team');
  });

  it('adds to what was reviewed since, and leaves the newer review and identity alone', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    const own = await readIdentity(db);
    for (const opId of ['n-1', 'n-2', 'n-3', 'n-4']) await saveReview(db, sampleSave(opId, { note: opId }));
    expect(await restoreFromMirror(db, mirror)).toEqual({ restored: 2, present: 0 });
    expect(await readIdentity(db)).toEqual(own);
    expect(await findReview(db, 'passage-1', 'reviewer-1')).toMatchObject({ rev: 4, note: 'n-4' });
    expect(await db.events.count()).toBe(6);
  });

  it('replaces a review that was begun anew and has fewer revisions', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    await saveReview(db, sampleSave('n-1'));
    await restoreFromMirror(db, mirror);
    expect(await findReview(db, 'passage-1', 'reviewer-1')).toMatchObject({ rev: 3, note: 'op-3' });
    expect(await db.reviews.count()).toBe(1);
  });

  it('does not read a mirror that newer code has written', async () => {
    const { disk, mirror } = await afterLoss();
    mirror.close();
    await raiseVersion(disk, 'countersign-mirror');
    const db = reopened(disk);
    await expect(restoreFromMirror(db, openMirrorOn(disk))).rejects.toMatchObject({ code: 'newer-schema' });
    expect(Object.values(await dump(db)).flat()).toEqual([]);
  });

  it('has nothing to do without a mirror', async () => {
    const disk = newDisk();
    const db = openOn(disk);
    expect(await restoreFromMirror(db, openMirrorOn(disk))).toEqual({ restored: 0, present: 0 });
    expect(await syncCounts(db)).toMatchObject({ held: 0 });
  });
});

describe('discarding a database that can’t be opened', () => {
  it('makes an empty one that can be restored into', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { disk, mirror } = await afterLoss();
    const db = openOn(unopenable(disk));
    await expect(restoreFromMirror(db, mirror)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await discardUnopenable(db, mirror)).toBe(true);
    expect(await restoreFromMirror(db, mirror)).toEqual({ restored: 2, present: 0 });
  });

  it('does nothing to one that opens after all', async () => {
    const { disk, mirror } = await afterLoss();
    const db = reopened(disk);
    await saveReview(db, sampleSave('op-new'));
    expect(await discardUnopenable(db, mirror)).toBe(false);
    expect(await db.events.count()).toBe(1);
  });

  it.each([
    ['QuotaExceededError', 'quota'],
    ['VersionError', 'newer-schema'],
  ] as const)('does nothing to one that is not damaged: %s', async (errorName, code) => {
    const disk = newDisk();
    await saveReview(openOn(disk), sampleSave('op-1'));
    const discarded = discardUnopenable(openOn(unopenable(disk, errorName)), openMirrorOn(disk));
    await expect(discarded).rejects.toMatchObject({ name: 'StorageError', code });
    expect(await openOn(disk).events.count()).toBe(1);
  });
});
