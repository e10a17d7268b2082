import { createMiddleware } from 'hono/factory';
import type { Database } from './database.ts';
import { type ReceiverEnv, refuse } from './http.ts';
import { findReviewer } from './tokens.ts';

/** `b64token` of RFC 6750, section 2.1; the scheme's name is case-insensitive. */
const bearer = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * Lets a request through with a known bearer token and sets `reviewer`. Everything else is 401, a malformed header too:
 * a client pauses on 401, but takes 400 for a bad event.
 */
export function authenticate(database: Database) {
  return createMiddleware<ReceiverEnv>(async (context, next) => {
    const token = bearer.exec(context.req.header('authorization') ?? '')?.[1];
    const reviewer = token === undefined ? undefined : await findReviewer(database, token);
    if (reviewer === undefined) {
      context.header('WWW-Authenticate', 'Bearer');
      return refuse(context, {
        status: 401,
        code: 'unauthorized',
        message: 'Send a token that this receiver knows: Authorization: Bearer <token>.',
      });
    }
    context.set('reviewer', reviewer);
    return next();
  });
}
