import type { IconNode } from 'lucide';
import type { VNode } from 'preact';
import { Icon } from './Icon.tsx';

/** A word with its icon in a tone of the palette: a severity, a tier or `plain`. */
export type BadgeProps = {
  readonly icon: IconNode;
  readonly text: string;
  readonly tone: 'plain' | 'accent' | 'low' | 'medium' | 'high' | 'neutral' | 'minor' | 'major' | 'critical';
};

/** A short, non-interactive mark. Its meaning is in its words; colour and shape repeat it. */
export function Badge({ icon, text, tone }: BadgeProps): VNode {
  return (
    <span class="cs-badge" data-tone={tone}>
      <Icon node={icon} size={14} />
      {text}
    </span>
  );
}
