import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from '../core/default-taxonomy.ts';
import { severities } from '../core/severity.ts';
import { createEngine } from './engine.ts';
import { rules, rulesetName } from './registry.ts';

const contracts = readFileSync(new URL('../../docs/contracts.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
const namedIds = (/## Rules Ids: ([^.]+)\./.exec(contracts)?.[1] ?? '').split(' · ');
const builtIds = (/Built so far: ([^.]+)\./.exec(contracts)?.[1] ?? '').split(', ');

describe('the rules that run', () => {
  it('have ids of the contract, each once, in its order', () => {
    const ids = rules.map(({ id }) => id);
    expect(namedIds).toHaveLength(20);
    expect(ids).toEqual(namedIds.filter((id) => ids.includes(id)));
  });

  it('are those that the contract says are built', () => {
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(builtIds));
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s names a category, a severity and a version', (_, rule) => {
    expect(defaultTaxonomy.types.map(({ id }) => id)).toContain(rule.category);
    expect(severities).toContain(rule.severity);
    expect(rule.version).toMatch(/^\d+$/);
  });

  it('raise flags only in categories that an install starts with', async () => {
    const engine = createEngine(rules, { ruleset: rulesetName });
    const source =
      'Order record of the customer of the shop. Order total: £9,441.12\nPayment due: 17 April 2026\n'.repeat(4);
    const text =
      'As an AI language model, I see the order total of £9,841.12 and 55 boxes, due by 31 April 2026 or on 9 July 2031. ' +
      'Pay with 4000 0566 5566 5556 or call +44 20 7946 0321, [Your Name].';
    const { flags } = await engine.run({ id: 'p', text, source, lang: 'en' });
    expect(new Set(flags.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ id }) => id)));
    const known = defaultTaxonomy.types.map(({ id }) => id);
    expect(flags.filter(({ category }) => !known.includes(category))).toEqual([]);
  });

  it('carry the name and version of their set', () => {
    expect(rulesetName).toMatch(/^[a-z]+@\d+$/);
  });
});
