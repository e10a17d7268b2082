const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * How much each part of the extension may weigh, brotli, of what loads first. Page scripts are paid for on every page,
 * pages when they open; raising a number is a change of its own, with its reason.
 */

const build = '.output/chrome-mv3';

/** The page’s own file, and the scripts and styles it names: what the browser fetches before it shows anything. */
function firstLoadOf(page) {
  const html = join(build, page);
  if (!existsSync(html)) return html;
  const named = [...readFileSync(html, 'utf8').matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)];
  return [html, ...named.map(([, file]) => join(build, file))];
}

/** The budget of a page, once it is a part of the extension; from then on its file has to be there. */
function pageBudget(name, limit) {
  return existsSync(join('entrypoints', name)) ? [{ name, path: firstLoadOf(`${name}.html`), limit }] : [];
}

module.exports = [
  { name: 'sentinel', path: `${build}/sentinel.js`, limit: '6 kB' },
  { name: 'page part', path: `${build}/review.js`, limit: '60 kB' },
  ...pageBudget('popup', '35 kB'),
  ...pageBudget('options', '120 kB'),
  { name: 'background', path: `${build}/background.js`, limit: '260 kB' },
];
