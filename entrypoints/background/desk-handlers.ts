import { endpointProblem } from '../../lib/core/destination.ts';
import type { deskCalls } from '../../lib/messages/contract.ts';
import { MessageError } from '../../lib/messages/message-error.ts';
import type { Handlers } from '../../lib/messages/transport.ts';
import type { Sender } from '../../lib/platform/messaging.ts';
import { describeTroubles } from '../../lib/store/deliveries.ts';
import { saveDestination } from '../../lib/store/destinations.ts';
import { syncCounts } from '../../lib/store/outbox-store.ts';
import { putSecret } from '../../lib/store/secrets.ts';
import type { Delivery } from './delivery.ts';
import { type Services, tokenName } from './services.ts';

/** Answers what our own extension pages ask. */
export function createDeskHandlers({ db }: Services, delivery: Delivery): Handlers<typeof deskCalls, Sender> {
  return {
    'destinations/save': async ({ destination, token, moveQueue }) => {
      const problem = endpointProblem(destination.url);
      if (problem !== undefined) throw new MessageError('bad-endpoint', problem);
      await saveDestination(db, destination, { ...(moveQueue === undefined ? {} : { moveQueue }) });
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
