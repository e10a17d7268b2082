import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type HouseRule, houseRules } from './house-rules.ts';
import { readSource } from './source.ts';

/** One place where a rule of the house is broken. */
export type StyleViolation = {
  readonly rule: HouseRule;
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
};

const notOurs = new Set(['node_modules', '.git', '.output', '.wxt', 'dist', 'data', 'fixtures', 'test-results']);
const readable = /\.(ts|tsx|mjs|cjs|css|html|md|json|ya?ml|sh|svg)$|^\.ci\//;

/** Judges one file by every rule that speaks of it. */
export function judge(path: string, text: string): readonly StyleViolation[] {
  const source = readSource(path, text);
  return houseRules
    .filter(({ files }) => files.test(path))
    .flatMap((rule) =>
      rule.find(source).map((offset) => ({ rule, path, line: text.slice(0, offset).split('\n').length })),
    );
}

/** Judges every file of ours under `root`, an absolute path; what is generated, installed or a fixture is not ours. */
export async function judgeHouse(root: string): Promise<readonly StyleViolation[]> {
  const found: StyleViolation[] = [];
  for await (const entry of glob('{*,.*,.ci/*,*/**}', { cwd: root, exclude: (name) => notOurs.has(name) })) {
    const path = entry.split(sep).join('/');
    if (readable.test(path)) found.push(...judge(path, await readFile(join(root, entry), 'utf8')));
  }
  return found;
}

if (import.meta.main) {
  const found = await judgeHouse(join(import.meta.dirname, '../..'));
  for (const { rule, path, line } of found) console.log(`${path}:${line} ${rule.name}: ${rule.advice}`);
  if (found.length > 0) process.exitCode = 1;
}
