import type { ReviewDraft } from '../core/review-draft.ts';
import type { StoreDatabase } from './database.ts';
import { withStorageErrors } from './storage-error.ts';

/** A draft to keep, and the text of the passage it was made on. */
export type DraftToKeep = {
  readonly passageId: string;
  readonly textHash: string;
  readonly draft: ReviewDraft;
  readonly now: Date;
};

/** A draft as it was kept. `stale`: made on another text of the same passage, so its spans don't fit this one. */
export type KeptDraft = {
  readonly draft: ReviewDraft;
  readonly textHash: string;
  /** ISO 8601 UTC with ms. */
  readonly updatedAt: string;
  readonly stale: boolean;
};

/**
 * Keeps a draft in place of the one before on the same text. Drafts on other texts of the passage stay beside it: a text
 * that is generated again must not cost what was typed on the old one.
 *
 * @throws StorageError when the database failed.
 */
export async function saveDraft(db: StoreDatabase, { passageId, textHash, draft, now }: DraftToKeep): Promise<void> {
  const updatedAt = now.toISOString();
  const { decisions, edits, issues, note } = draft;
  const kept = { decisions: { ...decisions }, edits: [...edits], issues: [...issues], note };
  await withStorageErrors(db, () => db.drafts.put({ passageId, textHash, updatedAt, draft: kept }));
}

/**
 * The draft on this text; where there is none, the passage's latest on another text, marked stale; else `undefined`.
 *
 * @throws StorageError when the database failed.
 */
export async function loadDraft(
  db: StoreDatabase,
  passageId: string,
  textHash: string,
): Promise<KeptDraft | undefined> {
  const rows = await withStorageErrors(db, () => db.drafts.where('passageId').equals(passageId).sortBy('updatedAt'));
  const row = rows.find((one) => one.textHash === textHash) ?? rows.at(-1);
  if (row === undefined) return undefined;
  return { draft: row.draft, textHash: row.textHash, updatedAt: row.updatedAt, stale: row.textHash !== textHash };
}

/**
 * Drops all drafts of a passage. Saving its review does the same.
 *
 * @throws StorageError when the database failed.
 */
export async function removeDraft(db: StoreDatabase, passageId: string): Promise<void> {
  await withStorageErrors(db, () => db.drafts.where('passageId').equals(passageId).delete());
}
