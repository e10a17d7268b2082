import type { StoredEvent } from '../../core/event.ts';

/** A stored event with this place on its install; passages are `p-0` unless said otherwise. The hashes are not real ones. */
export function storedEvent(seq: number, rest: Partial<StoredEvent> = {}): StoredEvent {
  const hash = seq.toString(16).padStart(64, '0');
  return {
    opId: `op-${seq}`,
    passageId: 'p-0',
    type: 'review.submitted',
    time: '2026-01-02T03:04:05.678Z',
    seq,
    baseRev: 0,
    payload: { verdict: 'approve', note: `n${seq}` },
    payloadHash: hash,
    prevHash: hash,
    hash,
    ...rest,
  };
}

/** Events with `seq` 1…count, of one passage. */
export function storedEvents(count: number, rest: Partial<StoredEvent> = {}): readonly StoredEvent[] {
  return Array.from({ length: count }, (_, i) => storedEvent(i + 1, rest));
}
