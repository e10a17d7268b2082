import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Consent, consentSchema, earlierSchema, hasConsent } from './consent.ts';

const site = 'https://app.example.com';
const at = '2026-01-02T03:04:05.678Z';
const yes: Consent = { siteKey: site, destinationId: 'd1', granted: true, at };

describe('hasConsent', () => {
  it.each<[name: string, consents: readonly Consent[], answer: boolean]>([
    ['nobody said anything', [], false],
    ['yes', [yes], true],
    ['no', [{ ...yes, granted: false }], false],
    ['yes for another site', [{ ...yes, siteKey: 'https://other.example' }], false],
    ['yes for the site without its frame', [{ ...yes, siteKey: `${site} https://frame.example` }], false],
    ['yes for another destination', [{ ...yes, destinationId: 'd2' }], false],
    ['yes here and no elsewhere', [{ ...yes, destinationId: 'd2', granted: false }, yes], true],
  ])('%s', (_name, consents, answer) => {
    expect(hasConsent(consents, site, 'd1')).toBe(answer);
  });

  it('is no where the words for one site and destination differ: a no is never outvoted', () => {
    expect(hasConsent([yes, { ...yes, granted: false }], site, 'd1')).toBe(false);
    expect(hasConsent([{ ...yes, granted: false }, yes], site, 'd1')).toBe(false);
  });

  it('is never a yes that nobody gave for exactly this site and destination', () => {
    const consents = fc.array(
      fc.record({
        siteKey: fc.constantFrom(site, 'https://other.example', ''),
        destinationId: fc.constantFrom('d1', 'd2', ''),
        granted: fc.boolean(),
        at: fc.constant(at),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(consents, (given) => {
        const said = given.some(
          ({ siteKey, destinationId, granted }) => siteKey === site && destinationId === 'd1' && granted,
        );
        if (!said) expect(hasConsent(given, site, 'd1')).toBe(false);
      }),
    );
  });
});

describe('the schemas', () => {
  it('take a word that was said, and no half of one', () => {
    expect(consentSchema.parse(yes)).toEqual(yes);
    expect(consentSchema.safeParse({ ...yes, granted: undefined }).success).toBe(false);
    expect(consentSchema.safeParse({ ...yes, granted: 'yes' }).success).toBe(false);
  });

  it('know two fates of earlier events', () => {
    expect(earlierSchema.options).toEqual(['send', 'keep']);
  });
});
