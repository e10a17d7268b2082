import { ChevronLeft, ChevronRight, X } from 'lucide';
import type { VNode } from 'preact';
import { Badge } from '../ui/Badge.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { tierIcons } from './looks.ts';

/** Where the card is on the page, how risky the passage is and why, and the way out. */
export function CardHeader(): VNode {
  const { state } = useCard();
  const { place, risk, checks } = state;
  // A low tier means little where not everything was looked at, so that is said beside it.
  const notRun = checks.failed.length > 0 ? [wording.checks.failed(checks.failed.length)] : [];
  const known = state.phase.kind !== 'analysing' && state.phase.kind !== 'not-analysed';
  return (
    <div class="cs-header">
      <div class="cs-row">
        {place.total > 1 && (
          <CommandButton
            command={{ kind: 'previous-passage' }}
            label={wording.card.previousPassage}
            icon={ChevronLeft}
            iconOnly
            always
            look="quiet"
          />
        )}
        <span class="cs-place">{wording.card.place(place.index, place.total)}</span>
        {place.total > 1 && (
          <CommandButton
            command={{ kind: 'next-passage' }}
            label={wording.card.nextPassage}
            icon={ChevronRight}
            iconOnly
            always
            look="quiet"
          />
        )}
        <span class="cs-spring" />
        {known && <Badge icon={tierIcons[risk.tier]} text={wording.tier[risk.tier]} tone={risk.tier} />}
        <CommandButton command={{ kind: 'close' }} label={wording.card.close} icon={X} iconOnly always look="quiet" />
      </div>
      {known && <p class="cs-muted">{wording.card.because([...risk.reasons, ...notRun])}</p>}
    </div>
  );
}
