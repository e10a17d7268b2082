/** Extension pages and workers, of any install: their ids differ, and the token decides who is let in. */
export const extensionOrigins: readonly string[] = ['chrome-extension://*', 'moz-extension://*'];

/**
 * Whether a browser may show our replies to this origin. A pattern is a whole origin, or a scheme with `*` for any host
 * (`chrome-extension://*`).
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => {
    if (!pattern.endsWith('://*')) return pattern === origin;
    const prefix = pattern.slice(0, -1);
    return origin.startsWith(prefix) && /^[\w.:-]+$/.test(origin.slice(prefix.length));
  });
}
