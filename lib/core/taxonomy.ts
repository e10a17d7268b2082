import * as z from 'zod/mini';
import { severitySchema } from './severity.ts';

const issueTypeSchema = z.object({
  /** Never reused, so a label means the same for ever. */
  id: z.string().check(z.regex(/^[a-z]+(\.[a-z-]+)?$/)),
  parent: z.optional(z.string()),
  name: z.string().check(z.minLength(1)),
  definition: z.string(),
  /** One letter for a class, one digit for a leaf under it; typed one after the other. */
  hotkey: z.string().check(z.regex(/^[a-z0-9]$/)),
  defaultSeverity: severitySchema,
  /** Whether an issue of this type proposes `escalate` whatever its severity. */
  escalate: z.optional(z.boolean()),
  /** Whether the issue says nothing without a note. */
  needsNote: z.optional(z.boolean()),
  status: z.enum(['active', 'retired']),
  replacedBy: z.optional(z.array(z.string())),
  /** The taxonomy version this type first appeared in. */
  since: z.string(),
});

/** A versioned tree of issue types, two levels deep: classes and their leaves. */
export const taxonomySchema = z.object({
  id: z.string(),
  /** Semantic version: rename = patch, add = minor, merge, split or remove = major (`5-review.md`, Taxonomy). */
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  title: z.string(),
  lang: z.string(),
  types: z.array(issueTypeSchema),
});

/** One kind of problem a reviewer can name. */
export type IssueType = z.infer<typeof issueTypeSchema>;

/** See {@link taxonomySchema}. */
export type Taxonomy = z.infer<typeof taxonomySchema>;

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
