import { Dexie } from 'dexie';

/**
 * Why the store could not do what was asked. `quota`: no room left; `unavailable`: the database can't be opened or read
 * at the moment; `newer-schema`: a newer version of Countersign has written it; `unknown`: anything else.
 */
export type StorageErrorCode = 'quota' | 'unavailable' | 'newer-schema' | 'unknown';

const advice: Record<StorageErrorCode, string> = {
  quota: 'No room left for reviews. Nothing saved before is lost: free some disk space, then save again.',
  unavailable: 'The review database is not available. Save again; if that fails too, restart the browser.',
  'newer-schema': 'A newer version of Countersign has written these reviews. Reload this page or update the extension.',
  unknown: 'The review database refused the operation. Nothing was written; save again.',
};

/** A failure of the store, in words that say what to do. Whatever was being written was not written at all. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, options?: ErrorOptions) {
    super(advice[code], options);
    this.code = code;
  }
}

const codeByName: Readonly<Record<string, StorageErrorCode>> = {
  QuotaExceededError: 'quota',
  VersionError: 'newer-schema',
  AbortError: 'unavailable',
  DatabaseClosedError: 'unavailable',
  InvalidStateError: 'unavailable',
  MissingAPIError: 'unavailable',
  OpenFailedError: 'unavailable',
  TimeoutError: 'unavailable',
  TransactionInactiveError: 'unavailable',
  UnknownError: 'unavailable',
};

const precedence: readonly StorageErrorCode[] = ['quota', 'newer-schema', 'unavailable'];

/**
 * The store's error for whatever IndexedDB or Dexie threw. Looks below the surface: a full disk shows as an `AbortError`
 * whose `inner` is the `QuotaExceededError`, and a bulk write hides the reason in `failures`.
 */
export function toStorageError(error: unknown): StorageError {
  const chain = withInner(error);
  const ours = chain.find((one) => one instanceof StorageError);
  if (ours !== undefined) return ours;
  const codes = chain.map((one) => codeByName[nameOf(one)]);
  return new StorageError(precedence.find((code) => codes.includes(code)) ?? 'unknown', { cause: error });
}

/**
 * Runs work on a database so that storage failures come out as {@link StorageError}. Errors that are not the storage's,
 * such as a refusal or a bug, pass unchanged.
 *
 * @throws StorageError when IndexedDB or Dexie failed.
 */
export async function withStorageErrors<T>(db: Dexie, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Dexie remembers a failed opening for good. Forgetting it lets the next call try again, unless somebody closed it.
    if (db.hasFailed() && !db.hasBeenClosed()) db.close({ disableAutoOpen: false });
    if (error instanceof Dexie.DexieError || error instanceof DOMException) throw toStorageError(error);
    throw error;
  }
}

// Far deeper than Dexie nests (two levels), and an end in case of a cycle.
const deepest = 5;

function withInner(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > deepest) return [];
  const below = [
    'inner' in error ? error.inner : undefined,
    'cause' in error ? error.cause : undefined,
    ...('failures' in error && Array.isArray(error.failures) ? error.failures.slice(0, 1) : []),
  ];
  return [error, ...below.flatMap((one) => withInner(one, depth + 1))];
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
