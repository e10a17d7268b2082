import { CircleSlash, TriangleAlert } from 'lucide';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { ReviewPhase } from '../../lib/models/review-state.ts';
import { useInView } from '../ui/focus.ts';
import { Icon } from '../ui/Icon.tsx';
import { wording } from '../wording.ts';
import { CommandButton } from './CommandButton.tsx';

/** A passage whose checks are still running. */
export function Analysing(): VNode {
  return (
    <div class="cs-part cs-analysing" aria-busy="true">
      <p>{wording.phase.analysing}</p>
      <p class="cs-muted">{wording.phase.analysingHint}</p>
      <div class="cs-skeleton" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}

/** A passage that could not be checked: said as a problem, with what to do. */
export function NotAnalysed({ message }: { readonly message: string }): VNode {
  return (
    <div class="cs-part">
      <div class="cs-problem" role="alert">
        <Icon node={CircleSlash} />
        <div>
          <p class="cs-strong">{wording.phase.notAnalysed}</p>
          <p>{message}</p>
          <p>{wording.phase.notAnalysedHint}</p>
          <CommandButton command={{ kind: 'retry' }} label={wording.phase.retry} />
        </div>
      </div>
    </div>
  );
}

/** A verdict that could not be saved: nothing is lost, and the same verdict can be given again. */
export function SaveFailed({ phase }: { readonly phase: Extract<ReviewPhase, { kind: 'save-failed' }> }): VNode {
  const part = useRef<HTMLDivElement>(null);
  useInView(part);
  return (
    <div ref={part} class="cs-part">
      <div class="cs-problem" role="alert">
        <Icon node={TriangleAlert} />
        <div>
          <p class="cs-strong">{wording.phase.saveFailed}</p>
          <p>{phase.message}</p>
          <p>{wording.phase.saveFailedHint}</p>
          <CommandButton command={{ kind: 'verdict', verdict: phase.verdict }} label={wording.phase.retry} />
        </div>
      </div>
    </div>
  );
}
