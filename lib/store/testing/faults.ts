import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb';
import type { Disk } from './test-database.ts';

/** How a full disk shows: `put` throws, its request fails, or the transaction is aborted with that error as it commits. */
export const quotaFaults = ['throw', 'request', 'commit'] as const;

/** See {@link quotaFaults}. */
export type QuotaFault = (typeof quotaFaults)[number];

/** What the fake has below its surface. */
type FakeTransaction = {
  _markFinished: () => void;
  readonly _abort: (name: string) => void;
  readonly _execRequestAsync: (request: { source: unknown; operation: () => never }) => IDBRequest;
};

/** Runs `work` while the disk is full from the `nth` write on (counted from 1). Tells how many writes were tried. */
export async function whileFull<T>(
  nth: number,
  fault: QuotaFault,
  work: () => Promise<T>,
): Promise<{ readonly result: PromiseSettledResult<T>; readonly writes: number }> {
  const { put, add } = FakeObjectStore.prototype;
  let writes = 0;
  const failing = (write: typeof put): typeof put =>
    function (this: IDBObjectStore, value, key) {
      writes += 1;
      if (writes < nth) return write.call(this, value, key);
      return fail(this, fault, () => write.call(this, value, key));
    };
  FakeObjectStore.prototype.put = failing(put);
  FakeObjectStore.prototype.add = failing(add);
  try {
    const [result] = await Promise.allSettled([work()]);
    return { result, writes };
  } finally {
    FakeObjectStore.prototype.put = put;
    FakeObjectStore.prototype.add = add;
  }
}

function fail(store: IDBObjectStore, fault: QuotaFault, write: () => IDBRequest<IDBValidKey>): IDBRequest<IDBValidKey> {
  const full = new DOMException('no room', 'QuotaExceededError');
  const transaction = store.transaction as unknown as FakeTransaction;
  const operation = (): never => {
    throw full;
  };
  switch (fault) {
    case 'throw':
      return operation();
    case 'request':
      return transaction._execRequestAsync({ source: store, operation });
    case 'commit': {
      abortAtCommit(transaction, full.name);
      return write();
    }
  }
}

const doomed = new WeakSet<FakeTransaction>();

function abortAtCommit(transaction: FakeTransaction, errorName: string): void {
  if (doomed.has(transaction)) return;
  doomed.add(transaction);
  const finish = transaction._markFinished;
  transaction._markFinished = () => {
    transaction._markFinished = finish;
    transaction._abort(errorName);
  };
}

/** A disk whose databases fail to open with this error, until it is repaired or one of them is deleted. */
export function unopenable(disk: Disk, errorName = 'UnknownError'): Disk & { readonly repair: () => void } {
  let broken = true;
  const indexedDB = new Proxy(disk.indexedDB, {
    get: (target, key) => {
      if (key === 'open' && broken) return () => failedRequest(new DOMException('', errorName));
      if (key === 'deleteDatabase') broken = false;
      const member: unknown = Reflect.get(target, key);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return { ...disk, indexedDB, repair: () => (broken = false) };
}

type ErrorEventLike = {
  readonly target: object;
  readonly preventDefault: () => void;
  readonly stopPropagation: () => void;
};

function failedRequest(error: DOMException): { onerror?: (event: ErrorEventLike) => void } {
  const request: { onerror?: (event: ErrorEventLike) => void; error: DOMException } = { error };
  const ignore = (): void => undefined;
  setTimeout(() => request.onerror?.({ target: request, preventDefault: ignore, stopPropagation: ignore }));
  return request;
}

/** Has `meanwhile` happen once between a write's plan and its transaction, while the next hash is computed. */
export function duringNextHash(meanwhile: () => Promise<unknown>): void {
  const { digest } = crypto.subtle;
  crypto.subtle.digest = async (algorithm, data) => {
    crypto.subtle.digest = digest;
    await meanwhile();
    return digest.call(crypto.subtle, algorithm, data);
  };
}
