import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/**
 * `COUNTERSIGN_VARIANT=test` builds the variant the demo, the tools and the end-to-end tests use: it may run on every site
 * without a prompt nobody could answer, and it counts our own DOM mutations. It is never shipped.
 */
const isTestVariant = process.env['COUNTERSIGN_VARIANT'] === 'test';

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/auto-icons'],
  imports: false,
  manifestVersion: 3,
  outDirTemplate: isTestVariant ? '{{browser}}-mv{{manifestVersion}}-test' : '{{browser}}-mv{{manifestVersion}}',
  // The gallery shows every component in every state; it is for looking and for tests.
  ...(isTestVariant ? {} : { filterEntrypoints: ['background', 'review', 'sentinel'] }),
  autoIcons: { baseIconPath: 'assets/icon.svg', developmentIndicator: false },
  vite: () => ({
    plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
    define: { __TEST_VARIANT__: JSON.stringify(isTestVariant) },
    build: { target: 'es2023' },
  }),
  manifest: ({ browser }) => ({
    name: 'Countersign',
    description: 'Human review of AI text, in the place where it already lives.',
    // Reviews of private windows would be written to the ordinary store.
    incognito: 'not_allowed',
    permissions: ['activeTab', 'alarms', 'contextMenus', 'scripting', 'unlimitedStorage'],
    host_permissions: isTestVariant ? ['<all_urls>'] : [],
    optional_host_permissions: ['*://*/*'],
    action: { default_title: 'Countersign: review the AI text of this page' },
    commands: {
      'start-review': {
        suggested_key: { default: 'Alt+Shift+R' },
        description: 'Review the AI text of this page',
      },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'countersign@countersign.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'], optional: ['websiteContent'] },
            },
          },
        }
      : { minimum_chrome_version: '138' }),
  }),
});
