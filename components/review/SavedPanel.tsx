import { CircleCheck, Clock, CloudOff, HardDrive, Send, TriangleAlert } from 'lucide';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Delivery } from '../../lib/core/delivery.ts';
import type { ReviewPhase } from '../../lib/models/review-state.ts';
import { Button } from '../ui/Button.tsx';
import { useInView } from '../ui/focus.ts';
import { Icon } from '../ui/Icon.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';

/** A saved verdict, where it stands at each destination, and how to take it back or go on. */
export function SavedPanel({ phase }: { readonly phase: Extract<ReviewPhase, { kind: 'saved' }> }): VNode {
  const { state, settled } = useCard();
  const part = useRef<HTMLDivElement>(null);
  useInView(part, settled.current);
  return (
    <div ref={part} class="cs-part cs-saved">
      <div class="cs-saved-head">
        <Icon node={CircleCheck} size={20} />
        <div>
          <p class="cs-message cs-strong">{wording.verdictDone[phase.verdict]}</p>
          <p class="cs-muted">
            {wording.phase.savedHere}, {wording.phase.revision(phase.rev)}
          </p>
        </div>
      </div>
      {phase.deliveries.length === 0 ? (
        <p class="cs-muted">{wording.phase.noDelivery}</p>
      ) : (
        <ul class="cs-list" aria-label={wording.phase.deliveries}>
          {phase.deliveries.map((delivery) => (
            <DeliveryLine key={delivery.destinationId} delivery={delivery} />
          ))}
        </ul>
      )}
      <div class="cs-row">
        <CommandButton command={{ kind: 'undo' }} label={wording.action.undo} disabled={!state.canUndo} />
        {state.place.total > 1 && (
          <CommandButton command={{ kind: 'next-passage' }} label={wording.card.nextPassage} look="primary" />
        )}
      </div>
    </div>
  );
}

const deliveryIcons = {
  delivered: Send,
  pending: Clock,
  held: HardDrive,
  withheld: HardDrive,
  conflict: TriangleAlert,
  dead: CloudOff,
} as const;

function DeliveryLine({ delivery }: { readonly delivery: Delivery }): VNode {
  const { state, name, host, trouble } = delivery;
  const bad = state === 'dead' || state === 'conflict';
  return (
    <li class="cs-delivery" data-state={state}>
      <span class="cs-tone" data-tone={bad ? 'major' : 'neutral'}>
        <Icon node={deliveryIcons[state]} />
      </span>
      <div class="cs-delivery-words">
        {state === 'held' ? (
          <Consent delivery={delivery} />
        ) : (
          <>
            <p class="cs-strong">{wording.phase.delivery(state)}</p>
            <p class="cs-muted">{wording.phase.destination(name, host)}</p>
          </>
        )}
        {trouble !== undefined && <p class={bad ? 'cs-trouble' : 'cs-muted'}>{trouble}</p>}
      </div>
    </li>
  );
}

function Consent({ delivery }: { readonly delivery: Delivery }): VNode {
  const { send } = useCard();
  const { destinationId, name, host } = delivery;
  return (
    <>
      <p>{wording.phase.consent(name, host)}</p>
      <div class="cs-row">
        <Button
          label={wording.phase.consentYes}
          name={wording.phase.consentYesName(name)}
          onPress={() => send({ kind: 'consent', destinationId, granted: true })}
        />
        <Button
          label={wording.phase.consentNo}
          name={wording.phase.consentNoName(name)}
          look="quiet"
          onPress={() => send({ kind: 'consent', destinationId, granted: false })}
        />
      </div>
    </>
  );
}
