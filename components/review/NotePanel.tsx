import { MessageSquare } from 'lucide';
import type { VNode } from 'preact';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { TypedField } from './TypedField.tsx';

/** The reviewer's note on the passage: what it says, the way to write it, or the field being written in. */
export function NotePanel(): VNode {
  const { state } = useCard();
  const { note } = state.draft;
  if (state.mode.kind === 'note') {
    return (
      <div class="cs-part">
        <TypedField label={wording.field.label.note} initial={note} save={wording.field.save} slot={`note ${note}`} />
      </div>
    );
  }
  const label = note === '' ? wording.label.addNote : wording.label.changeNote;
  return (
    <div class="cs-part cs-note">
      {note !== '' && (
        <p class="cs-note-text" dir="auto">
          <span class="cs-muted">{wording.label.note}</span> {note}
        </p>
      )}
      <CommandButton command={{ kind: 'note' }} label={label} icon={MessageSquare} look="quiet" />
    </div>
  );
}
