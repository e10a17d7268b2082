import type { Destination } from '../core/destination.ts';
import { type FlushOptions, type FlushReport, flush } from './flush.ts';

/** The Web Lock that one flush at a time holds, over all contexts of the extension. */
export const flushLock = 'countersign-flush';

/** When to look again after another context was found flushing, in ms: the shortest time an alarm can be set for. */
const busyRetryMs = 30_000;

/** When to try again after a flush failed on this side (the store), in ms. */
const failedRetryMs = 60_000;

/** The part of `navigator.locks` that is used: `work` gets `null` where the lock is held elsewhere. */
export type Locks = {
  readonly request: <T>(
    name: string,
    options: { readonly ifAvailable: true },
    work: (lock: unknown) => Promise<T>,
  ) => Promise<T>;
};

/** What the flusher needs of its surroundings. */
export type FlusherOptions = Pick<FlushOptions, 'outbox' | 'fetch' | 'now' | 'random' | 'signal' | 'timeoutMs'> & {
  readonly locks: Locks;
  readonly listDestinations: () => Promise<readonly Destination[]>;
  /** The destination's token, or `undefined` where it has none. */
  readonly readToken: (destinationId: string) => Promise<string | undefined>;
  readonly readInstallId: () => Promise<string>;
};

/** What became of one destination. `failed`: something on this side threw; the others went on. */
export type DestinationReport =
  | { readonly kind: 'flushed'; readonly report: FlushReport }
  | { readonly kind: 'failed'; readonly destinationId: string; readonly error: unknown };

/**
 * What came of a call. `wakeAt` (epoch ms) is when to call again without being asked; none where nothing is waiting for
 * time to pass. `busy`: another context is flushing; what was saved after its last look waits for `wakeAt`.
 */
export type FlushAllReport =
  | { readonly kind: 'busy'; readonly wakeAt: number }
  | { readonly kind: 'done'; readonly reports: readonly DestinationReport[]; readonly wakeAt?: number };

/** Sends what is pending, everywhere. */
export type Flusher = {
  /** `force` also tries destinations that are waiting or paused. */
  readonly flushAll: (options?: { readonly force?: boolean }) => Promise<FlushAllReport>;
};

/** A destination being flushed in this context, or one that was. `force` is for the next round. */
type Flight = { destination: Destination; again: boolean; force: boolean; landed: boolean };

/** The last flight of each destination, with what it reports. */
type Flights = Map<string, { readonly flight: Flight; readonly report: Promise<DestinationReport> }>;

/**
 * Makes a flusher. All enabled destinations are flushed side by side, each with its own gate, so that a sick endpoint
 * never holds another; and only one context of the extension flushes at a time, under the Web Lock {@link flushLock}.
 *
 * A call while this same context is flushing joins in: destinations that are done already are flushed again at once, and
 * the others once more when they are through, so what was saved before the call is always looked at.
 */
export function createFlusher(options: FlusherOptions): Flusher {
  const flights: Flights = new Map();
  const calls = new Set<Promise<FlushAllReport>>();
  let holding = false;

  const join = (force: boolean): Promise<FlushAllReport> => {
    const call = flushEach(options, flights, force);
    const forget = () => calls.delete(call);
    calls.add(call);
    call.then(forget, forget);
    return call;
  };

  const lead = async (force: boolean): Promise<FlushAllReport> => {
    holding = true;
    try {
      return await join(force);
    } finally {
      // Nobody may flush without the lock, so it is kept until the last call that joined in is through.
      while (calls.size > 0) await Promise.allSettled(calls);
      holding = false;
    }
  };

  return {
    flushAll: async ({ force = false } = {}) => {
      if (holding) return join(force);
      return options.locks.request(flushLock, { ifAvailable: true }, async (lock) =>
        lock === null ? { kind: 'busy', wakeAt: options.now() + busyRetryMs } : lead(force),
      );
    },
  };
}

async function flushEach(options: FlusherOptions, flights: Flights, force: boolean): Promise<FlushAllReport> {
  const destinations = (await options.listDestinations()).filter((destination) => destination.enabled);
  const flight = (destination: Destination): Flight => ({ destination, again: false, force, landed: false });
  const reports = await Promise.all(destinations.map((destination) => take(options, flights, flight(destination))));
  const times = reports.flatMap((report) => wakeTimes(report, options.now()));
  return { kind: 'done', reports, ...(times.length === 0 ? {} : { wakeAt: Math.min(...times) }) };
}

/** Starts a flight, or has the one that is up to the same destination go round again. */
function take(options: FlusherOptions, flights: Flights, flight: Flight): Promise<DestinationReport> {
  const { id } = flight.destination;
  const up = flights.get(id);
  if (up !== undefined && !up.flight.landed) {
    // As it is configured now: a round after this one must not go to an address that was changed meanwhile.
    up.flight.destination = flight.destination;
    up.flight.again = true;
    up.flight.force ||= flight.force;
    return up.report;
  }
  const report = fly(options, flight);
  flights.set(id, { flight, report });
  return report;
}

/** Flushes one destination, and again for as long as it was asked for meanwhile; never rejects. */
async function fly(options: FlusherOptions, flight: Flight): Promise<DestinationReport> {
  try {
    for (;;) {
      const { destination, force } = flight;
      flight.again = false;
      flight.force = false;
      const [installId, token] = await Promise.all([options.readInstallId(), options.readToken(destination.id)]);
      const report = await flush({ ...options, destination, installId, token, force });
      if (!flight.again) return { kind: 'flushed', report };
    }
  } catch (error) {
    return { kind: 'failed', destinationId: flight.destination.id, error };
  } finally {
    // At once, not when the report has made its way to a listener: whoever asks from here on needs a flight of its own.
    flight.landed = true;
  }
}

function wakeTimes(entry: DestinationReport, now: number): readonly number[] {
  if (entry.kind === 'failed') return [now + failedRetryMs];
  return entry.report.end === 'waiting' ? [entry.report.gate.nextAt] : [];
}
