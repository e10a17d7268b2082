import * as z from 'zod/mini';
import { severitySchema } from './severity-schema.ts';

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
  /** Semantic version: rename = patch, add = minor, merge, split or remove = major. */
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  title: z.string(),
  lang: z.string(),
  types: z.array(issueTypeSchema),
});

/** One kind of problem a reviewer can name. */
export type IssueType = z.infer<typeof issueTypeSchema>;

/** See {@link taxonomySchema}. */
export type Taxonomy = z.infer<typeof taxonomySchema>;
