import { describe, expect, it, vi } from 'vitest';
import { describeSecret, putSecret, readSecret, removeSecret } from './secrets.ts';
import { dump, newDisk, openOn } from './testing/test-database.ts';

const token = 'tok_live_8f3kd92mXq7Z';

describe('secrets', () => {
  it('come back as they were, also after a restart, and under their own name only', async () => {
    const disk = newDisk();
    const db = openOn(disk);
    await putSecret(db, 'a', token);
    await putSecret(db, 'b', 'pässwörd 😀');
    db.close();
    const again = openOn(disk);
    expect(await readSecret(again, 'a')).toBe(token);
    expect(await readSecret(again, 'b')).toBe('pässwörd 😀');
    expect(await readSecret(again, 'c')).toBeUndefined();
  });

  it('are replaced and removed', async () => {
    const db = openOn();
    await putSecret(db, 'a', 'old');
    await putSecret(db, 'a', token);
    expect(await readSecret(db, 'a')).toBe(token);
    await removeSecret(db, 'a');
    expect(await readSecret(db, 'a')).toBeUndefined();
  });

  it('are not readable in what is kept, not even as the same bytes twice', async () => {
    const db = openOn();
    await putSecret(db, 'a', token);
    const first = await db.secrets.get('a');
    await putSecret(db, 'a', token);
    expect((await db.secrets.get('a'))?.data).not.toBe(first?.data);
    expect(JSON.stringify(await dump(db))).not.toContain(token);
    expect(JSON.stringify(await dump(db))).not.toContain(Buffer.from(token).toString('hex'));
  });

  it('are sealed with one key, which can’t be exported, also when two are put at once', async () => {
    const db = openOn();
    await Promise.all([putSecret(db, 'a', 'one'), putSecret(db, 'b', 'two')]);
    expect([await readSecret(db, 'a'), await readSecret(db, 'b')]).toEqual(['one', 'two']);
    const row = await db.meta.get('secret-key');
    const key = row?.key === 'secret-key' ? row.cryptoKey : undefined;
    expect(key).toMatchObject({ extractable: false, type: 'secret' });
    await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toMatchObject({
      name: 'InvalidAccessError',
    });
  });

  it('are sealed with the key another context made first', async () => {
    const db = openOn();
    const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const [theirs, ours] = [await newKey(), await newKey()];
    vi.spyOn(crypto.subtle, 'generateKey').mockImplementationOnce(async () => {
      await db.meta.put({ key: 'secret-key', cryptoKey: theirs });
      return ours;
    });
    await putSecret(db, 'a', token);
    await db.meta.put({ key: 'secret-key', cryptoKey: theirs });
    expect(await readSecret(db, 'a')).toBe(token);
  });

  it('do not open under another name', async () => {
    const db = openOn();
    await putSecret(db, 'a', token);
    const row = await db.secrets.get('a');
    if (row !== undefined) await db.secrets.put({ ...row, name: 'b' });
    await expect(readSecret(db, 'b')).rejects.toMatchObject({ name: 'StorageError', code: 'unknown' });
  });

  it('do not open without the key they were sealed with', async () => {
    const db = openOn();
    await putSecret(db, 'a', token);
    await db.meta.delete('secret-key');
    await expect(readSecret(db, 'a')).rejects.toMatchObject({ name: 'StorageError' });
  });
});

describe('describing a secret', () => {
  it.each([
    [token, 'Xq7Z'],
    ['twelve chars', 'hars'],
    ['eleven char', ''],
    ['', ''],
    ['ends with emoji 😀😀', 'i 😀😀'],
  ])('of %j shows %j', async (value, shown) => {
    const db = openOn();
    await putSecret(db, 'a', value);
    expect(await describeSecret(db, 'a')).toBe(shown);
  });

  it('says when there is none', async () => {
    expect(await describeSecret(openOn(), 'a')).toBeUndefined();
  });
});
