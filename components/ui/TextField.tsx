import type { VNode } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FieldPress } from './keys.ts';

/** A text field's words and callbacks. It keeps what is typed; the owner hears every change. */
export type TextFieldProps = {
  readonly label: string;
  readonly hint: string;
  readonly initial: string;
  readonly error?: string | undefined;
  /** Takes focus when it appears, with the caret at the end. */
  readonly focusFirst: boolean;
  readonly onText: (text: string) => void;
  /** Hears every key down; `true` means it was ours and the field must not act on it. */
  readonly onKey: (press: FieldPress, text: string) => boolean;
};

const maxRows = 8;

/** A labelled text area that grows with its text up to eight lines. */
export function TextField(props: TextFieldProps): VNode {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(props.initial);
  useLayoutEffect(() => {
    if (!props.focusFirst || area.current === null) return;
    area.current.focus();
    area.current.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);
  const change = (next: string): void => {
    setText(next);
    props.onText(next);
  };
  const failed = props.error !== undefined;
  return (
    <div class="cs-field">
      <label class="cs-field-label" for={id}>
        {props.label}
      </label>
      <textarea
        ref={area}
        id={id}
        class="cs-textarea"
        dir="auto"
        rows={rowsFor(text)}
        value={text}
        aria-describedby={`${id}-hint`}
        aria-invalid={failed}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (props.onKey(event, event.currentTarget.value)) event.preventDefault();
        }}
      />
      <p id={`${id}-hint`} class="cs-field-hint" data-failed={failed} role={failed ? 'alert' : undefined}>
        {props.error ?? props.hint}
      </p>
    </div>
  );
}

// 44 characters of 15 px text fill a line of the 360 px card.
function rowsFor(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 44)), 0);
  return Math.min(maxRows, Math.max(2, lines));
}
