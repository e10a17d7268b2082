import { defaultPolicy, type Policy } from '../../lib/core/policy.ts';
import { createBuiltInCritic } from '../../lib/critic/built-in-critic.ts';
import type { Critic } from '../../lib/critic/critic.ts';
import { createEngine } from '../../lib/flags/engine.ts';
import { rules, rulesetName } from '../../lib/flags/registry.ts';
import { openDatabase, type StoreDatabase } from '../../lib/store/database.ts';
import { listDestinations } from '../../lib/store/destinations.ts';
import { type Identity, readIdentity } from '../../lib/store/identity.ts';
import { createOutbox } from '../../lib/store/outbox-store.ts';
import { readSecret } from '../../lib/store/secrets.ts';
import { createFlusher, type Flusher } from '../../lib/sync/flusher.ts';

/** Everything the worker's handlers share. Nothing in here is state: the worker may die between any two messages. */
export type Services = {
  readonly db: StoreDatabase;
  readonly critic: Critic;
  readonly policy: Policy;
  readonly identity: () => Promise<Identity>;
  readonly flusher: Flusher;
};

/** The name under which a destination's token is kept. */
export function tokenName(destinationId: string): string {
  return `token:${destinationId}`;
}

/** Builds the services. The database opens on first use. */
export function createServices(): Services {
  const db = openDatabase();
  const flusher = createFlusher({
    outbox: createOutbox(db),
    fetch: (url, init) => fetch(url, init),
    now: Date.now,
    random: Math.random,
    locks: navigator.locks,
    listDestinations: () => listDestinations(db),
    readToken: (destinationId) => readSecret(db, tokenName(destinationId)),
    readInstallId: async () => (await readIdentity(db)).installId,
  });
  return {
    db,
    critic: createBuiltInCritic({
      run: createEngine(rules, { ruleset: rulesetName }).run,
      ruleVersions: new Map(rules.map(({ id, version }) => [id, version])),
    }),
    policy: defaultPolicy,
    identity: () => readIdentity(db),
    flusher,
  };
}
