import * as z from 'zod/mini';

/**
 * Where one event stands at one destination. `held`: saved, but nobody has agreed that this site's text may go there.
 * `pending`: to be sent. The rest are terminal: `delivered`; `conflict`: kept by the receiver beside a newer head;
 * `dead`: refused for good, readable and retryable by a person; `withheld`: kept here by choice.
 */
export const deliveryStateSchema = z.enum(['held', 'pending', 'delivered', 'conflict', 'dead', 'withheld']);

/** See {@link deliveryStateSchema}. */
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** A delivery as it is shown: the state, where to, and the destination's last trouble in words for a person. */
export const deliverySchema = z.object({
  destinationId: z.string(),
  name: z.string(),
  host: z.string(),
  state: deliveryStateSchema,
  trouble: z.optional(z.string()),
});

/** See {@link deliverySchema}. */
export type Delivery = z.infer<typeof deliverySchema>;
