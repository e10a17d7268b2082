import { describe, expect, it } from 'vitest';
import type { ReviewDraft } from '../core/review-draft.ts';
import { loadDraft, removeDraft, saveDraft } from './drafts.ts';
import { openOn } from './testing/test-database.ts';

const draft = (note: string): ReviewDraft => ({
  decisions: { 'date:0-4': { kind: 'dismissed', reason: 'already-fine' } },
  edits: [{ id: 'e', start: 0, end: 1, before: 'a', after: 'b', by: 'human', at: '2026-01-02T03:04:05.678Z' }],
  issues: [],
  note,
});
const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 2, 3, minute));

describe('drafts', () => {
  it('come back as they were kept last', async () => {
    const db = openOn();
    await saveDraft(db, { passageId: 'p', textHash: 'h', draft: draft('one'), now: at(1) });
    await saveDraft(db, { passageId: 'p', textHash: 'h', draft: draft('two'), now: at(2) });
    const kept = { draft: draft('two'), textHash: 'h', updatedAt: at(2).toISOString(), stale: false };
    expect(await loadDraft(db, 'p', 'h')).toEqual(kept);
    expect(await loadDraft(db, 'other', 'h')).toBeUndefined();
  });

  it('of another text are shown as stale, the latest first', async () => {
    const db = openOn();
    await saveDraft(db, { passageId: 'p', textHash: 'h1', draft: draft('one'), now: at(1) });
    await saveDraft(db, { passageId: 'p', textHash: 'h2', draft: draft('two'), now: at(3) });
    await saveDraft(db, { passageId: 'p', textHash: 'h3', draft: draft('three'), now: at(2) });
    expect(await loadDraft(db, 'p', 'now')).toMatchObject({ textHash: 'h2', stale: true, draft: { note: 'two' } });
  });

  it('of another text are never dropped by a new one', async () => {
    const db = openOn();
    await saveDraft(db, { passageId: 'p', textHash: 'old', draft: draft('old'), now: at(1) });
    await saveDraft(db, { passageId: 'p', textHash: 'new', draft: draft('new'), now: at(2) });
    expect(await loadDraft(db, 'p', 'new')).toMatchObject({ stale: false, draft: { note: 'new' } });
    expect(await loadDraft(db, 'p', 'old')).toMatchObject({ stale: false, draft: { note: 'old' } });
  });

  it('are removed with all texts of their passage, and no other passage’s', async () => {
    const db = openOn();
    for (const [passageId, textHash] of [
      ['p', 'h1'],
      ['p', 'h2'],
      ['q', 'h1'],
    ] as const) {
      await saveDraft(db, { passageId, textHash, draft: draft(''), now: at(1) });
    }
    await removeDraft(db, 'p');
    expect(await loadDraft(db, 'p', 'h1')).toBeUndefined();
    expect(await loadDraft(db, 'q', 'h1')).toMatchObject({ stale: false });
  });
});
