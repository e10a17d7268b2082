import canonicalize from 'canonicalize';

/** A value JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, ECMAScript numbers, no white space. Equal
 * values give equal texts on every machine, so a hash over it can be checked elsewhere.
 *
 * Members that are `undefined` are left out, as JSON.stringify does.
 *
 * @throws TypeError when the value is not JSON (a function, `undefined` itself, NaN, an infinity or a cycle).
 */
export function canonicalJson(value: unknown): string {
  try {
    const text = canonicalize(value);
    if (typeof text === 'string') return text;
  } catch (cause) {
    throw new TypeError('value has no canonical JSON', { cause });
  }
  throw new TypeError('value has no canonical JSON');
}
