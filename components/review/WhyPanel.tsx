import type { VNode } from 'preact';
import { Group } from '../ui/Group.tsx';
import { wording } from '../wording.ts';
import { useCard } from './card-context.ts';

/** Why the passage is under review: how likely an LLM wrote it and by which signs, its risk, and how it was drawn. */
export function WhyPanel(): VNode {
  const { state } = useCard();
  const { signals, likelihood, risk, sample } = state;
  return (
    <Group name={wording.why.title} part="cs-part cs-panel" appears>
      <h2 class="cs-strong">{wording.why.title}</h2>
      <p>{wording.why.likelihood(likelihood)}</p>
      {signals.length === 0 && <p class="cs-muted">{wording.why.noSignals}</p>}
      <dl class="cs-reasons">
        {signals.map(({ kind, detail }) => (
          <div key={`${kind} ${detail}`}>
            <dt>{wording.why.signal(kind)}</dt>
            <dd dir="auto">{detail}</dd>
          </div>
        ))}
      </dl>
      <p>{wording.why.risk(risk.tier, risk.reasons)}</p>
      {sample !== undefined && <p>{wording.why.sample(sample)}</p>}
      <p class="cs-muted">{wording.why.about}</p>
    </Group>
  );
}
