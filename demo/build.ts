import { resolve } from 'node:path';
import { build } from 'vite';

/**
 * Builds the demo pages into `demo/dist`, replacing what was there.
 *
 * @throws when Vite cannot build a page; the old `dist` may be gone by then.
 */
export async function buildDemo(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' });
}

if (import.meta.main) {
  await buildDemo();
  console.log('Built demo/dist');
}
