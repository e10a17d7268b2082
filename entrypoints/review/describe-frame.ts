import { likelihoodOf } from '../../lib/core/likelihood.ts';
import { cssPath } from '../../lib/dom/css-path.ts';
import type { FrameSummary, PassageSummary } from '../../lib/dom/world.ts';
import { openFlagsOf } from '../../lib/models/review-machine.ts';
import type { PassageController } from './passage-controller.ts';
import type { RunningPage } from './start-page.ts';

/** What this frame's page part would tell somebody who asks: the `inspect` tool today. */
export function describeFrame(running: RunningPage | undefined, pageMutations: number): FrameSummary {
  const controllers = running?.list.all() ?? [];
  const settled =
    running !== undefined && controllers.every(({ model }) => model.machine.value.phase.kind !== 'analysing');
  return {
    passages: controllers.map(describePassage),
    settled,
    ms: { detect: running?.timing.detectMs ?? 0, flag: running?.timing.flagMs ?? 0 },
    pageMutations,
  };
}

function describePassage({ candidate, model, view }: PassageController): PassageSummary {
  const { element, signals } = candidate();
  const { analysis, history, phase } = model.machine.value;
  return {
    selector: cssPath(element),
    text: view().text,
    likelihood: likelihoodOf(signals),
    signals: signals.map(({ kind, detail, weight }) => ({ kind, detail, weight })),
    inShadow: element.getRootNode() instanceof ShadowRoot,
    flags: (analysis?.flags ?? []).map(({ rule, category, severity, start, end, quote }) => ({
      rule,
      category,
      severity,
      start,
      end,
      quote,
    })),
    tier: analysis?.risk.tier ?? 'low',
    openFlags: openFlagsOf(model.machine.value).length,
    edits: history.present.edits.length,
    verdict: phase.kind === 'saved' ? phase.verdict : undefined,
    failed: analysis?.failed ?? [],
  };
}
