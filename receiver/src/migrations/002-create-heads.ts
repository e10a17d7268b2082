import type { Migration } from './migration.ts';

/** The newest revision of each reviewer's record about a subject, per install. */
export const createHeads: Migration = {
  version: 2,
  name: 'create-heads',
  statements: [
    `create table heads (
       subject text not null,
       reviewer_id text not null,
       install_id text not null,
       rev integer not null,
       op_id text not null,
       primary key (subject, reviewer_id, install_id)
     )`,
  ],
};
