import type { Migration } from './migration.ts';

/** Who may speak to the receiver. Only SHA-256 hashes are kept; a revoked token keeps its row. */
export const createTokens: Migration = {
  version: 3,
  name: 'create-tokens',
  statements: [
    `create table tokens (
       token_hash text primary key,
       reviewer_id text not null,
       role text not null check (role in ('reviewer', 'specialist', 'approver', 'admin')),
       created_at timestamptz not null default now(),
       revoked_at timestamptz
     )`,
  ],
};
