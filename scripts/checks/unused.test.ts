import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../suite/run-command.ts';
import { house, type PlantedTree, plantTree } from './planted-tree.ts';

type Kind = 'exports' | 'types' | 'files' | 'dependencies' | 'unlisted';
type Issue = { readonly file: string } & Readonly<Record<Kind, readonly { readonly name: string }[]>>;

const manifest = {
  name: 'planted',
  type: 'module',
  dependencies: { dexie: '*', diff: '*' },
  devDependencies: { vitest: '*' },
};

const files = {
  'package.json': JSON.stringify(manifest),
  'lib/core/span.ts': `export type Length = number;
export const span: Length = 1;
export const forgotten = 2;
export type Lost = string;
`,
  'lib/core/orphan.ts': 'export const orphan = 1;\n',
  'lib/core/span.test.ts':
    "import { it } from 'vitest';\nimport { span } from './span.ts';\n\nit('x', () => [span]);\n",
  'entrypoints/background/index.ts': `import 'dexie';
import 'a-package-nobody-declared';
import { span } from '../../lib/core/span.ts';

export default span;
`,
};

describe('knip, set as the house sets it', () => {
  let tree: PlantedTree;
  let issues: readonly Issue[];

  beforeAll(async () => {
    tree = await plantTree(files);
    await copyFile(join(house, 'knip.json'), join(tree.root, 'knip.json'));
    const line = 'knip --no-progress --no-config-hints --reporter json';
    const { code, output } = await runCommand(line, { cwd: tree.root, limitMs: 60_000 });
    expect(code).not.toBe(0);
    issues = (JSON.parse(output) as { issues: readonly Issue[] }).issues;
  });
  afterAll(() => tree.remove());

  it.each<[found: string, kind: Kind, file: string, names: readonly string[]]>([
    ['an export nobody imports', 'exports', 'lib/core/span.ts', ['forgotten']],
    ['a type nobody imports or uses', 'types', 'lib/core/span.ts', ['Lost']],
    ['a file nobody imports', 'files', 'lib/core/orphan.ts', ['lib/core/orphan.ts']],
    ['a dependency nobody imports', 'dependencies', 'package.json', ['diff']],
    ['a package that is not declared', 'unlisted', 'entrypoints/background/index.ts', ['a-package-nobody-declared']],
  ])('finds %s, and only that', (_, kind, file, names) => {
    const found = issues.filter((issue) => issue[kind].length > 0);
    expect(found.map((issue) => [issue.file, issue[kind].map(({ name }) => name)])).toEqual([[file, names]]);
  });
});
