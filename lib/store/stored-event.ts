import type { StoredEvent } from '../core/event.ts';
import type { EventRow } from './rows.ts';

/** The event of a row, without what only the store knows of it. */
export function storedEvent(row: EventRow): StoredEvent {
  const { schemaVersion: _version, siteKey: _site, firstDeliveries: _first, review: _review, ...event } = row;
  return event;
}
