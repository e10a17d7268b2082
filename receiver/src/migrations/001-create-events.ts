import type { Migration } from './migration.ts';

/**
 * The append-only events and the counter their positions come from. The counter is one row that a batch locks until it
 * commits, so positions are handed out in commit order: a sequence would give them out before, and a reader's cursor
 * would pass a late commit by. `time` is the client's clock, for display only, hence text.
 */
export const createEvents: Migration = {
  version: 1,
  name: 'create-events',
  statements: [
    `create table events (
       op_id text primary key,
       install_id text not null,
       reviewer_id text not null,
       seq_client bigint not null,
       type text not null,
       subject text not null,
       time text not null,
       base_rev integer not null,
       body jsonb not null,
       bytes integer not null,
       result jsonb not null,
       position bigint not null unique,
       received_at timestamptz not null default now()
     )`,
    `create table positions (
       one boolean primary key default true check (one),
       last bigint not null
     )`,
    'insert into positions (last) values (0)',
  ],
};
