import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

/** One import, or chain of imports, that breaks a rule of `.dependency-cruiser.cjs`. */
export type ArchitectureViolation = { readonly rule: string; readonly from: string; readonly to: string };

/** What a look at the import graph found, and how much of it was seen. */
export type ArchitectureReport = {
  readonly violations: readonly ArchitectureViolation[];
  /** Files of ours that were read. */
  readonly modules: number;
  /** Imports that led to a file, type-only ones included. */
  readonly edges: number;
  /** Rules that guard no file: the folder they speak of was moved or renamed, and they cannot fire any more. */
  readonly idle: readonly string[];
};

type Configuration = { readonly forbidden: readonly IForbiddenRuleType[]; readonly options: ICruiseOptions };

/** The floors, packages and bundles as rules; every tree that is checked is checked by these. */
export const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Configuration;

const folders = ['lib', 'components', 'entrypoints', 'receiver', 'demo', 'scripts', 'e2e', 'bench'];

/**
 * Fewest files and imports a look at the whole house can see. The rules go green when nothing resolves, which is how
 * dependency-cruiser fails; this number is far below the real one and far above none.
 */
const fewest = 50;

const isAboutReach = (rule: IForbiddenRuleType): boolean => 'to' in rule && 'reachable' in rule.to;

async function readGraph(root: string, extra: ICruiseOptions): Promise<ICruiseResult> {
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const virtual = { '#imports': join(root, '.wxt/types/imports-module.d.ts') };
  const { output } = await cruise(present, { ...options, ...extra, baseDir: root, validate: true }, { alias: virtual });
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answered with text instead of a graph');
  return output;
}

function violationsIn(graph: ICruiseResult): ArchitectureViolation[] {
  return graph.summary.violations.map(({ rule, from, to, via }) => ({
    rule: rule.name,
    from,
    to: via ? via.map((step) => step.name).join(' → ') : to,
  }));
}

function guardsNothing({ from }: IForbiddenRuleType, files: readonly string[]): boolean {
  const patterns = [from.path ?? ''].flat().map((pattern) => new RegExp(pattern));
  return !files.some((file) => patterns.some((pattern) => pattern.test(file)));
}

/**
 * Checks the import rules of `.dependency-cruiser.cjs` on the house under `root`, an absolute path.
 *
 * The graph is read twice. Floors and circles count type-only imports; what a page's script reaches must not, since a
 * type is gone before the bundle is made.
 */
export async function checkArchitecture(root: string): Promise<ArchitectureReport> {
  const whole = await readGraph(root, { ruleSet: { forbidden: forbidden.filter((rule) => !isAboutReach(rule)) } });
  const bundled = await readGraph(root, {
    ruleSet: { forbidden: forbidden.filter(isAboutReach) },
    tsPreCompilationDeps: false,
  });
  const ours = whole.modules.filter(({ source }) => folders.includes(source.split('/')[0] ?? ''));
  const files = ours.map(({ source }) => source);
  return {
    idle: forbidden.filter((rule) => guardsNothing(rule, files)).map((rule) => rule.name ?? 'a rule without a name'),
    violations: [...violationsIn(whole), ...violationsIn(bundled)],
    modules: ours.length,
    edges: ours.flatMap(({ dependencies }) => dependencies).filter(({ couldNotResolve }) => !couldNotResolve).length,
  };
}

/** The report as lines for a person: one per violation, and one when too little was seen to believe the rest. */
export function describeReport({ violations, modules, edges, idle }: ArchitectureReport): readonly string[] {
  const lines = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
  lines.push(...idle.map((rule) => `${rule}: guards no file; has its folder moved?`));
  if (modules < fewest || edges < fewest)
    lines.push(`seen too little to judge: ${modules} files and ${edges} imports, fewer than ${fewest}`);
  return lines;
}

if (import.meta.main) {
  const report = await checkArchitecture(join(import.meta.dirname, '../..'));
  const lines = describeReport(report);
  for (const line of lines) console.log(line);
  console.log(`${report.modules} files, ${report.edges} imports, ${report.violations.length} violations`);
  if (lines.length > 0) process.exitCode = 1;
}
