import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeConsent } from './consents.ts';
import { removeDestination, saveDestination } from './destinations.ts';
import { createOutbox, retryDead } from './outbox-store.ts';
import { type SaveOutcome, saveReview } from './save-review.ts';
import { sampleSave } from './testing/sample-review.ts';
import { address, compare, emptyModel, type Model, move, type Real } from './testing/store-model.ts';
import { newDisk, openOn, sampleDestination } from './testing/test-database.ts';

type Command = fc.AsyncCommand<Model, Real>;

const sites = ['https://a.example', 'https://b.example'] as const;
const destinationIds = ['d1', 'd2', 'd3'] as const;
const now = new Date('2026-01-02T03:04:05.678Z');
const gate = { attempt: 0, nextAt: 0 };

const save = (opId: string, site: number, passage: number) =>
  sampleSave(opId, { siteKey: sites[site % sites.length] ?? '', passageId: `p-${site % sites.length}-${passage}` });

class Save implements Command {
  readonly site: number;
  readonly passage: number;
  readonly dies: number | undefined;

  constructor(site: number, passage: number, dies?: number) {
    this.site = site;
    this.passage = passage;
    this.dies = dies;
  }

  check = (): boolean => true;

  /** Saves; where the worker dies on the way, the page asks the next worker again. */
  async run(model: Model, real: Real): Promise<void> {
    const opId = `op-${model.events.length}`;
    const request = save(opId, this.site, this.passage);
    let answered: SaveOutcome | undefined;
    if (this.dies !== undefined) {
      const attempt = saveReview(real.db, request).then(
        (outcome) => (answered = outcome),
        () => undefined,
      );
      for (let tick = 0; tick < this.dies; tick += 1) await new Promise((resolve) => setImmediate(resolve));
      const before = answered;
      real.db.close();
      real.db = openOn(real.disk);
      if (before !== undefined) expect(await real.db.events.get(opId)).toBeDefined();
      await attempt;
    }
    const outcome = await saveReview(real.db, request);
    if (answered !== undefined) expect(outcome).toEqual(answered);
    model.acknowledged.set(opId, outcome);
    address(model, opId, request.review.passage.siteKey);
    await compare(model, real);
  }

  toString = (): string => `save(${this.site}, ${this.passage}${this.dies === undefined ? '' : `, dies ${this.dies}`})`;
}

class Resend implements Command {
  readonly pick: number;

  constructor(pick: number) {
    this.pick = pick;
  }

  check = (model: Readonly<Model>): boolean => model.acknowledged.size > 0;

  async run(model: Model, real: Real): Promise<void> {
    const all = [...model.acknowledged];
    const [opId, outcome] = all[this.pick % all.length] ?? ['', undefined];
    expect(await saveReview(real.db, save(opId, this.pick, 0))).toEqual(outcome);
    await compare(model, real);
  }

  toString = (): string => `resend(${this.pick})`;
}

class Settle implements Command {
  readonly destination: string;
  readonly outcomes: readonly ('delivered' | 'conflict' | 'dead' | 'none')[];

  constructor(destination: string, outcomes: Settle['outcomes']) {
    this.destination = destination;
    this.outcomes = outcomes;
  }

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const outbox = createOutbox(real.db);
    const sent = await outbox.peek(this.destination, this.outcomes.length);
    const pending = model.events.filter(
      ({ opId }) => model.deliveries.get(`${opId} ${this.destination}`) === 'pending',
    );
    expect(sent.map(({ opId }) => opId)).toEqual(pending.slice(0, this.outcomes.length).map(({ opId }) => opId));
    const outcomes = sent.flatMap(({ opId }, i) => {
      const state = this.outcomes[i] ?? 'none';
      return state === 'none' ? [] : [{ opId, state }];
    });
    await outbox.settle(this.destination, outcomes, gate);
    for (const { opId, state } of outcomes) model.deliveries.set(`${opId} ${this.destination}`, state);
    await compare(model, real);
  }

  toString = (): string => `settle(${this.destination}, ${this.outcomes.join(' ')})`;
}

class ChangeConsent implements Command {
  readonly siteKey: string;
  readonly id: string;
  readonly granted: boolean;
  readonly earlier: 'send' | 'keep';

  constructor(siteKey: string, id: string, granted: boolean, earlier: 'send' | 'keep') {
    this.siteKey = siteKey;
    this.id = id;
    this.granted = granted;
    this.earlier = earlier;
  }

  check = (model: Readonly<Model>): boolean => model.destinations.has(this.id);

  async run(model: Model, real: Real): Promise<void> {
    const { siteKey, id, granted, earlier } = this;
    const { seq } = await changeConsent(real.db, { siteKey, destinationId: id, granted, earlier, now });
    if (!granted) move(model, { id, from: ['pending'], to: 'held', siteKey });
    else if (earlier === 'keep') move(model, { id, from: ['held'], to: 'withheld', siteKey });
    else {
      move(model, { id, from: ['held'], to: 'pending', siteKey });
      for (const event of model.events) {
        const key = `${event.opId} ${id}`;
        const shared = event.siteKey === siteKey && !event.consent;
        if (shared && !model.deliveries.has(key)) model.deliveries.set(key, 'pending');
      }
    }
    if (granted) model.consents.add(`${siteKey} ${id}`);
    else model.consents.delete(`${siteKey} ${id}`);
    const opId = (await real.db.events.where('seq').equals(seq).first())?.opId ?? '';
    model.events.push({ opId, siteKey, consent: true });
    model.deliveries.set(`${opId} ${id}`, granted ? 'pending' : 'held');
    await compare(model, real);
  }

