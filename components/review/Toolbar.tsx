import { CircleQuestionMark, Redo2, Undo2 } from 'lucide';
import type { VNode } from 'preact';
import { Group } from '../ui/Group.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';

/** Ways to look at the passage and to take steps back. */
export function Toolbar(): VNode {
  return (
    <Group name={wording.card.tools} part="cs-tools">
      <Views />
      <span class="cs-spring" />
      <Steps />
    </Group>
  );
}

function Views(): VNode {
  const { diff, original, why } = useCard().state.showing;
  const { view } = wording;
  return (
    <>
      <CommandButton command={{ kind: 'toggle-diff' }} label={view.diff} look="quiet" pressed={diff} always />
      <CommandButton
        command={{ kind: 'show-original', on: !original }}
        label={view.original}
        look="quiet"
        pressed={original}
        always
      />
      <CommandButton command={{ kind: 'toggle-why' }} label={view.why} look="quiet" expanded={why} always />
    </>
  );
}

function Steps(): VNode {
  const { state } = useCard();
  const icon = { iconOnly: true, look: 'quiet' } as const;
  return (
    <>
      <CommandButton
        {...icon}
        command={{ kind: 'undo' }}
        label={wording.action.undo}
        icon={Undo2}
        disabled={!state.canUndo}
      />
      <CommandButton
        {...icon}
        command={{ kind: 'redo' }}
        label={wording.action.redo}
        icon={Redo2}
        part="redo"
        disabled={!state.canRedo}
      />
      <CommandButton
        {...icon}
        command={{ kind: 'toggle-help' }}
        label={wording.view.help}
        icon={CircleQuestionMark}
        part="help"
        expanded={state.showing.help}
        always
      />
    </>
  );
}
