/**
 * Which folder may import which. The house has four floors (core and platform; the adapters and models; detect, sync and
 * components; entrypoints): a folder imports from the floors below it, never from above, never in a circle.
 *
 * Run by `scripts/checks/architecture.ts`, which reads the graph twice: once with type-only imports, for all rules but the
 * `reachable` ones, and once without them, for what the page's bundle really carries.
 */

const OURS = '^(lib|components|entrypoints|receiver|demo|scripts|e2e|bench)/';
const FLOOR_2 = 'dom|flags|critic|knowledge|store|messages|models|insights|export';
const FLOOR_3 = 'detect|sync';
const TESTS = '[.]test[.]tsx?$';

const inPackage = (names) => `(^|/)node_modules/(${names})/`;

/** A rule that nothing may break. */
const rule = (name, comment, { from = {}, to }) => ({ name, severity: 'error', comment, from, to });

const wiring = [
  rule('resolvable', 'An import that resolves to nothing hides every rule behind it.', {
    to: { couldNotResolve: true },
  }),
  rule('no-circles', 'Two files that need each other are one file, or lack a third.', { to: { circular: true } }),
  rule('no-import-of-tests', 'A test is nobody’s library; move what two need into a file of its own.', {
    from: { pathNot: TESTS },
    to: { path: TESTS },
  }),
];

const floors = [
  rule('core-is-pure', 'Domain values know nothing of ours.', {
    from: { path: '^lib/core/' },
    to: { path: OURS, pathNot: '^lib/core/' },
  }),
  rule('platform-stands-alone', 'The browser’s wrapper uses nothing of ours; types of core are fine.', {
    from: { path: '^lib/platform/' },
    to: { path: OURS, pathNot: ['^lib/platform/', '^lib/core/'] },
  }),
  rule('platform-takes-only-types-of-core', 'Core is on the same floor: its types are fine, its functions are not.', {
    from: { path: '^lib/platform/', pathNot: TESTS },
    to: { path: '^lib/core/', dependencyTypesNot: ['type-only'] },
  }),
  rule('lib-below-components', 'lib is a floor below whatever shows it.', {
    from: { path: '^lib/' },
    to: { path: '^(components|entrypoints)/' },
  }),
  rule('components-below-entrypoints', 'Components are joined by entrypoints, not the other way round.', {
    from: { path: '^components/' },
    to: { path: '^entrypoints/' },
  }),
  rule('floor-2-below-floor-3', 'Adapters and models lie below detect and sync.', {
    from: { path: `^lib/(${FLOOR_2})/`, pathNot: '^lib/store/' },
    to: { path: `^lib/(${FLOOR_3})/` },
  }),
  rule('store-takes-only-the-outbox-port', 'A port is declared by its consumer, so store sees that type.', {
    from: { path: '^lib/store/' },
    to: { path: `^lib/(${FLOOR_3})/`, pathNot: '^lib/sync/outbox[.]ts$' },
  }),
  rule('store-takes-the-outbox-port-as-a-type', 'Only the type: the running code of sync stays above.', {
    from: { path: '^lib/store/', pathNot: TESTS },
    to: { path: '^lib/sync/outbox[.]ts$', dependencyTypesNot: ['type-only'] },
  }),
  rule('adapters-share-only-types', 'Folders of floor 2 meet in an entrypoint; between them only port types pass.', {
    from: { path: `^lib/(${FLOOR_2})/`, pathNot: TESTS },
    to: { path: `^lib/(${FLOOR_2})/`, pathNot: '^lib/$1/', dependencyTypesNot: ['type-only'] },
  }),
  rule('detect-and-sync-share-only-types', 'They lie on one floor and meet in an entrypoint.', {
    from: { path: `^lib/(${FLOOR_3})/`, pathNot: TESTS },
    to: { path: `^lib/(${FLOOR_3})/`, pathNot: '^lib/$1/', dependencyTypesNot: ['type-only'] },
  }),
  rule('components-take-core-and-models', 'Props in, callbacks out: no adapter, no browser, no storage, no network.', {
    from: { path: '^components/' },
    to: { path: OURS, pathNot: ['^components/', '^lib/(core|models)/'] },
  }),
  rule('components-take-models-as-types', 'A component is handed a model; it never makes one.', {
    from: { path: '^components/', pathNot: TESTS },
    to: { path: '^lib/models/', dependencyTypesNot: ['type-only'] },
  }),
  rule('product-without-tools', 'What ships does not import tests, scripts, demo or receiver.', {
    from: { path: '^(lib|components|entrypoints)/' },
    to: { path: '^(receiver|demo|scripts|e2e|bench)/' },
  }),
  rule('receiver-takes-only-core', 'The receiver is a server of its own that shares the domain.', {
    from: { path: '^receiver/' },
    to: { path: OURS, pathNot: ['^receiver/', '^lib/core/'] },
  }),
  rule('demo-takes-nothing', 'The demo stands for foreign pages: it knows nothing of us.', {
    from: { path: '^demo/' },
    to: { path: OURS, pathNot: '^demo/' },
  }),
];

const packages = [
  rule('only-platform-takes-the-browser', 'What others need of it is handed to them, so they run in a test.', {
    from: { path: '^(lib|components|entrypoints)/', pathNot: '^lib/platform/' },
    to: {
      path: [
        inPackage('webextension-polyfill|@wxt-dev/webextension-polyfill|@wxt-dev/browser'),
        '(^|/)node_modules/wxt/dist/browser[.]',
      ],
    },
  }),
  rule('wxt-only-in-entrypoints', 'define* is for entrypoints; Biome restricts the names they take.', {
    from: { path: '^(lib|components)/', pathNot: '^lib/platform/' },
    to: { path: ['(^|/)node_modules/wxt/', '^[.]wxt/'] },
  }),
  rule('models-without-preact', 'A model runs without a view; signals are fine.', {
    from: { path: '^lib/', pathNot: TESTS },
    to: { path: inPackage('preact') },
  }),
  rule('shared-schemas-use-zod-mini', 'Classic zod adds about 100 kB to every page that shares a schema.', {
    from: { path: '^lib/(core|messages)/' },
    to: { path: '(^|/)node_modules/zod/(?!mini/|v4/mini/|v4/core/)' },
  }),
];

/** What must never end up in a script that runs in other people’s pages: heavy, or none of the page’s business. */
const tooHeavyForThePage = {
  openai: inPackage('openai'),
  dexie: inPackage('dexie'),
  'classic-zod': '(^|/)node_modules/zod/(?!mini/|v4/mini/|v4/core/)',
  'phone-numbers': inPackage('libphonenumber-js'),
  'date-parser': inPackage('chrono-node'),
  validator: inPackage('validator'),
};

const page = Object.entries(tooHeavyForThePage).map(([name, path]) =>
  rule(`page-never-reaches-${name}`, 'Ask the background by message.', {
    from: { path: '^entrypoints/(review|sentinel)/' },
    to: { path, reachable: true },
  }),
);

module.exports = {
  forbidden: [...wiring, ...floors, ...packages, ...page],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    // Anchored: most packages live in a dist folder of their own, and an excluded module is an import nobody sees.
    exclude: { path: '^((demo|receiver)/dist|[.]output)/' },
    moduleSystems: ['es6'],
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
