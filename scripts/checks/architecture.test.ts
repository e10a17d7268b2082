import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArchitectureReport, checkArchitecture, describeReport, forbidden } from './architecture.ts';
import { house, type PlantedTree, plantTree } from './planted-tree.ts';

const value = (name: string) => `export const ${name} = 1;\n`;
const type = (name: string) => `export type ${name} = number;\n`;
const takes = (...modules: readonly string[]) => `${modules.map((module) => `import '${module}';`).join('\n')}\n`;
const takesType = (module: string) => `import type { T } from '${module}';\nexport type U = T;\n`;

/** What the wrong files import; none of it breaks a rule by itself. */
const ground = {
  '.wxt/types/imports-module.d.ts': "declare module '#imports' {}\n",
  'lib/core/span.ts': value('span'),
  'lib/core/span.test.ts': takes('./span.ts', 'vitest'),
  'lib/platform/browser.ts': takes('webextension-polyfill', 'wxt/browser', '#imports'),
  'lib/models/model.ts': `${value('model')}${type('T')}`,
  'lib/store/rows.ts': `${takes('dexie')}${value('rows')}${type('T')}`,
  'lib/messages/client.ts': value('client'),
  'lib/sync/outbox.ts': `${value('outbox')}${type('T')}`,
  'lib/sync/flush.ts': `${value('flush')}${type('T')}`,
  'lib/detect/watch.ts': value('watch'),
  'components/button.tsx': 'export const Button = () => <button type="button">x</button>;\n',
  'entrypoints/popup/main.tsx': takes('../../components/button.tsx', 'preact'),
  'receiver/src/app.ts': value('app'),
  'demo/server.ts': value('server'),
  'scripts/tool.ts': takes('../lib/store/rows.ts', '../demo/server.ts', '../receiver/src/app.ts'),
};

/** One wrong file each: the rule it breaks, where it lies, what is in it. */
const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['resolvable', 'lib/core/lost.ts', takes('./nowhere.ts')],
  ['resolvable', 'lib/store/lost.ts', takes('a-package-nobody-installed')],
  ['no-circles', 'lib/core/chicken.ts', `${takes('./egg.ts')}${value('chicken')}`],
  ['no-circles', 'lib/core/type-chicken.ts', `${takesType('./type-egg.ts')}export type V = number;\n`],
  ['no-import-of-tests', 'lib/core/leaning.ts', takes('./span.test.ts')],
  ['core-is-pure', 'lib/core/impure.ts', takes('../platform/browser.ts')],
  ['core-is-pure', 'lib/core/impure-type.ts', takesType('../models/model.ts')],
  ['platform-stands-alone', 'lib/platform/leaning.ts', takes('../models/model.ts')],
  ['platform-takes-only-types-of-core', 'lib/platform/greedy.ts', takes('../core/span.ts')],
  ['lib-below-components', 'lib/models/upward.ts', takes('../../components/button.tsx')],
  ['lib-below-components', 'lib/models/top.ts', takes('../../entrypoints/popup/main.tsx')],
  ['components-below-entrypoints', 'components/upward.tsx', takes('../entrypoints/popup/main.tsx')],
  ['floor-2-below-floor-3', 'lib/dom/upward.ts', takes('../detect/watch.ts')],
  ['floor-2-below-floor-3', 'lib/models/port-thief.ts', takesType('../sync/outbox.ts')],
  ['store-takes-only-the-outbox-port', 'lib/store/nosy.ts', takesType('../sync/flush.ts')],
  ['store-takes-the-outbox-port-as-a-type', 'lib/store/runner.ts', takes('../sync/outbox.ts')],
  ['adapters-share-only-types', 'lib/models/sideways.ts', takes('../store/rows.ts')],
  ['detect-and-sync-share-only-types', 'lib/detect/sideways.ts', takes('../sync/flush.ts')],
  ['components-take-core-and-models', 'components/storing.tsx', takes('../lib/store/rows.ts')],
  ['components-take-core-and-models', 'components/talking.tsx', takes('../lib/messages/client.ts')],
  ['components-take-models-as-types', 'components/making.tsx', takes('../lib/models/model.ts')],
  ['product-without-tools', 'lib/store/tooled.ts', takes('../../scripts/tool.ts')],
  ['product-without-tools', 'entrypoints/popup/served.ts', takes('../../demo/server.ts')],
  ['receiver-takes-only-core', 'receiver/src/greedy.ts', takes('../../lib/sync/outbox.ts')],
  ['demo-takes-nothing', 'demo/greedy.ts', takes('../lib/core/span.ts')],
  ['only-platform-takes-the-browser', 'lib/sync/browsing.ts', takes('webextension-polyfill')],
  ['only-platform-takes-the-browser', 'lib/sync/wrapped.ts', takes('@wxt-dev/webextension-polyfill/browser')],
  ['only-platform-takes-the-browser', 'entrypoints/popup/browsing.ts', takes('wxt/browser')],
  ['wxt-only-in-entrypoints', 'lib/models/defining.ts', takes('#imports')],
  ['wxt-only-in-entrypoints', 'components/defining.tsx', takes('wxt/utils/define-background')],
  ['models-without-preact', 'lib/models/viewing.ts', takes('preact')],
  ['shared-schemas-use-zod-mini', 'lib/messages/heavy.ts', takes('zod')],
  ['page-never-reaches-openai', 'entrypoints/review/a.ts', takes('./openai-inside.ts')],
  ['page-never-reaches-dexie', 'entrypoints/sentinel/index.ts', takes('../../lib/store/rows.ts')],
  ['page-never-reaches-classic-zod', 'entrypoints/review/b.tsx', takes('zod')],
  ['page-never-reaches-phone-numbers', 'entrypoints/review/c.ts', takes('libphonenumber-js/min')],
  ['page-never-reaches-date-parser', 'entrypoints/review/d.ts', takes('chrono-node')],
  ['page-never-reaches-validator', 'entrypoints/review/e.ts', takes('validator/lib/isIBAN.js')],
];

