import { sayingWording } from '../../components/wording.ts';
import { newId } from '../../lib/core/ids.ts';
import { type Client, createClient, createSignalListener, type SignalHandlers } from '../../lib/messages/client.ts';
import type { frameCalls, pageCalls } from '../../lib/messages/contract.ts';
import type { ReviewPorts } from '../../lib/models/review-model.ts';
import { onMessage, postToBackground } from '../../lib/platform/messaging.ts';

/** What of a review's ports the page itself has to provide. */
export type PagePorts = Pick<ReviewPorts, 'rewrite' | 'currentText' | 'selectors' | 'go' | 'close'> & {
  /** What analyses took is added up here. */
  readonly timing: { flagMs: number };
};

/** The background as the page part sees it. */
export function connect(): Client<typeof pageCalls> {
  return createClient(postToBackground);
}

/** Waits, in ms. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A review's ports: the background behind messages, the page behind what is handed in. */
export function reviewPorts(client: Client<typeof pageCalls>, page: PagePorts): ReviewPorts {
  const { timing, ...ports } = page;
  return {
    ...ports,
    analyse: async (found) => {
      const startedAt = performance.now();
      const analysis = await client('passages/analyse', found);
      timing.flagMs += performance.now() - startedAt;
      return analysis;
    },
    keepDraft: (passageId, text, { decisions, edits, issues, note }) =>
      client('drafts/save', {
        passageId,
        text,
        draft: { decisions: { ...decisions }, edits: [...edits], issues: [...issues], note },
      }),
    save: (opId, submission) => client('reviews/save', { opId, submission }),
    voidReview: (opId, passageId) => client('reviews/void', { opId, passageId }),
    changeConsent: (destinationId, granted) => client('consents/change', { destinationId, granted, earlier: 'send' }),
    deliveries: async (opId) => (await client('deliveries/state', { opId })).deliveries,
    word: sayingWording,
    newId,
    now: Date.now,
    pause,
  };
}

/** Hears what the background tells this frame, until the extension is gone. */
export function listen(handlers: SignalHandlers<typeof frameCalls>): void {
  onMessage(createSignalListener(handlers));
}
