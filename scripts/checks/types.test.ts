import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../suite/run-command.ts';
import { house, type PlantedTree, plantTree } from './planted-tree.ts';

/** One wrong file each: the strictness that is meant to catch it, the compiler's code, what is in it. */
const planted: readonly (readonly [strictness: string, code: string, text: string])[] = [
  ['strict', 'TS18048', 'export const length = (text?: string): number => text.length;'],
  ['noUncheckedIndexedAccess', 'TS2322', 'export const first = (list: readonly string[]): string => list[0];'],
  ['exactOptionalPropertyTypes', 'TS2375', 'export const a: { b?: number } = { b: undefined };'],
  ['noPropertyAccessFromIndexSignature', 'TS4111', 'export const a = (map: Record<string, 1>) => map.key;'],
  ['noImplicitOverride', 'TS4114', 'class A {\n  f() {}\n}\nexport class B extends A {\n  f() {}\n}'],
  ['noImplicitReturns', 'TS7030', 'export function f(a: boolean) {\n  if (a) return 1;\n}'],
  ['noUnusedLocals', 'TS6133', 'const idle = 1;\nexport const a = 2;'],
  ['noUnusedParameters', 'TS6133', 'export function f(idle: number): void {}'],
  [
    'verbatimModuleSyntax',
    'TS1484',
    "import { MakeDirectoryOptions } from 'node:fs';\nexport type A = MakeDirectoryOptions;",
  ],
  ['erasableSyntaxOnly', 'TS1294', 'export enum E {\n  A,\n}'],
];

const pathOf = (strictness: string) => `planted/${strictness}.ts`;

describe('TypeScript, set as the house sets it', () => {
  let tree: PlantedTree;
  let output: string;

  beforeAll(async () => {
    const wrong = Object.fromEntries(planted.map(([strictness, , text]) => [pathOf(strictness), `${text}\n`]));
    const config = JSON.stringify({ extends: `${house}/tsconfig.json`, include: ['planted'] });
    tree = await plantTree({ ...wrong, 'planted/right.ts': 'export const a = 1;\n', 'tsconfig.json': config });
    ({ output } = await runCommand('tsc --noEmit --pretty false -p .', { cwd: tree.root, limitMs: 60_000 }));
  }, 90_000);
  afterAll(() => tree.remove());

  it.each(planted)('refuses what %s forbids with %s', (strictness, code) => {
    expect(output).toMatch(new RegExp(`^${pathOf(strictness)}.*error ${code}:`, 'm'));
  });

  it('has nothing to say of a right file', () => {
    expect(output).not.toContain('planted/right.ts');
  });
});
