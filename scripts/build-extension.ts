import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the test variant is built to. */
export const testExtensionDir = `${root}.output/chrome-mv3-test`;

/** What the extension is built from. */
const sources = ['assets', 'components', 'entrypoints', 'lib', 'package.json', 'wxt.config.ts'];

/**
 * Builds the test variant of the extension, the one the demo and the tools load, unless the one that is there is newer than
 * everything it is made from. Its output is shown when it fails.
 *
 * @throws Error when the build fails.
 */
export async function buildTestExtension(): Promise<void> {
  const builtAt = await changedAt(join(testExtensionDir, 'manifest.json'));
  const newest = Math.max(...(await Promise.all(sources.map((source) => changedAt(join(root, source))))));
  if (builtAt <= newest) await build();
}

/** When a file, or the newest file below a folder, was changed, in epoch ms; 0 where there is none. */
async function changedAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  return Math.max(0, ...(await Promise.all(names.map((name) => changedAt(join(path, name))))));
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, COUNTERSIGN_VARIANT: 'test' };
    const build = spawn(process.execPath, [`${root}node_modules/wxt/bin/wxt.mjs`, 'build'], { cwd: root, env });
    const output: Buffer[] = [];
    build.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    build.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    build.on('error', reject);
    build.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the extension does not build:\n${Buffer.concat(output).toString()}`));
    });
  });
}
