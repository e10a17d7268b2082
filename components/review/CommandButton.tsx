import type { VNode } from 'preact';
import type { Command } from '../../lib/core/command.ts';
import { Button, type ButtonProps } from '../ui/Button.tsx';
import { useCard } from './card-context.ts';
import { hintFor } from './key-table.ts';

/** A button that sends a command; its key cap is looked up in the key table. */
export type CommandButtonProps = Omit<ButtonProps, 'onPress' | 'hint'> & {
  readonly command: Command;
  /** Whether it stays usable while a verdict is being saved: looking around is always allowed. */
  readonly always?: boolean;
};

/** See {@link CommandButtonProps}. */
export function CommandButton({ command, always = false, disabled = false, ...rest }: CommandButtonProps): VNode {
  const { state, send, keys, busy } = useCard();
  return (
    <Button
      {...rest}
      disabled={disabled || (busy && !always)}
      hint={hintFor(keys, state.mode, command)}
      onPress={() => send(command)}
    />
  );
}
