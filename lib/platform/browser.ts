/**
 * The one place where the browser's extension API comes from: the polyfill, so that Chromium and Firefox answer with
 * promises alike. Everything else of ours goes through the functions of this folder.
 */
export { browser } from '@wxt-dev/webextension-polyfill/browser';
