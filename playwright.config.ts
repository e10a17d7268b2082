import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.output/test/e2e',
  forbidOnly: true,
  // One browser at a time: two cores, and a test that fails next to another has not found anything.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  // Well under the 25 minutes the whole of `npm test` may take.
  globalTimeout: 18 * 60_000,
  reporter: [['list'], ['json', { outputFile: '.output/test/e2e.json' }]],
});
