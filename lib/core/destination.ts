import * as z from 'zod/mini';

/**
 * A configured endpoint. Its kind is fixed at set-up: a `receiver` answers per event, a `webhook` with any 2xx that is not
 * HTML. The token is not part of it; secrets are kept apart and never leave the background.
 */
export const destinationSchema = z.object({
  id: z.string(),
  kind: z.enum(['receiver', 'webhook']),
  name: z.string().check(z.minLength(1)),
  /** A receiver's base address, to which `/v1/events` is added, or a webhook's whole address. */
  url: z.string(),
  enabled: z.boolean(),
});

/** See {@link destinationSchema}. */
export type Destination = z.infer<typeof destinationSchema>;

/** Why an address can't be an endpoint. */
export type EndpointProblem = 'not-a-url' | 'not-https' | 'has-credentials' | 'has-fragment';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What is wrong with an endpoint address, or `undefined` for a good one (`docs/contracts.md`, Wire): https, or http on this
 * machine only, without a user, a password or a fragment.
 */
export function endpointProblem(address: string): EndpointProblem | undefined {
  if (!URL.canParse(address)) return 'not-a-url';
  const url = new URL(address);
  const onThisMachine = url.protocol === 'http:' && loopbackHosts.has(url.hostname);
  if (url.protocol !== 'https:' && !onThisMachine) return 'not-https';
  if (url.username !== '' || url.password !== '') return 'has-credentials';
  if (url.hash !== '' || address.includes('#')) return 'has-fragment';
  return undefined;
}

/**
 * Where a destination's events are posted: a webhook's address as it is given, a receiver's with `/v1/events` behind its path
 * and before its query. An address that is no URL comes back as it is, for {@link endpointProblem} to name.
 */
export function eventsUrl(destination: Destination): string {
  if (destination.kind === 'webhook' || !URL.canParse(destination.url)) return destination.url;
  const url = new URL(destination.url);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/events`;
  return url.href;
}
