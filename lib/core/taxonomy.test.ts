import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from './default-taxonomy.ts';
import { assignableTypes, findIssueType, hotkeysOf } from './issue-types.ts';
import { commandOf } from './keymap.ts';
import { type IssueType, type Taxonomy, taxonomySchema } from './taxonomy.ts';
import { pressKey } from './testing/press-key.ts';

const bare: Taxonomy = { ...defaultTaxonomy, types: [] };
const classLetters = defaultTaxonomy.types.filter(({ parent }) => parent === undefined).map(({ hotkey }) => hotkey);

describe('the default taxonomy', () => {
  it('is a taxonomy', () => {
    expect(taxonomySchema.parse(defaultTaxonomy)).toEqual(defaultTaxonomy);
  });

  it('has the fourteen types, each under the class its id names', () => {
    expect(assignableTypes(defaultTaxonomy).map(({ id }) => id)).toEqual([
      'fact.incorrect',
      'fact.unsupported',
      'fact.omission',
      'reason.logic',
      'reason.instruction',
      'style.language',
      'style.clarity',
      'style.tone',
      'style.format',
      'align.harm',
      'align.bias',
      'align.privacy',
      'align.policy',
      'other',
    ]);
    for (const { id, parent } of defaultTaxonomy.types)
      expect(parent).toBe(id.includes('.') ? id.split('.')[0] : undefined);
  });

  it('names every parent it speaks of, once each', () => {
    const ids = defaultTaxonomy.types.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { parent } of defaultTaxonomy.types) if (parent !== undefined) expect(ids).toContain(parent);
  });

  it('is labelled by f r s a and a digit, and Other by u', () => {
    expect(classLetters).toEqual(['f', 'r', 's', 'a', 'u']);
    expect(findIssueType(defaultTaxonomy, 'other')?.hotkey).toBe('u');
    for (const type of assignableTypes(defaultTaxonomy)) {
      if (type.parent !== undefined) expect(type.hotkey).toMatch(/^[1-9]$/);
    }
  });

  it('gives no two types the same keys', () => {
    const keys = assignableTypes(defaultTaxonomy).map((type) => hotkeysOf(defaultTaxonomy, type).join(''));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(classLetters).size).toBe(classLetters.length);
  });

  it.each(classLetters)('takes %s from no command of the core', (letter) => {
    expect(commandOf(pressKey(letter), { kind: 'browse' }, bare)).toBeUndefined();
    expect(commandOf(pressKey(letter), { kind: 'browse' }, defaultTaxonomy)).toBeDefined();
  });

  it('asks for a note where a type says nothing without one', () => {
    expect(defaultTaxonomy.types.filter(({ needsNote }) => needsNote === true).map(({ id }) => id)).toEqual(['other']);
  });
});

describe('taxonomySchema', () => {
  const [first] = defaultTaxonomy.types;

  it.each<[name: string, change: Partial<Record<keyof Taxonomy, unknown>>]>([
    ['a version that is not semantic', { version: '1.0' }],
    ['an id with capital letters', { types: [{ ...first, id: 'Fact' }] }],
    ['an id of three levels', { types: [{ ...first, id: 'fact.number.wrong' }] }],
    ['a hotkey of two letters', { types: [{ ...first, hotkey: 'ff' }] }],
    ['a hotkey that needs Shift', { types: [{ ...first, hotkey: 'F' }] }],
    ['a severity nobody knows', { types: [{ ...first, defaultSeverity: 'blocker' }] }],
    ['a type without a name', { types: [{ ...first, name: '' }] }],
    ['a status nobody knows', { types: [{ ...first, status: 'deleted' }] }],
    ['no types', { types: undefined }],
  ])('refuses %s', (_name, change) => {
    expect(taxonomySchema.safeParse({ ...defaultTaxonomy, ...change }).success).toBe(false);
  });
});

describe('types of a taxonomy', () => {
  const type = (id: string, rest: Partial<IssueType> = {}): IssueType => ({
    id,
    name: id,
    definition: '',
    hotkey: '1',
    defaultSeverity: 'minor',
    status: 'active',
    since: '1.0.0',
    ...rest,
  });
  const taxonomy: Taxonomy = {
    ...bare,
    types: [
      type('old', { hotkey: 'q' }),
      type('old.one', { parent: 'old', status: 'retired', replacedBy: ['new.one'] }),
      type('new', { hotkey: 'h' }),
      type('new.one', { parent: 'new' }),
      type('gone', { hotkey: 'g', status: 'retired' }),
    ],
  };

  it('can be picked when active and without active children', () => {
    expect(assignableTypes(taxonomy).map(({ id }) => id)).toEqual(['old', 'new.one']);
  });

  it('are found when retired too', () => {
    expect(findIssueType(taxonomy, 'gone')?.status).toBe('retired');
    expect(findIssueType(taxonomy, 'never')).toBeUndefined();
  });

  it('have the keys of their class and their own', () => {
    expect(taxonomy.types.map((one) => hotkeysOf(taxonomy, one).join(''))).toEqual(['q', 'q1', 'h', 'h1', 'g']);
  });
});
