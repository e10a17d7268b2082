import type { IconNode } from 'lucide';
import { createElement, type VNode } from 'preact';

/** What an icon is drawn from: a `lucide` node and its size in px. */
export type IconProps = { readonly node: IconNode; readonly size?: number };

/** A decorative icon in the current text colour. It never stands for a word: whatever it says, the text says too. */
export function Icon({ node, size = 16 }: IconProps): VNode {
  return (
    <svg
      class="cs-icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {node.map(([tag, attributes], index) => createElement(tag, { ...attributes, key: index }))}
    </svg>
  );
}
