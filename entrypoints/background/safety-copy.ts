import { setBadge } from '../../lib/platform/toolbar.ts';
import { updateMirror } from '../../lib/store/mirror.ts';
import { openMirror } from '../../lib/store/mirror-database.ts';
import { classifyMain, restoreFromMirror } from '../../lib/store/restore.ts';
import type { Services } from './services.ts';

/** The second copy of what has not been delivered yet. */
export type SafetyCopy = {
  /** At boot, before anything is written: brings back what a lost database left undelivered. */
  readonly restore: () => Promise<void>;
  /** After a commit; nobody waits for it. */
  readonly update: () => void;
};

/** Makes the keeper of the safety copy. Its troubles are told on the toolbar and never keep a review from being saved. */
export function createSafetyCopy({ db }: Services): SafetyCopy {
  const mirror = openMirror();
  let updating: Promise<unknown> = Promise.resolve();
  let again = false;
  const run = async (): Promise<void> => {
    again = false;
    try {
      await updateMirror(db, mirror);
    } catch (error) {
      await tell(`The safety copy of undelivered reviews could not be written: ${messageOf(error)}`);
    }
    if (again) await run();
  };
  return {
    async restore() {
      const state = await classifyMain(db, mirror);
      if (state.kind === 'cannot-open') await tell(`Reviews can’t be saved: ${state.error.message}`);
      if (state.kind !== 'empty' || state.mirrored === 0) return;
      try {
        const { restored } = await restoreFromMirror(db, mirror);
        await tell(
          `The review database was lost; ${restored} undelivered reviews were brought back and wait for your consent.`,
        );
      } catch (error) {
        await tell(`Undelivered reviews could not be brought back yet: ${messageOf(error)}`);
      }
    },
    update() {
      // One at a time, and one more for whatever was committed meanwhile.
      if (again) return;
      again = true;
      updating = updating.then(run);
    },
  };
}

function tell(title: string): Promise<void> {
  return setBadge({ text: '!', title });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
