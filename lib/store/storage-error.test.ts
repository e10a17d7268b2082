import { Dexie } from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import { saveReview } from './save-review.ts';
import { StorageError, type StorageErrorCode, toStorageError, withStorageErrors } from './storage-error.ts';
import { unopenable } from './testing/faults.ts';
import { sampleSave } from './testing/sample-review.ts';
import { newDisk, openOn } from './testing/test-database.ts';

const dom = (name: string): DOMException => new DOMException('', name);

describe('naming a storage failure', () => {
  it.each<[string, unknown, StorageErrorCode]>([
    ['a full disk', dom('QuotaExceededError'), 'quota'],
    ['a full disk at commit', new Dexie.AbortError('no', dom('QuotaExceededError')), 'quota'],
    [
      'a full disk two levels down',
      new Dexie.AbortError('no', new Dexie.AbortError('no', dom('QuotaExceededError'))),
      'quota',
    ],
    ['a full disk in a bulk write', new Dexie.BulkError('no', { 0: dom('QuotaExceededError') }), 'quota'],
    ['a plain abort', new Dexie.AbortError('gone'), 'unavailable'],
    ['an unknown error of the engine', dom('UnknownError'), 'unavailable'],
    ['a closed database', new Dexie.DatabaseClosedError(), 'unavailable'],
    [
      'a closed database, closed by a full disk',
      new Dexie.DatabaseClosedError('no', dom('QuotaExceededError')),
      'quota',
    ],
    ['no IndexedDB at all', new Dexie.MissingAPIError(), 'unavailable'],
    ['a newer database', dom('VersionError'), 'newer-schema'],
    ['a constraint', new Dexie.ConstraintError(), 'unknown'],
    ['nothing', undefined, 'unknown'],
  ])('%s', (_name, error, code) => {
    expect(toStorageError(error)).toMatchObject({ name: 'StorageError', code, cause: error });
  });

  it('keeps an error it has named before, however deep', () => {
    const named = new StorageError('newer-schema');
    expect(toStorageError(new Dexie.AbortError('no', named))).toBe(named);
  });

  it('ends on an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(toStorageError(error).code).toBe('unknown');
  });

  it('lets what is not the storage’s pass', async () => {
    const bug = new TypeError('a bug');
    await expect(withStorageErrors(openOn(), () => Promise.reject(bug))).rejects.toBe(bug);
  });
});

describe('a database that could not be opened', () => {
  it('says so, and opens again once it can', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const disk = unopenable(newDisk());
    const db = openOn(disk);
    await expect(saveReview(db, sampleSave('op-1'))).rejects.toMatchObject({ code: 'unavailable' });
    disk.repair();
    await expect(saveReview(db, sampleSave('op-1'))).resolves.toMatchObject({ seq: 1 });
  });
});
