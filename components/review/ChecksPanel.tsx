import { CircleCheck, CircleDashed, CircleSlash } from 'lucide';
import type { VNode } from 'preact';
import { Group } from '../ui/Group.tsx';
import { Icon } from '../ui/Icon.tsx';
import { wording } from '../wording.ts';
import { useCard } from './card-context.ts';

/** What was checked: checks that could not run stand open, checks that had nothing to go on behind a disclosure. */
export function ChecksPanel(): VNode {
  const { state } = useCard();
  const { ruleset, abstained, failed } = state.checks;
  return (
    <Group name={wording.checks.region} part="cs-part cs-checks">
      {failed.length > 0 && (
        <div class="cs-caution">
          <p class="cs-row cs-strong">
            <Icon node={CircleSlash} />
            {wording.checks.failed(failed.length)}
          </p>
          <Reasons rows={failed} />
          <p>{wording.checks.failedHint}</p>
        </div>
      )}
      {abstained.length === 0 ? (
        <p class="cs-muted">
          {wording.checks.ran(ruleset)}; {wording.checks.allRan}
        </p>
      ) : (
        <details class="cs-details">
          <summary>
            {wording.checks.ran(ruleset)}; {wording.checks.abstained(abstained.length)}
          </summary>
          <Reasons rows={abstained} />
        </details>
      )}
    </Group>
  );
}

/** What stands where flags would be when there are none: found nothing, or found nothing and not everything looked at. */
export function NothingFound(): VNode {
  const { state } = useCard();
  const whole = state.checks.failed.length === 0;
  return (
    <div class="cs-part cs-clean" data-whole={whole}>
      <Icon node={whole ? CircleCheck : CircleDashed} size={20} />
      <div>
        <p class="cs-message">{whole ? wording.checks.clean : wording.checks.partly}</p>
        {whole && <p class="cs-muted">{wording.checks.cleanHint}</p>}
      </div>
    </div>
  );
}

type ReasonsProps = { readonly rows: readonly { readonly rule: string; readonly reason: string }[] };

function Reasons({ rows }: ReasonsProps): VNode {
  return (
    <dl class="cs-reasons">
      {rows.map(({ rule, reason }) => (
        <div key={rule}>
          <dt>{rule}</dt>
          <dd>{reason}</dd>
        </div>
      ))}
    </dl>
  );
}
