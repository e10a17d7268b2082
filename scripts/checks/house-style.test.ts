import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { houseRules } from './house-rules.ts';
import { judge, judgeHouse } from './house-style.ts';
import { plantTree } from './planted-tree.ts';

const path = (...parts: readonly string[]) => ['', ...parts, 'x'].join('/');
const lines = (count: number) => 'x;\n'.repeat(count);
// Spelt in two halves, so that this file keeps the rules it tests.
const later = ['TO', 'DO'].join('');
const mirror = ['https://regis', 'try.example.com/x'].join('');
const skip = (call: string, form: string) => `${call}.${form}('x', () => {});\n`;

/** One wrong text each: the rule it breaks, the line it breaks it on, the path, the text. */
const planted: readonly (readonly [rule: string, line: number, path: string, text: string])[] = [
  ['machine-path', 2, 'lib/a.ts', `\nconst a = '${path('work', 'main')}';\n`],
  ['machine-path', 1, 'README.md', `Look into ${path('home', 'ann')}\n`],
  ['machine-path', 1, 'lib/a.json', JSON.stringify(['C:', 'Users', 'ann'].join('\\'))],
  ['registry-host', 1, 'package-lock.json', JSON.stringify({ resolved: mirror })],
  ['registry-host', 1, '.ci/run', `npm config set ${mirror}\n`],
  ['unfinished', 1, 'lib/a.ts', `// ${later}: more\n`],
  ['unfinished', 3, 'lib/a.ts', `const a = 1;\n\n/** ${later} more */\n`],
  ['unfinished', 2, 'components/a.tsx', `const a = <p>\n{/* ${later} */}</p>;\n`],
  ['unfinished', 1, 'components/a.css', `/* ${later} */\n`],
  ['unfinished', 1, 'demo/a.html', `<!-- ${later} -->\n`],
  ['unfinished', 1, '.ci/run', `npm test # ${later}\n`],
  ['banner', 1, 'lib/a.ts', `// ${'-'.repeat(20)}\n`],
  ['banner', 1, 'components/a.css', `/* ${'='.repeat(9)} Colours ${'='.repeat(9)} */\n`],
  ['silent-catch', 2, 'lib/a.ts', 'try {\n} catch {}\n'],
  ['silent-catch', 2, 'lib/a.ts', 'try {\n} catch {\n  // Ignored.\n}\n'],
  ['silent-catch', 1, 'lib/a.ts', 'f().catch(() => {});\n'],
  ['unrun-test', 1, 'lib/a.test.ts', skip('it', 'only')],
  ['unrun-test', 1, 'lib/a.test.ts', skip('describe', 'skip')],
  ['unrun-test', 1, 'lib/a.test.ts', skip('it.each([1])', 'skip')],
  ['unrun-test', 1, 'lib/a.test.ts', skip('it', 'todo')],
  ['unrun-test', 1, 'lib/a.test.ts', "it.skipIf(true)('x', () => {});\n"],
  ['unrun-test', 1, 'e2e/a.spec.ts', skip('test.describe', 'fixme')],
  ['long-file', 500, 'lib/a.ts', lines(501)],
  ['long-file', 500, 'components/a.css', lines(501)],
  ['long-entrypoint', 80, 'entrypoints/popup/main.tsx', lines(81)],
];

/** What looks like a fault and is none. */
const allowed: readonly (readonly [why: string, path: string, text: string])[] = [
  ['a web address may have such a path', 'lib/a.ts', `const a = 'https://example.com${path('work', 'main')}';\n`],
  ['a module may be named registry', 'lib/a.ts', "import { rules } from './registry.ts';\n"],
  ['text is no comment', 'lib/a.ts', `const a = '// ${later}: more';\n`],
  ['a sentence may speak of the word', 'lib/a.ts', `/** Finds words such as ${later} in an answer. */\n`],
  ['a fence in prose is no banner', 'README.md', `${'-'.repeat(20)}\n`],
  ['a catch may say why', 'lib/a.ts', 'try {\n} catch {\n  // It is gone already.\n}\n'],
  ['so may a handler', 'lib/a.ts', 'f().catch(() => {\n  // It is gone already.\n});\n'],
  ['a catch may do something', 'lib/a.ts', 'try {\n} catch (error) {\n  g(error);\n}\nf().catch(() => g());\n'],
  ['another thing may have a method skip', 'lib/a.test.ts', 'list.skip(1);\nit.each([1])("x", () => {});\n'],
  ['a file may have 500 lines', 'lib/a.ts', lines(500)],
  ['a view beside an entrypoint may have more than 80', 'entrypoints/popup/view.tsx', lines(81)],
];

describe('judge', () => {
  it.each(planted)('finds %s in line %i of %s', (rule, line, file, text) => {
    expect(judge(file, text).map((found) => [found.rule.name, found.line])).toEqual([[rule, line]]);
  });

  it.each(allowed)('is content: %s', (_, file, text) => {
    expect(judge(file, text)).toEqual([]);
  });

  it('is tried on every rule', () => {
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual(houseRules.map(({ name }) => name).sort());
  });
});

describe('judgeHouse', () => {
  it('looks into every folder of ours and into no other', async () => {
    const wrong = `// ${later}: more\n`;
    const tree = await plantTree({
      'a.ts': wrong,
      'lib/deep/er/b.ts': wrong,
      '.dotted.cjs': wrong,
      'lib/c.png': wrong,
    });
    for (const folder of ['dist', '.output/chrome', 'lib/fixtures']) {
      await mkdir(join(tree.root, folder), { recursive: true });
      await writeFile(join(tree.root, folder, 'd.ts'), wrong);
    }
    const found = await judgeHouse(tree.root);
    await tree.remove();
    expect(found.map((violation) => violation.path).sort()).toEqual(['.dotted.cjs', 'a.ts', 'lib/deep/er/b.ts']);
  });
});
