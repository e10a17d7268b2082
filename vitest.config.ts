import { configDefaults, defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const testsIn = (...folders: readonly string[]) => folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, '**/.output/**'],
    allowOnly: false,
    // Tests assert outcomes, never times: this only ends a test that hangs, on a machine that is busy with others.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Stands in for the browser's API, so that lib/platform and entrypoints load in Node.
        plugins: [WxtVitest()],
        test: { name: 'product', include: testsIn('lib', 'components', 'entrypoints') },
      },
      {
        extends: true,
        // These start servers, databases and compilers, and take longer than all the others.
        test: { name: 'tools', include: testsIn('receiver', 'demo', 'scripts') },
      },
    ],
  },
});
