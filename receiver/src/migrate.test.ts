import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from './database.ts';
import { migrate, migrations, SchemaTooNewError } from './migrate.ts';
import { engines, startTimeoutMs } from './testing/engines.ts';

async function versions(database: Database): Promise<readonly number[]> {
  const rows = await database.query<{ version: number }>('select version from schema_migrations order by version');
  return rows.map((row) => row.version);
}

async function tables(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = current_schema() order by tablename',
  );
  return rows.map((row) => row.name);
}

const every = migrations.map(({ version }) => version);

it('numbers the ladder from 1 without gaps', () => {
  expect(every).toEqual(every.map((_, index) => index + 1));
});

for (const engine of engines) {
  describe(`migrate on ${engine.name}`, { timeout: startTimeoutMs }, () => {
    it('walks the ladder rung by rung, keeps what is stored, and refuses to walk back', async () => {
      const database = await engine.open();
      onTestFinished(() => database.close());
      for (const { version } of migrations) {
        expect(await migrate(database, migrations.slice(0, version))).toBe(version);
        expect(await versions(database)).toEqual(every.slice(0, version));
        if (version === 1) await database.query('update positions set last = 41');
      }
      expect(await tables(database)).toEqual(['events', 'heads', 'positions', 'schema_migrations', 'tokens']);
      expect(await database.query('select last from positions')).toEqual([{ last: 41 }]);
      expect(await migrate(database), 'a second start changes nothing').toBe(every.length);
      await expect(migrate(database, migrations.slice(0, 1))).rejects.toThrow(SchemaTooNewError);
      await expect(migrate(database, migrations.slice(0, 1))).rejects.toThrow(
        `schema version ${every.length}, and this receiver knows versions up to 1. Start a newer receiver`,
      );
    });

    it('lets two receivers start at once, and leaves nothing of a rung that breaks', async () => {
      const database = await engine.open();
      onTestFinished(() => database.close());
      const broken = [
        ...migrations,
        { version: every.length + 1, name: 'broken', statements: ['create table half (a int)', 'nonsense'] },
      ];
      await expect(migrate(database, broken)).rejects.toThrow('nonsense');
      expect(await tables(database)).toEqual([]);
      expect(await Promise.all([migrate(database), migrate(database)])).toEqual([every.length, every.length]);
      expect(await versions(database)).toEqual(every);
    });
  });
}
