import { Check, PencilLine, X } from 'lucide';
import type { VNode } from 'preact';
import type { DismissReason } from '../../lib/core/review.ts';
import { sliceSpan } from '../../lib/core/span.ts';
import type { FlagRow } from '../../lib/models/review-state.ts';
import { Group } from '../ui/Group.tsx';
import { Icon } from '../ui/Icon.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { decidedAt } from './flag-names.ts';
import { TypedField } from './TypedField.tsx';

const reasons = ['false-positive', 'not-worth-it', 'already-fine'] as const satisfies readonly DismissReason[];

/** What can be done about a flag, or is being done: three decisions, the reasons of a dismissal, or a field to edit in. */
export function FlagWork({ row }: { readonly row: FlagRow }): VNode {
  const { state } = useCard();
  if (state.mode.kind === 'edit') return <EditField row={row} />;
  if (state.mode.kind === 'dismiss') return <DismissChoice />;
  return (
    <>
      <DecisionLine row={row} />
      <Actions row={row} />
    </>
  );
}

function EditField({ row }: { readonly row: FlagRow }): VNode | null {
  const { state } = useCard();
  if (state.editing === undefined) return null;
  const { span, text } = state.editing;
  return (
    <div class="cs-edit">
      <p class="cs-muted cs-was" dir="auto">
        {wording.field.was} {wording.flag.quoted(sliceSpan(state.original, span))}
      </p>
      <TypedField
        label={wording.field.label.edit}
        initial={text}
        save={wording.field.save}
        slot={`edit ${row.flag.id} ${JSON.stringify(row.decision)}`}
      />
    </div>
  );
}

function Actions({ row }: { readonly row: FlagRow }): VNode {
  const { decision, flag } = row;
  const fixable = (flag.suggestions?.length ?? 0) > 0;
  return (
    <>
      {!fixable && decision.kind === 'open' && <p class="cs-muted">{wording.flag.noFix}</p>}
      <Group name={wording.action.group} part="cs-actions">
        {fixable && (
          <CommandButton
            command={{ kind: 'accept', suggestion: 0 }}
            label={wording.action.accept}
            pressed={decision.kind === 'accepted'}
          />
        )}
        <CommandButton command={{ kind: 'edit' }} label={wording.action.edit} pressed={decision.kind === 'edited'} />
        <CommandButton
          command={{ kind: 'dismiss' }}
          label={wording.action.dismiss}
          pressed={decision.kind === 'dismissed'}
        />
      </Group>
    </>
  );
}

function DismissChoice(): VNode {
  return (
    <Group name={wording.action.why} part="cs-choice" appears>
      <p class="cs-strong">{wording.action.why}</p>
      {reasons.map((reason) => (
        <CommandButton
          key={reason}
          command={{ kind: 'dismiss-as', reason }}
          label={wording.dismissReason[reason]}
          part="choice"
        />
      ))}
      <CommandButton command={{ kind: 'cancel' }} label={wording.card.cancel} look="quiet" part="choice" />
    </Group>
  );
}

const decisionIcons = { accepted: Check, edited: PencilLine, dismissed: X } as const;

function DecisionLine({ row }: { readonly row: FlagRow }): VNode | null {
  const { state, now } = useCard();
  const { decision } = row;
  if (decision.kind === 'open') return null;
  const at = decidedAt(state, row);
  const text =
    decision.kind === 'dismissed' ? wording.action.dismissed(decision.reason) : wording.action[decision.kind];
  return (
    <div class="cs-decision">
      <Icon node={decisionIcons[decision.kind]} />
      <div>
        <p>
          <span class="cs-strong">{text}</span>
          {at !== undefined && (
            <time class="cs-muted cs-when" dateTime={new Date(at).toISOString()} title={wording.time.absolute(at)}>
              {wording.time.ago(now - at)}
            </time>
          )}
        </p>
        <p class="cs-muted">{wording.action.change}</p>
      </div>
      <span class="cs-spring" />
      <CommandButton command={{ kind: 'undo' }} label={wording.action.undo} look="quiet" disabled={!state.canUndo} />
    </div>
  );
}
