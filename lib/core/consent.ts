import * as z from 'zod/mini';

/** A person's word on one site and one destination: whether that site's reviews may go there. */
export const consentSchema = z.object({
  siteKey: z.string(),
  destinationId: z.string(),
  granted: z.boolean(),
  /** ISO 8601 UTC with ms. */
  at: z.string(),
});

/** See {@link consentSchema}. */
export type Consent = z.infer<typeof consentSchema>;

/** What becomes of events saved before consent was given: they go too, or stay on this machine. */
export const earlierSchema = z.enum(['send', 'keep']);

/** See {@link earlierSchema}. */
export type Earlier = z.infer<typeof earlierSchema>;

/** Whether this site's text may be sent to this destination. Silence is no, and so is any no among several words. */
export function hasConsent(consents: readonly Consent[], siteKey: string, destinationId: string): boolean {
  const said = consents.filter((consent) => consent.siteKey === siteKey && consent.destinationId === destinationId);
  return said.length > 0 && said.every(({ granted }) => granted);
}
