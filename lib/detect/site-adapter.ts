import * as z from 'zod/mini';

const selector = z.string().check(z.minLength(1), z.maxLength(500));

/**
 * What is known of one application or chat kit, as data: where its assistant's messages and its users' turns stand. All
 * selectors are CSS and are tried in the document and in every open shadow root.
 */
export const siteAdapterSchema = z.object({
  schema: z.literal('adapter/1'),
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  name: z.string(),
  /** Host names this adapter is for, subdomains included; empty for a kit that may be built into any page. */
  hosts: z.array(z.string()),
  /** For a kit: the element whose presence says that it is here, such as its custom element. */
  kit: z.optional(selector),
  /** The assistant's whole message. */
  passage: selector,
  /** Parts inside a passage that are not the message: thinking, toolbars, names. */
  exclude: z.optional(z.array(selector)),
  /** A human's message; a negative for every other signal. */
  userTurn: z.optional(selector),
  /** Matches, in or around a passage, while it still streams. */
  streaming: z.optional(selector),
  /** The attribute, on a passage or an ancestor, that holds the page's own message id. */
  messageId: z.optional(z.string()),
  /** The conversation's id is the path segment behind this prefix. */
  conversationPrefix: z.optional(z.string()),
  /** The attribute, on a passage or an ancestor, that names the model. */
  model: z.optional(z.string()),
});

/** See {@link siteAdapterSchema}. */
export type SiteAdapter = z.infer<typeof siteAdapterSchema>;
