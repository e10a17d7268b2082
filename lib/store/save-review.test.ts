import { describe, expect, it } from 'vitest';
import { verifyChain } from '../core/audit.ts';
import { reviewSchema } from '../core/review.ts';
import { appendEvents } from './append-event.ts';
import { changeConsent } from './consents.ts';
import { saveDestination } from './destinations.ts';
import { loadDraft, saveDraft } from './drafts.ts';
import { createOutbox } from './outbox-store.ts';
import { findReview } from './reviews.ts';
import { type SaveOutcome, saveReview } from './save-review.ts';
import { sampleReview, sampleSave } from './testing/sample-review.ts';
import { chainOf, dump, openOn, sampleDestination } from './testing/test-database.ts';

const site = 'https://desk.example';
const later = '2026-01-03T00:00:00.000Z';

describe('saving a review', () => {
  it('numbers the first decision and each later one of the same reviewer on the same passage', async () => {
    const db = openOn();
    const first = await saveReview(db, sampleSave('op-1'));
    const second = await saveReview(db, sampleSave('op-2', { verdict: 'reject' }, later));
    const other = await saveReview(db, sampleSave('op-3', { reviewerId: 'reviewer-2' }));

    expect(first).toMatchObject({ rev: 1, seq: 1, deliveries: [] });
    expect(second).toMatchObject({ reviewId: first.reviewId, rev: 2, seq: 2 });
    expect(other).toMatchObject({ rev: 1, seq: 3 });
    expect(other.reviewId).not.toBe(first.reviewId);
    expect(await findReview(db, 'passage-1', 'reviewer-1')).toMatchObject({
      rev: 2,
      verdict: 'reject',
      createdAt: '2026-01-02T03:04:05.678Z',
      updatedAt: later,
    });
  });

  it.each([
    ['approve', 'final', 'review.submitted'],
    ['escalate', 'final', 'review.escalated'],
    ['approve', 'voided', 'review.voided'],
  ] as const)('records a first %s, %s, as %s', async (verdict, state, type) => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1', { verdict, state }));
    expect(await db.events.get('op-1')).toMatchObject({ type, baseRev: 0, seq: 1 });
  });

  it('records what follows as revisions, whatever the verdict, on top of the revision before', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1'));
    await saveReview(db, sampleSave('op-2', { verdict: 'escalate' }));
    await saveReview(db, sampleSave('op-3', { state: 'voided' }));
    expect(await db.events.orderBy('seq').toArray()).toMatchObject([
      { type: 'review.submitted', baseRev: 0 },
      { type: 'review.revised', baseRev: 1 },
      { type: 'review.voided', baseRev: 2 },
    ]);
  });

  it('keeps the whole review in each event and in a chain that holds', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1', { note: 'first' }));
    await saveReview(db, sampleSave('op-2', { note: 'second' }));
    const notes = (await chainOf(db)).map(({ payload }) => reviewSchema.parse(payload).note);
    expect(notes).toEqual(['first', 'second']);
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
  });

  it('marks the passage reviewed, and not when the decision was taken back', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1'));
    expect(await db.passages.get('passage-1')).toMatchObject({
      tier: 'medium',
      reviewedAt: '2026-01-02T03:04:05.678Z',
    });
    await saveReview(db, sampleSave('op-2', { state: 'voided' }));
    expect(await db.passages.get('passage-1')).not.toHaveProperty('reviewedAt');
  });

  it('removes the drafts of the passage and no other', async () => {
    const db = openOn();
    const draft = { decisions: {}, edits: [], issues: [], note: 'half' };
    for (const passageId of ['passage-1', 'passage-2']) {
      await saveDraft(db, { passageId, textHash: 'h', draft, now: new Date(later) });
    }
    await saveReview(db, sampleSave('op-1'));
    expect(await loadDraft(db, 'passage-1', 'h')).toBeUndefined();
    expect(await loadDraft(db, 'passage-2', 'h')).toMatchObject({ draft });
  });

  it('addresses every enabled destination: pending with consent, held without', async () => {
    const db = openOn();
    await saveDestination(db, sampleDestination('agreed'));
    await saveDestination(db, sampleDestination('silent'));
    await saveDestination(db, sampleDestination('off', { enabled: false }));
    const consent = { siteKey: site, destinationId: 'agreed', granted: true, earlier: 'send' } as const;
    await changeConsent(db, { ...consent, now: new Date(later) });

    const { deliveries } = await saveReview(db, sampleSave('op-1'));
    expect(deliveries).toEqual([
      { destinationId: 'agreed', state: 'pending' },
      { destinationId: 'silent', state: 'held' },
    ]);
    expect(await db.outbox.where('opId').equals('op-1').count()).toBe(1);
  });

  it('keeps the event and no outbox row where there is nowhere to send it', async () => {
    const db = openOn();
    await saveReview(db, sampleSave('op-1'));
    expect([await db.events.count(), await db.outbox.count(), await db.deliveries.count()]).toEqual([1, 0, 0]);
  });
});

describe('saving the same operation again', () => {
  it('changes nothing and is told what the first save was told, even after delivery', async () => {
    const db = openOn();
    await saveDestination(db, sampleDestination('d'));
    const first = await saveReview(db, sampleSave('op-1'));
    await createOutbox(db).settle('d', [{ opId: 'op-1', state: 'delivered' }], { attempt: 0, nextAt: 0 });
    const before = await dump(db);
    expect(await saveReview(db, sampleSave('op-1', { note: 'sent twice' }, later))).toEqual(first);
    expect(await dump(db)).toEqual(before);
  });

  it('is one save when both run at once', async () => {
    const db = openOn();
    const both = await Promise.all([saveReview(db, sampleSave('op-1')), saveReview(db, sampleSave('op-1'))]);
    expect(both[0]).toEqual(both[1]);
    expect(await db.events.count()).toBe(1);
  });

  it('heals a lost reply: the outcome is the same from another connection', async () => {
    const db = openOn();
    const first = await saveReview(db, sampleSave('op-1'));
    db.close({ disableAutoOpen: false });
    expect(await saveReview(db, sampleSave('op-1'))).toEqual(first);
  });

  it('refuses an operation id that belongs to something else', async () => {
    const db = openOn();
    const draft = { opId: 'op-1', passageId: site, siteKey: site, type: 'consent.changed', baseRev: 0 } as const;
    const plan = async () => ({ drafts: [{ ...draft, time: later, payload: {} }] });
    await appendEvents(db, { tables: [], plan });
    await expect(saveReview(db, sampleSave('op-1'))).rejects.toThrow(RangeError);
  });
});

describe('many saves', () => {
  it('get gapless numbers and one chain when they are asked for at once', async () => {
    const db = openOn();
    const saves = Array.from({ length: 20 }, (_, i) =>
      saveReview(db, sampleSave(`op-${i}`, { passageId: `p-${i % 3}` })),
    );
    const seqs = (await Promise.all(saves)).map(({ seq }: SaveOutcome) => seq);
    expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
    expect((await db.reviews.toArray()).map(({ review }) => review.rev).sort()).toEqual([6, 7, 7]);
  });

  it('do not save a review that has no JSON form', async () => {
    const db = openOn();
    const review = { ...sampleReview(), detect: { signals: [], likelihood: Number.NaN } };
    await expect(saveReview(db, { opId: 'op-1', review, now: new Date(later) })).rejects.toThrow(TypeError);
    expect(await db.events.count()).toBe(0);
  });
});
