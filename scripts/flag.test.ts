import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flagReportSchema } from '../lib/core/flag.ts';

const script = fileURLToPath(new URL('./flag.ts', import.meta.url));

type Ran = { readonly code: number | null; readonly reports: readonly unknown[]; readonly stderr: string };

function run(args: readonly string[], stdin = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ code, reports: lines.map((line) => JSON.parse(line) as unknown), stderr });
    });
    child.stdin.end(stdin);
  });
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-flag-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeLines(...lines: readonly string[]): Promise<string> {
  const path = join(folder, 'in.jsonl');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

const source =
  'Invoice of the customer Ann Lee for the month of May. Amount paid: $4,250.00 on the first of the month by card. ' +
  'The balance that is left after the payment is zero, and the next invoice of the customer will be sent at the start of the next month.';

describe('flag --jsonl', () => {
  it('prints one report per line, in order, as the contract says', async () => {
    const path = await writeLines(
      JSON.stringify({ id: 'a', text: 'Your card 4111 1111 1111 1111 was charged.' }),
      JSON.stringify({ id: 'b', text: 'The customer Ann Lee paid an amount of $4,520 for the month of May.', source }),
    );
    const { code, reports, stderr } = await run(['--jsonl', path]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, second] = reports.map((report) => flagReportSchema.parse(report));
    expect(first?.id).toBe('a');
    expect(first?.flags).toMatchObject([{ rule: 'payment-id', start: 10, end: 29, quote: '4111 1111 1111 1111' }]);
    expect(first?.abstained.map(({ rule }) => rule)).toContain('number-source');
    expect(second).toMatchObject({ id: 'b', flags: [{ rule: 'number-source', suggestions: ['$4,250'] }], failed: [] });
  });

  it('names each bad line, goes on, and ends with 1', async () => {
    const path = await writeLines(
      '{"id":"a","text":"fine"}',
      '{"id":',
      '',
      '{"id":"b"}',
      '[]',
      '{"id":"c","text":"fine"}',
    );
    const { code, reports, stderr } = await run(['--jsonl', path]);
    expect(code).toBe(1);
    expect(reports).toMatchObject([{ id: 'a' }, { id: 'c' }]);
    const named = stderr.trim().split('\n');
    expect(named.map((line) => line.split(':', 1)[0])).toEqual(['line 2', 'line 4', 'line 5']);
    expect(named[0]).toMatch(/^line 2: not JSON/);
    expect(named[1]).toMatch(/^line 4: text: .*expected string/);
  });

  it('reads stdin for "-"', async () => {
    const { code, reports } = await run(['--jsonl', '-'], '{"id":"x","text":"[Your Name]"}\n');
    expect(code).toBe(0);
    expect(reports).toMatchObject([{ id: 'x', flags: [{ rule: 'placeholder', quote: '[Your Name]' }] }]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a file that is not there', ['--jsonl', '/nowhere/in.jsonl'], /^cannot read \/nowhere\/in\.jsonl/],
    ['no file at all', [], /^usage: /],
    ['an option it does not know', ['--json', 'x'], /--json/],
  ])('says what is wrong and ends with 2: %s', async (_, args, message) => {
    const { code, reports, stderr } = await run(args);
    expect({ code, reports }).toEqual({ code: 2, reports: [] });
    expect(stderr).toMatch(message);
  });
});
