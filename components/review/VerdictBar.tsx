import type { VNode } from 'preact';
import { type Verdict, verdicts } from '../../lib/core/verdict.ts';
import type { ReviewState } from '../../lib/models/review-state.ts';
import { Group } from '../ui/Group.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { openGrave } from './flag-names.ts';
import { TypedField } from './TypedField.tsx';

/** The four verdicts with the proposed one marked, and one key to give it and go on; or the question why. */
export function VerdictBar(): VNode {
  const { state } = useCard();
  const { mode } = state;
  const given = givenVerdict(state);
  const saved = state.phase.kind === 'saved';
  return (
    <Group name={wording.verdictBar.region} part="cs-verdict">
      <div class="cs-verdicts">
        {verdicts.map((verdict) => (
          <CommandButton
            key={verdict}
            command={{ kind: 'verdict', verdict }}
            label={wording.verdictShort[verdict]}
            part="verdict"
            {...(given === undefined ? {} : { pressed: given === verdict })}
            mark={!saved && state.proposed === verdict ? wording.verdictBar.proposed : undefined}
          />
        ))}
      </div>
      {mode.kind === 'reason' ? (
        <TypedField
          label={wording.field.reason(mode.verdict, openGrave(state))}
          initial=""
          save={wording.field.confirm}
          slot={`reason ${mode.verdict}`}
        />
      ) : (
        !saved && <Proposal />
      )}
    </Group>
  );
}

// The verdict that was given and is being explained, being saved, or saved.
function givenVerdict({ mode, phase }: ReviewState): Verdict | undefined {
  if (mode.kind === 'reason') return mode.verdict;
  return phase.kind === 'saving' || phase.kind === 'saved' ? phase.verdict : undefined;
}

function Proposal(): VNode {
  const { state } = useCard();
  if (state.phase.kind === 'saving') return <p class="cs-muted">{wording.phase.saving(state.phase.verdict)}</p>;
  if (state.proposed !== undefined) {
    return (
      <CommandButton
        command={{ kind: 'submit-proposed' }}
        label={wording.verdictBar.submit(state.proposed)}
        look="primary"
        part="submit"
      />
    );
  }
  const grave = openGrave(state);
  return <p class="cs-muted">{grave === 0 ? wording.verdictBar.none : wording.verdictBar.lookFirst(grave)}</p>;
}
