import { readdirSync, readFileSync } from 'node:fs';
import { Dexie } from 'dexie';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';
import { verifyChain } from '../../core/audit.ts';
import { rowSchemas } from '../rows.ts';
import { saveReview } from '../save-review.ts';
import { sampleSave } from '../testing/sample-review.ts';
import { chainOf, newDisk, openOn } from '../testing/test-database.ts';
import type { RowsV001 } from './001-create-tables.ts';
import { applyLadder, ladder, latestVersion } from './ladder.ts';

const fixtures = new URL('./fixtures/', import.meta.url);
const fixtureSchema = z.record(z.string(), z.array(z.looseObject({ schemaVersion: z.int() })));

/** The rows a release of this version left behind, by table. Throws when the version has none. */
function fixtureOf(version: number): z.infer<typeof fixtureSchema> {
  const file = new URL(`v${String(version).padStart(3, '0')}.json`, fixtures);
  return fixtureSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A disk as a release of this version left it. */
async function diskOf(version: number) {
  const disk = newDisk();
  const db = new Dexie('countersign', { ...disk });
  applyLadder(db, version);
  await db.open();
  for (const [table, rows] of Object.entries(fixtureOf(version))) await db.table(table).bulkPut(rows);
  db.close();
  return disk;
}

const versions = ladder.map(({ version }) => version);

describe('the ladder', () => {
  it('numbers its versions from 1 without gaps', () => {
    expect(versions).toEqual(versions.map((_, i) => i + 1));
    expect(latestVersion).toBe(versions.length);
  });

  it('has a fixture for each version and none besides', () => {
    const files = versions.map((version) => `v${String(version).padStart(3, '0')}.json`);
    expect(readdirSync(fixtures).toSorted()).toEqual(files);
  });

  it.each(versions)('has rows in every table of version %i', async (version) => {
    const db = new Dexie('countersign', { ...newDisk() });
    applyLadder(db, version);
    const fixture = fixtureOf(version);
    expect(Object.keys(fixture).toSorted()).toEqual(db.tables.map(({ name }) => name).toSorted());
    for (const [table, rows] of Object.entries(fixture)) {
      expect([table, rows.length]).not.toEqual([table, 0]);
      expect(rows.map(({ schemaVersion }) => schemaVersion)).toEqual(rows.map(() => version));
    }
  });

  it.each(versions)(
    'leads from version %i to the latest with every row readable and no event lost',
    async (version) => {
      const db = openOn(await diskOf(version));
      for (const [table, schema] of Object.entries(rowSchemas)) {
        for (const row of await db.table(table).toArray()) {
          expect({ table, row, error: schema.safeParse(row).error }).toMatchObject({ error: undefined });
        }
      }
      expect(await db.events.count()).toBe(fixtureOf(version)['events']?.length);
      expect(await verifyChain(await chainOf(db))).toBeUndefined();
    },
  );

  it.each(versions)('leads from version %i to a database that works on', async (version) => {
    const db = openOn(await diskOf(version));
    const events = await db.events.count();
    expect(await saveReview(db, sampleSave('op-after'))).toMatchObject({ seq: events + 1 });
    expect(await verifyChain(await chainOf(db))).toBeUndefined();
  });

  it('does not let rows change without a new rung', () => {
    type Rows = { readonly [Name in keyof typeof rowSchemas]: z.infer<(typeof rowSchemas)[Name]> };
    expectTypeOf<Rows>().toExtend<RowsV001>();
    expectTypeOf<keyof Rows>().toEqualTypeOf<keyof RowsV001>();
  });
});
