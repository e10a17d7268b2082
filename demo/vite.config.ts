import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const source = resolve(import.meta.dirname, 'src');

// Vite reads its configuration from a default export; nothing else in this workspace has one.
export default defineConfig({
  root: source,
  base: '/',
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // deep-chat is one file of about 600 kB; these pages are opened from the same machine.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: {
        start: resolve(source, 'index.html'),
        'help-desk': resolve(source, 'help-desk/index.html'),
        'crm-note': resolve(source, 'crm-note/index.html'),
      },
    },
  },
});
