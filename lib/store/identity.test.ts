import { describe, expect, it } from 'vitest';
import { adoptPassageSalt, adoptReviewerId, readIdentity } from './identity.ts';
import { newDisk, openOn } from './testing/test-database.ts';

describe('identity', () => {
  it('is made once, also when many ask at once, and survives a restart', async () => {
    const disk = newDisk();
    const all = await Promise.all(Array.from({ length: 8 }, () => readIdentity(openOn(disk))));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await readIdentity(openOn(disk))).toEqual(all[0]);
  });

  it('is another on every install', async () => {
    const one = await readIdentity(openOn());
    const two = await readIdentity(openOn());
    for (const key of ['installId', 'reviewerId', 'salt'] as const) expect(one[key]).not.toBe(two[key]);
    expect(one.installId).not.toBe(one.reviewerId);
    expect(one.salt).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes the team’s salt over and finds its own again', async () => {
    const db = openOn();
    const own = await readIdentity(db);
    expect(await adoptPassageSalt(db, 'team-salt')).toEqual({ ...own, salt: 'team-salt' });
    expect(await readIdentity(db)).toEqual({ ...own, salt: 'team-salt' });
    expect(await adoptPassageSalt(db, undefined)).toEqual(own);
    expect(await readIdentity(db)).toEqual(own);
  });

  it('takes over the reviewer id a receiver knows, also as the first thing ever asked of it', async () => {
    const db = openOn();
    const taken = await adoptReviewerId(db, 'u-17');
    expect(taken.reviewerId).toBe('u-17');
    expect(await readIdentity(db)).toEqual(taken);
  });
});
