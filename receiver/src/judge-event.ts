import * as z from 'zod/mini';
import { type CloudEvent, cloudEventSchema, type EventResult } from '../../lib/core/event.ts';

const sourcePrefix = 'urn:countersign:';

/**
 * What the receiver asks of an event beyond the wire's schema: keys short enough for a PostgreSQL index entry (2,704
 * bytes at most), and a base revision that fits an `integer` column with one added.
 */
const receivedSchema = z.extend(cloudEventSchema, {
  source: z.string().check(z.regex(/^urn:countersign:[\x21-\x7e]{1,200}$/)),
  type: cloudEventSchema.shape.type.check(z.maxLength(100)),
  subject: z.string().check(z.maxLength(200)),
  baserev: z.int().check(z.minimum(0), z.maximum(2 ** 31 - 2)),
});

/** A record nests about ten levels; PostgreSQL's own JSON parser gives up, and with it the batch, at some thousands. */
const deepest = 64;

/** Why an event is refused for good. `id-reused`: its id is stored already, for another subject or type. */
export type RejectionCode = 'invalid-event' | 'unstorable-text' | 'too-deep' | 'id-reused';

/** One element of a batch, looked at on its own. */
export type Judged =
  | { readonly kind: 'accepted'; readonly event: CloudEvent }
  | { readonly kind: 'rejected'; readonly result: EventResult };

/**
 * Tells whether one element of a batch can be stored as it is. An accepted event keeps attributes that this version does
 * not know. Text that `jsonb` can't hold (NUL, a lone surrogate) is refused, not mended: the audit hash covers it.
 */
export function judgeEvent(element: unknown): Judged {
  const parsed = receivedSchema.safeParse(element);
  if (!parsed.success) return { kind: 'rejected', result: rejection(idOf(element), 'invalid-event') };
  const fault = storageFault(element);
  if (fault !== undefined) return { kind: 'rejected', result: rejection(parsed.data.id, fault) };
  // The element itself, not the parsed copy, which has lost the attributes that the schema does not name.
  return { kind: 'accepted', event: element as CloudEvent };
}

/** The result of an event that is refused for good. */
export function rejection(id: string, code: RejectionCode): EventResult {
  return { id, status: 'rejected', code };
}

/** The install an accepted event was made on. */
export function installOf(event: CloudEvent): string {
  return event.source.slice(sourcePrefix.length);
}

/** The id of whatever was sent, as far as it has one; the empty string names none. */
function idOf(element: unknown): string {
  if (typeof element !== 'object' || element === null || !('id' in element)) return '';
  return typeof element.id === 'string' ? element.id : '';
}

/** Walks without recursion: a hostile depth must not end in a stack overflow here either. */
function storageFault(element: unknown): 'unstorable-text' | 'too-deep' | undefined {
  const pending: [value: unknown, depth: number][] = [[element, 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string' && !isStorable(value)) return 'unstorable-text';
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) return 'too-deep';
    for (const [key, child] of Object.entries(value)) {
      if (!isStorable(key)) return 'unstorable-text';
      pending.push([child, depth + 1]);
    }
  }
  return undefined;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
