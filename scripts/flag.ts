import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import type { $ZodIssue } from 'zod/v4/core';
import { type FlagInput, flagInputSchema } from '../lib/core/flag.ts';
import { createEngine } from '../lib/flags/engine.ts';
import { rules, rulesetName } from '../lib/flags/registry.ts';

const usage = 'usage: npm run -s flag -- --jsonl FILE   (FILE is "-" for standard input)';

class UsageError extends Error {}

async function main(): Promise<number> {
  const lines = createInterface({ input: await openInput(readFileName()), crlfDelay: Number.POSITIVE_INFINITY });
  const engine = createEngine(rules, { ruleset: rulesetName });
  let lineNumber = 0;
  let bad = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (read.kind === 'input') {
      await write(`${JSON.stringify(await engine.run(read.input))}\n`);
    } else {
      bad += 1;
      process.stderr.write(`line ${lineNumber}: ${read.why}\n`);
    }
  }
  return bad > 0 ? 1 : 0;
}

function readFileName(): string {
  const file = parseFlags().jsonl;
  if (file === undefined || file === '') throw new UsageError(usage);
  return file;
}

function parseFlags(): { readonly jsonl?: string | undefined } {
  try {
    return parseArgs({ options: { jsonl: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

async function openInput(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  try {
    await access(file);
  } catch {
    throw new UsageError(`cannot read ${file}: there is no such file, or no right to read it`);
  }
  return createReadStream(file, 'utf8');
}

type ReadLine = { readonly kind: 'input'; readonly input: FlagInput } | { readonly kind: 'bad'; readonly why: string };

function readLine(line: string): ReadLine {
  let value: unknown;
  try {
    // Files from other tools may begin with a byte order mark.
    value = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { kind: 'bad', why: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = flagInputSchema.safeParse(value);
  if (parsed.success) return { kind: 'input', input: parsed.data };
  return { kind: 'bad', why: parsed.error.issues.map(describe).join('; ') };
}

function describe(issue: $ZodIssue): string {
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** Waits for a slow reader, so that a large file does not pile up in memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

// Without its words zod says "Invalid input" and not what was expected.
z.config(z.locales.en());

// A reader that has seen enough ("| head") closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
