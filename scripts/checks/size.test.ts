import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../suite/run-command.ts';
import { house, type PlantedTree, plantTree } from './planted-tree.ts';

type Verdict = { readonly name: string; readonly passed?: boolean; readonly size?: number };

const html = '<script type="module" src="/chunks/first.js"></script><link rel="stylesheet" href="/assets/first.css">';

/** A build well inside every budget, as random bytes, since those stay as long as they are when compressed. */
const small: Readonly<Record<string, number>> = {
  'sentinel.js': 1_000,
  'review.js': 10_000,
  'background.js': 10_000,
  'chunks/first.js': 5_000,
  'assets/first.css': 1_000,
};

describe('the size budgets of the house', () => {
  let tree: PlantedTree;

  beforeEach(async () => {
    const manifest = { name: 'planted', devDependencies: { 'size-limit': '*', '@size-limit/file': '*' } };
    const pages = { 'entrypoints/popup/index.html': html, 'entrypoints/options/index.html': html };
    tree = await plantTree({ 'package.json': JSON.stringify(manifest), ...pages });
    await copyFile(join(house, '.size-limit.cjs'), join(tree.root, '.size-limit.cjs'));
  });
  afterEach(() => tree.remove());

  async function judge(sizes: Readonly<Record<string, number>>): Promise<readonly string[]> {
    const build = join(tree.root, '.output/chrome-mv3');
    for (const [file, size] of Object.entries(sizes)) {
      await mkdir(dirname(join(build, file)), { recursive: true });
      await writeFile(join(build, file), randomBytes(size));
    }
    for (const page of ['popup.html', 'options.html']) await writeFile(join(build, page), html);
    const { output } = await runCommand('size-limit --json', { cwd: tree.root, limitMs: 30_000 });
    const verdicts = JSON.parse(output) as readonly Verdict[];
    return verdicts.filter(({ passed }) => !passed).map(({ name }) => name);
  }

  it('hold for a small build', async () => {
    expect(await judge(small)).toEqual([]);
  });

  it.each([
    ['sentinel', 'sentinel.js', 6_100],
    ['page part', 'review.js', 60_100],
    ['background', 'background.js', 260_100],
    ['popup', 'chunks/first.js', 35_100],
    ['options', 'chunks/first.js', 120_100],
  ])('are broken for the %s by %s of %i bytes', async (name, file, size) => {
    expect(await judge({ ...small, [file]: size })).toContain(name);
  });

  it('are broken by a file that is not there', async () => {
    const { code, output } = await runCommand('size-limit', { cwd: tree.root, limitMs: 30_000 });
    expect(code).toBe(1);
    expect(output).toContain('sentinel.js');
    expect(output).toContain('popup.html');
  });
});
