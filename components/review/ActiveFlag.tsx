import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { RaisedFlag } from '../../lib/core/flag.ts';
import type { FlagRow } from '../../lib/models/review-state.ts';
import { Badge } from '../ui/Badge.tsx';
import { useInView } from '../ui/focus.ts';
import { Hidden } from '../ui/Hidden.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';
import { useCard } from './card-context.ts';
import { FixWords, FlagWords } from './FlagWords.tsx';
import { FlagWork } from './FlagWork.tsx';
import { categoryName } from './flag-names.ts';
import { severityIcons } from './looks.ts';

/** One flag in full: what is wrong, on which words, how we know, what is proposed, and what to do about it. */
export function ActiveFlag({ row }: { readonly row: FlagRow }): VNode {
  const { state, settled } = useCard();
  const { flag, anchored } = row;
  const part = useRef<HTMLDivElement>(null);
  useInView(part, settled.current);
  return (
    <div ref={part} class="cs-flag" data-severity={flag.severity}>
      <p class="cs-flag-head">
        <Badge icon={severityIcons[flag.severity]} text={wording.severity[flag.severity]} tone={flag.severity} />
        <span class="cs-line cs-strong" data-severity={flag.severity}>
          {categoryName(state.taxonomy, flag.category)}
        </span>
      </p>
      <p class="cs-message">{flag.message}</p>
      <Proposals flag={flag} />
      {flag.evidence !== undefined && (
        <p class="cs-evidence">
          <span class="cs-muted">{wording.flag.evidence}</span>{' '}
          <q class="cs-quote" dir="auto">
            {wording.flag.quoted(flag.evidence.quote)}
          </q>
        </p>
      )}
      <p class="cs-row cs-muted cs-origin">
        <span>{raisedBy(flag)}</span>
        <span>
          <Hidden>{wording.flag.confidenceName}</Hidden>
          {wording.flag.confidence(flag.confidence)}
        </span>
      </p>
      {!anchored && <p class="cs-caution">{wording.flag.lost}</p>}
      <FlagWork row={row} />
    </div>
  );
}

function raisedBy({ raisedBy: { kind, name, version } }: RaisedFlag): string {
  return kind === 'rule' ? wording.flag.rule(name, version) : wording.flag.critic(name, version);
}

function Proposals({ flag }: { readonly flag: RaisedFlag }): VNode {
  const [first, ...others] = flag.suggestions ?? [];
  if (first === undefined) return <FlagWords flag={flag} />;
  const by = flag.raisedBy.kind === 'rule' ? wording.flag.ruleFix : wording.flag.criticFix(flag.raisedBy.name);
  return (
    <>
      <div class="cs-fix">
        <span class="cs-fix-by">{by}</span>
        <FixWords flag={flag} text={first} />
      </div>
      {others.length > 0 && <Alternatives flag={flag} texts={others} />}
    </>
  );
}

type AlternativesProps = { readonly flag: RaisedFlag; readonly texts: readonly string[] };

function Alternatives({ flag, texts }: AlternativesProps): VNode {
  return (
    <details class="cs-details">
      <summary>{wording.flag.alternatives(texts.length)}</summary>
      {texts.map((text, index) => (
        <div key={text} class="cs-fix cs-alternative">
          <FixWords flag={flag} text={text} />
          <CommandButton
            command={{ kind: 'accept', suggestion: index + 1 }}
            label={wording.action.accept}
            name={wording.flag.acceptAlternative(index + 2)}
          />
        </div>
      ))}
    </details>
  );
}
