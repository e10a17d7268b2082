import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../suite/run-command.ts';
import { house, type PlantedTree, plantTree } from './planted-tree.ts';

type Finding = { readonly category: string; readonly severity: string; readonly location: { readonly path: string } };

const lines = (count: number) => '  console.warn(1);\n'.repeat(count);
const element = (jsx: string) => `export const Planted = () => ${jsx};\n`;

/** One wrong file each: what Biome calls the fault, where it lies, what is in it. */
const planted: readonly (readonly [category: string, path: string, text: string])[] = [
  ['format', 'lib/core/askew.ts', 'export const a   =  "1"\n'],
  ['lint/suspicious/noExplicitAny', 'lib/core/any.ts', 'export const a = (x: any) => x;\n'],
  ['lint/suspicious/noConsole', 'lib/core/loud.ts', "console.log('x');\nexport const a = 1;\n"],
  ['lint/suspicious/noFocusedTests', 'lib/a.test.ts', "import { it } from 'vitest';\n\nit.only('x', () => {});\n"],
  ['lint/suspicious/noSkippedTests', 'lib/b.test.ts', "import { it } from 'vitest';\n\nit.skip('x', () => {});\n"],
  [
    'lint/nursery/noFloatingPromises',
    'lib/store/float.ts',
    'async function f() {}\nexport const g = () => {\n  f();\n};\n',
  ],
  ['lint/complexity/noExcessiveLinesPerFunction', 'lib/core/long.ts', `export function f() {\n${lines(41)}}\n`],
  ['lint/complexity/useMaxParams', 'lib/core/wide.ts', 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n'],
  ['lint/correctness/useImportExtensions', 'lib/core/bare.ts', "import { a } from './any';\n\nexport const b = a;\n"],
  ['lint/correctness/noUnusedImports', 'lib/core/idle.ts', "import { a } from './any.ts';\n\nexport const b = 1;\n"],
  ['lint/performance/noBarrelFile', 'lib/core/barrel.ts', "export { a } from './any.ts';\n"],
  ['lint/performance/noReExportAll', 'lib/core/everything.ts', "export * from './any.ts';\n"],
  ['lint/style/noDefaultExport', 'lib/core/default.ts', 'export default 1;\n'],
  ['lint/style/noDefaultExport', 'entrypoints/popup/view.ts', 'export default 1;\n'],
  ['lint/style/noEnum', 'lib/core/enum.ts', 'export enum E {\n  A = 1,\n}\n'],
  ['lint/style/noNonNullAssertion', 'lib/core/sure.ts', 'export const f = (a?: number) => a!;\n'],
  ['lint/style/noRestrictedGlobals', 'lib/sync/global.ts', 'export const id = () => chrome.runtime.id;\n'],
  ['lint/style/noRestrictedGlobals', 'entrypoints/popup/global.ts', 'export const id = () => browser.runtime.id;\n'],
  [
    'lint/style/noRestrictedImports',
    'entrypoints/popup/b.ts',
    "import { browser } from '#imports';\n\nexport const b = browser;\n",
  ],
  ['lint/style/useConsistentTypeDefinitions', 'lib/core/face.ts', 'export interface I {\n  a: 1;\n}\n'],
  ['lint/style/useFilenamingConvention', 'lib/core/BadName.ts', 'export const a = 1;\n'],
  ['lint/style/useImportType', 'lib/core/types.ts', "import { T } from './any.ts';\n\nexport const a: T = 1;\n"],
  [
    'lint/security/noDangerouslySetInnerHtml',
    'components/html.tsx',
    element('<p dangerouslySetInnerHTML={{ __html: location.hash }} />'),
  ],
  ['lint/a11y/useAltText', 'components/image.tsx', element('<img src="a.png" />')],
  ['lint/a11y/useButtonType', 'components/button.tsx', element('<button>x</button>')],
  ['lint/a11y/noStaticElementInteractions', 'components/static.tsx', element('<div onClick={() => undefined}>x</div>')],
  ['lint/a11y/useKeyWithClickEvents', 'components/mouse.tsx', element('<div onClick={() => undefined}>x</div>')],
  ['lint/a11y/noLabelWithoutControl', 'components/label.tsx', element('<label>x</label>')],
  ['lint/a11y/useValidAriaProps', 'components/aria.tsx', element('<p aria-labell="x">x</p>')],
  ['lint/a11y/noPositiveTabindex', 'components/tab.tsx', element('<button type="button" tabIndex={3} />')],
  ['lint/a11y/useHtmlLang', 'entrypoints/popup/index.html', '<!doctype html>\n<html></html>\n'],
];

/** What the house allows and a rule drawn too wide would forbid. */
const allowed = {
  'lib/platform/browser.ts': "export { browser } from '@wxt-dev/webextension-polyfill/browser';\n",
  'lib/core/forty.ts': `export function f() {\n${lines(40)}}\n`,
  'lib/core/long.test.ts': `import { describe } from 'vitest';\n\ndescribe('x', () => {\n${lines(60)}});\n`,
  'entrypoints/background/index.ts':
    "import { defineBackground } from '#imports';\n\nexport default defineBackground(() => {});\n",
  'components/review/CardHeader.tsx': element('<h2>x</h2>'),
  'scripts/tool.ts': "console.log('x');\n",
  'vite.config.ts': 'export default {};\n',
};

describe('Biome, set as the house sets it', () => {
  let tree: PlantedTree;
  let findings: readonly Finding[];

  beforeAll(async () => {
    const wrong = Object.fromEntries(planted.map(([, path, text]) => [path, text]));
    tree = await plantTree({ ...wrong, ...allowed });
    await copyFile(join(house, 'biome.json'), join(tree.root, 'biome.json'));
    const line = 'biome check --reporter=json --max-diagnostics=none . 2>/dev/null';
    const { output } = await runCommand(line, { cwd: tree.root, limitMs: 30_000 });
    findings = (JSON.parse(output) as { diagnostics: readonly Finding[] }).diagnostics;
  });
  afterAll(() => tree.remove());

  it.each(planted)('finds %s in %s', (category, path) => {
    const found = findings.filter(({ location }) => location.path === path);
    expect(found).toContainEqual(expect.objectContaining({ category, severity: expect.stringMatching(/error|warn/) }));
  });

  it.each(Object.keys(allowed))('has nothing to say of %s', (path) => {
    expect(findings.filter(({ location }) => location.path === path)).toEqual([]);
  });
});
