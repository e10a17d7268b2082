import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { useInView } from '../ui/focus.ts';
import { doneCommand, endsTyping } from '../ui/keys.ts';
import { TextField } from '../ui/TextField.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { chordHint, fieldKeys } from './key-table.ts';

/** What a mode's field asks for, and the words it starts from. */
export type TypedFieldProps = {
  readonly label: string;
  readonly initial: string;
  readonly save: string;
  /** Which field this is within the passage: words left by Escape come back in the same one. */
  readonly slot: string;
};

/** The field of a typing mode: Enter or its button gives the words in, Escape leaves and keeps them for later. */
export function TypedField({ label, initial, save, slot }: TypedFieldProps): VNode {
  const { state, send, held, typed } = useCard();
  const [text, setText] = useState(typed.get(slot) ?? initial);
  const [refused, setRefused] = useState(false);
  const change = (next: string): void => {
    typed.set(slot, next);
    setText(next);
    setRefused(false);
  };
  const give = (next: string): void => {
    const command = doneCommand(state.mode, next);
    if (command === undefined) {
      setRefused(true);
      return;
    }
    typed.delete(slot);
    send(command);
  };
  const part = useRef<HTMLDivElement>(null);
  useInView(part);
  return (
    <div ref={part} class="cs-typed">
      <TextField
        label={label}
        hint={wording.field.hint}
        initial={text}
        error={refused ? wording.field.empty : undefined}
        focusFirst={held.current}
        onText={change}
        onKey={(press, now) => {
          if (!endsTyping(press)) return false;
          give(now);
          return true;
        }}
      />
      <div class="cs-row">
        <Button label={save} look="primary" hint={chordHint(fieldKeys.save.chord)} onPress={() => give(text)} />
        <CommandButton command={{ kind: 'cancel' }} label={wording.card.cancel} look="quiet" />
      </div>
    </div>
  );
}
