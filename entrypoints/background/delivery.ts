import { ensureRepeatingAlarm, setAlarm } from '../../lib/platform/lifecycle.ts';
import { postToEveryTab } from '../../lib/platform/messaging.ts';
import { setBadge } from '../../lib/platform/toolbar.ts';
import { closeTallies } from '../../lib/store/passages.ts';
import type { SafetyCopy } from './safety-copy.ts';
import type { Services } from './services.ts';

/** The alarm that rings when a destination may be tried again. */
export const flushAlarm = 'flush';

/** The alarm that rings now and then whatever happens: closes tallies, and flushes what a lost alarm left behind. */
export const tidyAlarm = 'tidy';

const tidyEveryMinutes = 5;

/** Sends what is waiting, and tells the tabs that show it. */
export type Delivery = {
  /** Flushes; `force` passes over back-off and pauses. Never rejects: trouble is kept with the destination. */
  readonly flush: (options?: { readonly force?: boolean }) => Promise<void>;
  readonly tidy: () => Promise<void>;
};

/** Makes the delivery of a worker. Every tab is told: which of them show a review is not worth a state that could be lost. */
export function createDelivery({ db, flusher }: Services, safetyCopy: SafetyCopy): Delivery {
  const flush: Delivery['flush'] = async (options = {}) => {
    // Before, for what was just saved, as the endpoint may take its time; and after, for what was delivered.
    safetyCopy.update();
    try {
      const report = await flusher.flushAll(options);
      await setAlarm(flushAlarm, report.wakeAt);
      await postToEveryTab({ call: 'sync/changed', request: {} });
      safetyCopy.update();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      await setBadge({
        text: '!',
        title: `Countersign could not read what waits to be sent and will try again: ${why}`,
      });
    }
  };
  return {
    flush,
    tidy: async () => {
      await ensureRepeatingAlarm(tidyAlarm, tidyEveryMinutes);
      await closeTallies(db, new Date());
      await flush();
    },
  };
}
