import { ChevronDown, ChevronUp } from 'lucide';
import type { VNode } from 'preact';
import { Group } from '../ui/Group.tsx';
import { Hidden } from '../ui/Hidden.tsx';
import { Icon } from '../ui/Icon.tsx';
import { wording } from '../wording.ts';
import { ActiveFlag } from './ActiveFlag.tsx';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { activeRow, categoryName } from './flag-names.ts';
import { severityIcons } from './looks.ts';

/** The flags of a passage: a stepper, the active one in full, and all of them as a list behind a disclosure. */
export function FlagPanel(): VNode {
  const { state } = useCard();
  const row = activeRow(state);
  return (
    <Group name={wording.flag.region} part="cs-part">
      <Stepper />
      {row !== undefined && <ActiveFlag key={row.flag.id} row={row} />}
      {state.flags.length > 1 && <FlagList />}
    </Group>
  );
}

function Stepper(): VNode {
  const { state } = useCard();
  const total = state.flags.length;
  const done = state.flags.filter(({ decision }) => decision.kind !== 'open').length;
  const place =
    state.activeFlag < 0 ? wording.flag.noActive(total) : wording.flag.position(state.activeFlag + 1, total);
  return (
    <div class="cs-row cs-stepper">
      <CommandButton
        command={{ kind: 'previous-flag' }}
        label={wording.flag.previous}
        icon={ChevronUp}
        iconOnly
        always
        look="quiet"
      />
      <span class="cs-strong">{place}</span>
      <CommandButton
        command={{ kind: 'next-flag' }}
        label={wording.flag.next}
        icon={ChevronDown}
        iconOnly
        always
        look="quiet"
      />
      <span class="cs-spring" />
      <span class="cs-muted">{wording.flag.decided(done)}</span>
    </div>
  );
}

function FlagList(): VNode {
  const { state, send } = useCard();
  return (
    <details class="cs-details">
      <summary>{wording.flag.all}</summary>
      <ol class="cs-list">
        {state.flags.map(({ flag, decision }, index) => (
          <li key={flag.id}>
            <button
              type="button"
              class="cs-list-button"
              aria-current={index === state.activeFlag}
              onClick={() => send({ kind: 'go-to-flag', flagId: flag.id })}
            >
              <span class="cs-tone" data-tone={flag.severity}>
                <Icon node={severityIcons[flag.severity]} size={14} />
                <Hidden>{wording.severity[flag.severity]}</Hidden>
              </span>{' '}
              <span class="cs-list-words">
                {categoryName(state.taxonomy, flag.category)}{' '}
                <span class="cs-muted" dir="auto">
                  {wording.flag.quoted(flag.quote)}
                </span>
              </span>{' '}
              <span class="cs-muted">{wording.decision[decision.kind]}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}