const helpers = {
  'lib/core/egg.ts': `${takes('./chicken.ts')}${value('egg')}`,
  'lib/core/type-egg.ts': `import type { V } from './type-chicken.ts';\nexport type T = V;\n`,
  'entrypoints/review/openai-inside.ts': takes('openai'),
};

/** What the house allows and a rule drawn too wide would forbid. */
const allowed = {
  'lib/core/schema.ts': takes('zod/mini'),
  'lib/models/signals.ts': takes('@preact/signals', '../core/span.ts'),
  'lib/store/outbox-store.ts': takesType('../sync/outbox.ts'),
  'lib/messages/remote-store.ts': takesType('../models/model.ts'),
  'lib/store/rows.test.ts': takes('../models/model.ts', './rows.ts'),
  'lib/detect/below.ts': takes('../store/rows.ts', '../core/span.ts'),
  'lib/platform/typed.ts': takesType('../core/types.ts'),
  'lib/core/types.ts': type('T'),
  'components/typed.tsx': `${takesType('../lib/models/model.ts')}${takes('../lib/core/span.ts', 'preact')}`,
  'entrypoints/background/index.ts': takes('#imports', '../../lib/store/rows.ts', 'openai', 'zod'),
  'entrypoints/review/index.ts': `${takesType('openai')}${takes('#imports', 'zod/mini', '../../lib/models/model.ts')}`,
  'receiver/src/domain.ts': takes('../../lib/core/span.ts', 'zod'),
};

describe('the rules of the house', () => {
  let tree: PlantedTree;
  let report: ArchitectureReport;

  beforeAll(async () => {
    const wrong = Object.fromEntries(planted.map(([, path, text]) => [path, text]));
    tree = await plantTree({ ...ground, ...helpers, ...wrong });
    report = await checkArchitecture(tree.root);
  }, 60_000);
  afterAll(() => tree.remove());

  it.each(planted)('%s is broken by %s', (rule, path) => {
    const broken = report.violations.filter(({ from }) => from === path).map((violation) => violation.rule);
    expect(broken).toContain(rule);
  });

  it('are each seen to fire', () => {
    const names = forbidden.map((rule) => rule.name ?? 'a rule without a name').sort();
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual(names);
  });
});

describe('what the house allows', () => {
  let tree: PlantedTree;
  let report: ArchitectureReport;

  beforeAll(async () => {
    tree = await plantTree({ ...ground, ...allowed });
    report = await checkArchitecture(tree.root);
  }, 60_000);
  afterAll(() => tree.remove());

  it('breaks no rule', () => {
    expect(report.violations).toEqual([]);
  });

  it('is too small a tree to be believed', () => {
    expect(describeReport(report)).toContainEqual(expect.stringContaining('seen too little to judge'));
  });

  it('names each rule whose folder is not there', async () => {
    const bare = await plantTree({ 'lib/core/span.ts': value('span') });
    const { idle } = await checkArchitecture(bare.root);
    await bare.remove();
    expect(idle).toContain('page-never-reaches-openai');
    expect(idle).not.toContain('core-is-pure');
    expect(report.idle).toEqual([]);
  });
});

describe('a look at the house itself', () => {
  it('sees its files and its imports', { timeout: 60_000 }, async () => {
    const { modules, edges } = await checkArchitecture(house);
    expect(modules).toBeGreaterThan(50);
    expect(edges).toBeGreaterThan(50);
  });
});
