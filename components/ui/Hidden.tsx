import type { ComponentChildren, VNode } from 'preact';

/** Text for screen readers only; it takes no room on the screen. */
export function Hidden({ children }: { readonly children: ComponentChildren }): VNode {
  return <span class="cs-hidden">{children}</span>;
}
