import type { IconNode } from 'lucide';
import type { VNode } from 'preact';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

/** The key that does the same as a button: its caps as shown and its name as `aria-keyshortcuts` spells it. */
export type KeyHint = { readonly caps: readonly string[]; readonly aria: string; readonly idle?: boolean };

/** What a button looks like, says and does. */
export type ButtonProps = {
  readonly label: string;
  readonly onPress: () => void;
  readonly look?: 'plain' | 'quiet' | 'primary';
  readonly icon?: IconNode;
  /** Shows the icon alone; the label is then the accessible name and the tooltip. */
  readonly iconOnly?: boolean;
  readonly hint?: KeyHint | undefined;
  /** A longer accessible name that begins with the visible label. */
  readonly name?: string;
  /** More about it: tooltip, and description for screen readers. */
  readonly about?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  /** A disabled button stays focusable, so that focus is not lost while something is being saved. */
  readonly disabled?: boolean;
  readonly part?: string;
  /** A short word behind the key, such as "proposed". */
  readonly mark?: string | undefined;
};

/** A native button: pressed by click, Enter or Space, with its key shown as a cap. */
export function Button(props: ButtonProps): VNode {
  const { label, icon, iconOnly = false, hint, disabled = false, mark } = props;
  const named = props.name ?? (iconOnly ? label : undefined);
  const title = props.about ?? (iconOnly ? label : undefined);
  return (
    <button
      type="button"
      class="cs-button"
      data-look={props.look ?? 'plain'}
      data-part={props.part}
      data-marked={mark !== undefined}
      aria-label={named}
      title={title}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-disabled={disabled || undefined}
      aria-keyshortcuts={hint === undefined || hint.idle ? undefined : hint.aria}
      onClick={disabled ? undefined : props.onPress}
    >
      {icon !== undefined && <Icon node={icon} />}
      {!iconOnly && <span class="cs-button-label">{label}</span>}
      {/* A name is read from text alone, where two parts without a space are one word. */}
      {mark !== undefined && ' '}
      <span class="cs-button-end">
        {hint !== undefined && <Kbd caps={hint.caps} decorative idle={hint.idle ?? false} />}
        {mark !== undefined && <span class="cs-button-mark">{mark}</span>}
      </span>
    </button>
  );
}
