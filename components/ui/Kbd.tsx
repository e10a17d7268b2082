import type { VNode } from 'preact';

/** What a key hint shows: the caps to press together, and whether they do something right now. */
export type KbdProps = {
  readonly caps: readonly string[];
  /** A hint in a button is hidden from screen readers, which hear `aria-keyshortcuts` instead. */
  readonly decorative?: boolean;
  /** An idle hint keeps its place and is not drawn. */
  readonly idle?: boolean;
};

/** The keys of one chord, each as a key cap. */
export function Kbd({ caps, decorative = false, idle = false }: KbdProps): VNode {
  return (
    <span class="cs-keys" aria-hidden={decorative} data-idle={idle}>
      {caps.map((cap) => (
        <kbd key={cap} class="cs-kbd">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
