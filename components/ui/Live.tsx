import type { VNode } from 'preact';

/** A live region's text, and whether it waits for its turn (`status`) or interrupts (`alert`). Empty text says nothing. */
export type LiveProps = { readonly kind: 'status' | 'alert'; readonly text: string; readonly visible?: boolean };

/**
 * A live region. It must stand in the page before its text changes, or nothing is announced: render it always and let
 * the text be empty.
 */
export function Live({ kind, text, visible = false }: LiveProps): VNode {
  return (
    <div
      class={visible ? 'cs-live' : 'cs-hidden'}
      role={kind}
      aria-live={kind === 'alert' ? 'assertive' : 'polite'}
      aria-atomic="true"
      data-empty={text === ''}
    >
      {text}
    </div>
  );
}
