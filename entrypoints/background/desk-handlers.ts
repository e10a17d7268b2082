import { MessageError } from '../../lib/core/message-error.ts';
import type { deskCalls } from '../../lib/messages/contract.ts';
import type { Handlers } from '../../lib/messages/transport.ts';
import type { Sender } from '../../lib/platform/messaging.ts';
import { describeTroubles } from '../../lib/store/deliveries.ts';
import { saveDestination } from '../../lib/store/destinations.ts';
import { syncCounts } from '../../lib/store/outbox-store.ts';
import { DestinationRefused } from '../../lib/store/refusal.ts';
import { putSecret } from '../../lib/store/secrets.ts';
import type { Delivery } from './delivery.ts';
import { type Services, tokenName } from './services.ts';

/** Answers what our own extension pages ask. */
export function createDeskHandlers({ db }: Services, delivery: Delivery): Handlers<typeof deskCalls, Sender> {
  return {
    'destinations/save': async ({ destination, token, moveQueue }) => {
      await saveOrRefuse(db, destination, { ...(moveQueue === undefined ? {} : { moveQueue }) });
      if (token !== undefined) await putSecret(db, tokenName(destination.id), token);
      void delivery.flush({ force: true });
      return {};
    },
    'sync/flush': async () => {
      await delivery.flush({ force: true });
      return {};
    },
    'sync/state': async () => ({
      counts: await syncCounts(db),
      reviews: await db.reviews.count(),
      troubles: [...(await describeTroubles(db))],
    }),
  };
}

async function saveOrRefuse(...parameters: Parameters<typeof saveDestination>): Promise<void> {
  try {
    await saveDestination(...parameters);
  } catch (error) {
    if (!(error instanceof DestinationRefused)) throw error;
    const code = error.refusal === 'queue-undecided' ? 'queue-would-move' : 'bad-endpoint';
    throw new MessageError(code, error.message, { cause: error });
  }
}
