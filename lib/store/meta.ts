import type { StoreDatabase } from './database.ts';
import type { MetaRow } from './rows.ts';

/** The single value kept under this key, or `undefined`. */
export async function readMeta<Key extends MetaRow['key']>(
  db: StoreDatabase,
  key: Key,
): Promise<Extract<MetaRow, { key: Key }> | undefined> {
  const row = await db.meta.get(key);
  return row !== undefined && hasKey(row, key) ? row : undefined;
}

function hasKey<Key extends MetaRow['key']>(row: MetaRow, key: Key): row is Extract<MetaRow, { key: Key }> {
  return row.key === key;
}
