import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../../lib/core/bytes.ts';
import type { Database } from './database.ts';

/** What a reviewer may do. */
export type Role = 'reviewer' | 'specialist' | 'approver' | 'admin';

/** Whom a token stands for. */
export type Reviewer = { readonly reviewerId: string; readonly role: Role };

/** A token in the clear with whom it stands for; it is never stored like this. */
export type TokenGrant = Reviewer & { readonly token: string };

/** 256 bits: a plain SHA-256 is then enough to keep it, since it can't be guessed. */
const tokenBytes = 32;

/** A fresh token, made of characters that RFC 6750 allows in a bearer token. */
export function newToken(): string {
  return `cs_${randomBytes(tokenBytes).toString('base64url')}`;
}

/** Lets a token in; one that is known already takes the reviewer and role given now, and stays revoked if it was. */
export async function grantToken(database: Database, { token, reviewerId, role }: TokenGrant): Promise<void> {
  await database.query(
    `insert into tokens (token_hash, reviewer_id, role) values ($1, $2, $3)
     on conflict (token_hash) do update set reviewer_id = excluded.reviewer_id, role = excluded.role`,
    [await sha256Hex(token), reviewerId, role],
  );
}

/** Lets a token in under a reviewer id of its own, unless it is known already. */
export async function introduceToken(database: Database, token: string): Promise<void> {
  await database.query(
    `insert into tokens (token_hash, reviewer_id, role) values ($1, $2, 'reviewer') on conflict (token_hash) do nothing`,
    [await sha256Hex(token), crypto.randomUUID()],
  );
}

/** Whether anybody could be let in: a token that is not revoked exists. */
export async function hasToken(database: Database): Promise<boolean> {
  const rows = await database.query('select 1 as found from tokens where revoked_at is null limit 1');
  return rows.length > 0;
}

/** Whom a token stands for; `undefined` for an unknown or a revoked one. Looked up by hash, so its timing tells nothing. */
export async function findReviewer(database: Database, token: string): Promise<Reviewer | undefined> {
  const [row] = await database.query<{ reviewer_id: string; role: Role }>(
    'select reviewer_id, role from tokens where token_hash = $1 and revoked_at is null',
    [await sha256Hex(token)],
  );
  return row && { reviewerId: row.reviewer_id, role: row.role };
}
