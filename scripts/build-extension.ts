import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the test variant is built to. */
export const testExtensionDir = `${root}.output/chrome-mv3-test`;

/**
 * Builds the test variant of the extension: the one the demo and the tools load. Its output is shown when it fails.
 *
 * @throws Error when the build fails.
 */
export function buildTestExtension(): Promise<void> {
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
