import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Reviewer } from './tokens.ts';

/** What middleware leaves for the routes; `reviewer` is set on every route that asks for a token. */
export type ReceiverEnv = { readonly Variables: RequestIdVariables & { reviewer: Reviewer } };

/** Why a request was refused: `code` is for programs and never changes, `message` is for people. */
export type Problem = { readonly status: ContentfulStatusCode; readonly code: string; readonly message: string };

/** A structured error reply: `{error: {code, message}}`. */
export function refuse(context: Context, { status, code, message }: Problem): Response {
  return context.json({ error: { code, message } }, status);
}
