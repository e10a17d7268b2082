import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';

const shipped = (name: string): Promise<string> => readFile(new URL(`../.output/${name}`, import.meta.url), 'utf8');

for (const folder of ['chrome-mv3', 'firefox-mv3']) {
  test(`${folder} asks for no more than it needs, and gives a page nothing`, async () => {
    const manifest = JSON.parse(await shipped(`${folder}/manifest.json`)) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      manifest_version: 3,
      incognito: 'not_allowed',
      optional_host_permissions: ['*://*/*'],
    });
    expect(manifest['permissions']).toEqual(['activeTab', 'alarms', 'contextMenus', 'scripting', 'unlimitedStorage']);
    expect(manifest['host_permissions'] ?? []).toEqual([]);
    for (const open of [
      'web_accessible_resources',
      'externally_connectable',
      'content_scripts',
      'content_security_policy',
    ]) {
      expect(manifest, open).not.toHaveProperty(open);
    }
  });

  test(`${folder} evaluates no text and loads no code from elsewhere`, async () => {
    for (const script of ['background.js', 'review.js', 'sentinel.js']) {
      const text = await shipped(`${folder}/${script}`);
      expect(text.match(/\beval\s*\(|new Function\b|\bFunction\s*\(|importScripts|import\s*\(/g), script).toBeNull();
    }
  });
}

test('the test variant is told apart, and what ships does not count mutations', async () => {
  expect(JSON.parse(await shipped('chrome-mv3-test/manifest.json'))).toMatchObject({
    host_permissions: ['<all_urls>'],
  });
  expect(await shipped('chrome-mv3-test/review.js')).toContain('insertAdjacentHTML');
  expect(await shipped('chrome-mv3/review.js')).not.toContain('insertAdjacentHTML');
});