  toString = (): string => `consent(${this.siteKey}, ${this.id}, ${this.granted}, ${this.earlier})`;
}

class SaveDestination implements Command {
  readonly id: string;
  readonly enabled: boolean;
  readonly moveQueue: 'send' | 'keep' | undefined;

  /** `moveQueue` changes the address as well. */
  constructor(id: string, enabled: boolean, moveQueue: 'send' | 'keep' | undefined) {
    this.id = id;
    this.enabled = enabled;
    this.moveQueue = moveQueue;
  }

  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    const { id, enabled, moveQueue } = this;
    const known = model.destinations.get(id);
    const url =
      moveQueue === undefined ? (known?.url ?? 'https://x.example') : `${known?.url ?? 'https://x.example'}/y`;
    const destination = sampleDestination(id, { enabled, url });
    await saveDestination(real.db, destination, moveQueue === undefined ? {} : { moveQueue });
    if (moveQueue === 'keep' && known !== undefined) {
      move(model, { id, from: ['held', 'pending'], to: 'withheld' });
      // Consent was to the old address.
      for (const siteKey of sites) model.consents.delete(`${siteKey} ${id}`);
    }
    model.destinations.set(id, destination);
    await compare(model, real);
  }

  toString = (): string => `destination(${this.id}, ${this.enabled}, ${this.moveQueue})`;
}

class RemoveDestination implements Command {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  check = (model: Readonly<Model>): boolean => model.destinations.has(this.id);

  async run(model: Model, real: Real): Promise<void> {
    await removeDestination(real.db, this.id);
    move(model, { id: this.id, from: ['held', 'pending'], to: 'withheld' });
    model.destinations.delete(this.id);
    for (const siteKey of sites) model.consents.delete(`${siteKey} ${this.id}`);
    await compare(model, real);
  }

  toString = (): string => `remove(${this.id})`;
}

class RetryDead implements Command {
  readonly pick: number;

  constructor(pick: number) {
    this.pick = pick;
  }

  check = (model: Readonly<Model>): boolean => [...model.deliveries.values()].includes('dead');

  async run(model: Model, real: Real): Promise<void> {
    const dead = [...model.deliveries].filter(([, state]) => state === 'dead').map(([key]) => key);
    const key = dead[this.pick % dead.length] ?? '';
    const [opId = '', id = ''] = key.split(' ');
    const siteKey = model.events.find((event) => event.opId === opId)?.siteKey ?? '';
    const allowed = model.consents.has(`${siteKey} ${id}`) ? 'pending' : 'held';
    const expected = model.destinations.has(id) ? allowed : undefined;
    expect(await retryDead(real.db, opId, id)).toBe(expected);
    if (expected !== undefined) model.deliveries.set(key, expected);
    await compare(model, real);
  }

  toString = (): string => `retry(${this.pick})`;
}

class Crash implements Command {
  check = (): boolean => true;

  async run(model: Model, real: Real): Promise<void> {
    real.db.close();
    real.db = openOn(real.disk);
    await compare(model, real);
  }

  toString = (): string => 'crash';
}

const site = fc.constantFrom(...sites);
const id = fc.constantFrom(...destinationIds);
const earlier = fc.constantFrom('send', 'keep');
const outcome = fc.constantFrom('delivered', 'conflict', 'dead', 'none');
const commands = [
  fc.tuple(fc.nat(1), fc.nat(2)).map(([at, passage]) => new Save(at, passage)),
  fc.tuple(fc.nat(1), fc.nat(2), fc.nat(40)).map(([at, passage, dies]) => new Save(at, passage, dies)),
  fc.nat(99).map((pick) => new Resend(pick)),
  fc.tuple(id, fc.array(outcome, { maxLength: 4 })).map(([to, outcomes]) => new Settle(to, outcomes)),
  fc.tuple(site, id, fc.boolean(), earlier).map(([at, to, granted, old]) => new ChangeConsent(at, to, granted, old)),
  fc
    .tuple(id, fc.boolean(), fc.option(earlier, { nil: undefined, freq: 3 }))
    .map(([to, enabled, moveQueue]) => new SaveDestination(to, enabled, moveQueue)),
  id.map((to) => new RemoveDestination(to)),
  fc.nat(99).map((pick) => new RetryDead(pick)),
  fc.constant(new Crash()),
];

it('loses nothing, orders everything and sends nothing without consent, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 45, size: 'max' }), async (steps) => {
      const disk = newDisk();
      const real: Real = { disk, db: openOn(disk) };
      const model = emptyModel();
      await fc.asyncModelRun(() => ({ model, real }), steps);
      for (const [opId, told] of model.acknowledged) expect(await saveReview(real.db, save(opId, 0, 0))).toEqual(told);
      await compare(model, real);
      real.db.close();
    }),
    { numRuns: 100 },
  );
}, 60_000);
