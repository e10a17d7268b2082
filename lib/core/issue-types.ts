import type { IssueType, Taxonomy } from './taxonomy.ts';

// Apart from the schema, since the page part looks types up and carries no validation library.

/** The issue type with this id, retired ones too, or `undefined`. */
export function findIssueType(taxonomy: Taxonomy, id: string): IssueType | undefined {
  return taxonomy.types.find((type) => type.id === id);
}

/** The types a reviewer picks as labels: active ones that have no active children. */
export function assignableTypes(taxonomy: Taxonomy): readonly IssueType[] {
  const active = taxonomy.types.filter((type) => type.status === 'active');
  return active.filter((type) => !active.some((other) => other.parent === type.id));
}

/** The keys that label with this type, in the order they are typed: a class letter and a digit, or a letter alone. */
export function hotkeysOf(taxonomy: Taxonomy, type: IssueType): readonly string[] {
  const parent = type.parent === undefined ? undefined : findIssueType(taxonomy, type.parent);
  return parent === undefined ? [type.hotkey] : [parent.hotkey, type.hotkey];
}
