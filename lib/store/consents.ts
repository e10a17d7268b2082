import type { Consent, Earlier } from '../core/consent.ts';
import type { Destination } from '../core/destination.ts';
import { type EventType, eventTypeSchema } from '../core/event.ts';
import { newId } from '../core/ids.ts';
import { type AppendPlan, appendEvents } from './append-event.ts';
import type { StoreDatabase } from './database.ts';
import { moveDeliveries } from './fan-out.ts';
import { DestinationRefused } from './refusal.ts';
import { unstamped } from './rows.ts';
import { withStorageErrors } from './storage-error.ts';
import { withWriter } from './writer.ts';

/**
 * A person's word on one site and one destination. `earlier` says what becomes of events saved before a yes; it means
 * nothing with a no, which always puts what was still to be sent on hold.
 */
export type ConsentChange = {
  readonly siteKey: string;
  readonly destinationId: string;
  readonly granted: boolean;
  readonly earlier: Earlier;
  readonly now: Date;
};

/** What a change of consent did: its event's `seq`, and how many earlier events changed their state or joined the queue. */
export type ConsentOutcome = { readonly seq: number; readonly moved: number; readonly added: number };

/** The payload of a `consent.changed` event. It is sent to the destination it speaks of, and to no other. */
export type ConsentPayload = {
  readonly schema: 'consent/1';
  readonly siteKey: string;
  readonly destination: Pick<Destination, 'id' | 'name' | 'url'>;
  readonly granted: boolean;
  /** Only with a yes. */
  readonly earlier?: Earlier;
};

/**
 * Records a person's word and acts on it, in one transaction with its event. A yes with `send` queues what was held and
 * every earlier event of the site that never had a delivery to this destination; a yes with `keep` withholds what was
 * held; a no holds what was still to be sent. What was withheld before stays withheld.
 *
 * @throws DestinationRefused `unknown` when there is no such destination.
 * @throws StorageError when the database failed; nothing has changed then.
 */
export async function changeConsent(db: StoreDatabase, change: ConsentChange): Promise<ConsentOutcome> {
  const opId = newId();
  return withStorageErrors(db, () =>
    withWriter(async () => {
      let done = { moved: 0, added: 0 };
      const plan = async (): Promise<AppendPlan> => {
        const destination = await destinationOf(db, change);
        return {
          drafts: [consentDraft(opId, change, destination)],
          stillHolds: async () => sameAddress(destination, await db.destinations.get(destination.id)),
          write: async () => {
            done = await applyConsent(db, change);
          },
        };
      };
      const [row] = await appendEvents(db, { tables: [], plan });
      return { seq: row?.seq ?? 0, ...done };
    }),
  );
}

/** Every consent that was ever given or refused, by site and destination. */
export async function listConsents(db: StoreDatabase): Promise<readonly Consent[]> {
  return withStorageErrors(db, async () => (await db.consents.toArray()).map(unstamped));
}

async function destinationOf(db: StoreDatabase, { destinationId }: ConsentChange): Promise<Destination> {
  const row = await db.destinations.get(destinationId);
  if (row === undefined) throw new DestinationRefused('unknown');
  return unstamped(row);
}

// The event must name what the person agreed to, so a destination changed meanwhile makes a new plan.
function sameAddress(planned: Destination, current: Destination | undefined): boolean {
  return current !== undefined && current.url === planned.url && current.name === planned.name;
}

function consentDraft(opId: string, change: ConsentChange, { id, name, url }: Destination) {
  const { siteKey, granted, earlier, now } = change;
  const payload: ConsentPayload = {
    schema: 'consent/1',
    siteKey,
    destination: { id, name, url },
    granted,
    ...(granted && { earlier }),
  };
  const type = 'consent.changed' as const;
  // A webhook's address can be a secret in itself, so no other destination is told of it.
  return { opId, passageId: siteKey, siteKey, type, time: now.toISOString(), baseRev: 0, payload, audience: [id] };
}

async function applyConsent(
  db: StoreDatabase,
  { siteKey, destinationId, granted, earlier, now }: ConsentChange,
): Promise<Omit<ConsentOutcome, 'seq'>> {
  await db.consents.put({ siteKey, destinationId, granted, at: now.toISOString() });
  const at = { siteKey, destinationId };
  if (!granted) return { moved: await moveDeliveries(db, { ...at, from: 'pending', to: 'held' }), added: 0 };
  if (earlier === 'keep') return { moved: await moveDeliveries(db, { ...at, from: 'held', to: 'withheld' }), added: 0 };
  const moved = await moveDeliveries(db, { ...at, from: 'held', to: 'pending' });
  return { moved, added: await queueNeverAddressed(db, siteKey, destinationId) };
}

const sharedTypes: readonly EventType[] = eventTypeSchema.options.filter((type) => type !== 'consent.changed');

/** Queues the site's events that no delivery to this destination exists for. Reads indexes, never payloads. */
async function queueNeverAddressed(db: StoreDatabase, siteKey: string, destinationId: string): Promise<number> {
  const addressed = await db.deliveries
    .where('[siteKey+destinationId+state]')
    .between([siteKey, destinationId, ''], [siteKey, destinationId, '\uffff'])
    .primaryKeys();
  const known = new Set(addressed.map(([opId]) => opId));
  const missing: { seq: number; opId: string; passageId: string }[] = [];
  for (const type of sharedTypes) {
    await db.events
      .where('[siteKey+type+seq+passageId]')
      .between([siteKey, type], [siteKey, type, Infinity])
      .eachKey((key, { primaryKey: opId }) => {
        const [, , seq, passageId] = key as readonly [string, string, number, string];
        if (!known.has(opId)) missing.push({ seq, opId, passageId });
      });
  }
  const state = 'pending' as const;
  await db.deliveries.bulkAdd(missing.map(({ opId, seq }) => ({ opId, destinationId, siteKey, seq, state })));
  await db.outbox.bulkPut(missing);
  return missing.length;
}
