import { CircleCheck, CircleSlash, Ellipsis, type IconNode, RotateCcw } from 'lucide';
import type { VNode } from 'preact';
import { Icon } from '../ui/Icon.tsx';
import { wording } from '../wording.ts';
import type { GutterState } from './gutter-state.ts';
import { tierOutlines } from './looks.ts';

/** A passage's mark and what opening it does. */
export type GutterMarkProps = { readonly mark: GutterState; readonly onOpen: () => void };

/**
 * The mark beside one passage: its tier by shape and colour with the number of open flags inside, or what became of it.
 * Drawn at 18 px inside a target of 24 px (WCAG 2.2, 2.5.8).
 */
export function GutterMark({ mark, onOpen }: GutterMarkProps): VNode {
  const name = nameOf(mark);
  return (
    <button
      type="button"
      class="cs-root cs-gutter"
      data-kind={mark.kind}
      data-tone={mark.kind === 'open' ? mark.tier : undefined}
      data-quiet={mark.kind === 'open' && !mark.sampled && mark.openFlags === 0 && mark.failedChecks === 0}
      data-incomplete={mark.kind === 'open' && mark.failedChecks > 0}
      aria-label={name}
      title={name}
      onClick={onOpen}
    >
      <Icon node={iconOf(mark)} size={18} />
      {/* Drawn by the style sheet: the name says the number in words, and "9+" is nothing one could say to a computer. */}
      <span class="cs-gutter-count" data-count={countOf(mark)} />
    </button>
  );
}

function iconOf(mark: GutterState): IconNode {
  switch (mark.kind) {
    case 'analysing':
      return Ellipsis;
    case 'not-analysed':
      return CircleSlash;
    case 'reviewed':
      return CircleCheck;
    case 'stale':
      return RotateCcw;
    case 'open':
      return tierOutlines[mark.tier];
  }
}

function countOf(mark: GutterState): string {
  if (mark.kind !== 'open') return '';
  if (mark.openFlags > 9) return wording.gutter.many;
  if (mark.openFlags > 0) return String(mark.openFlags);
  return mark.failedChecks > 0 ? wording.gutter.unknown : '';
}

function nameOf(mark: GutterState): string {
  const { gutter } = wording;
  switch (mark.kind) {
    case 'analysing':
      return gutter.analysing(mark.index);
    case 'not-analysed':
      return gutter.notAnalysed(mark.index);
    case 'reviewed':
      return gutter.reviewed(mark.index, mark.verdict);
    case 'stale':
      return gutter.stale(mark.index);
    case 'open':
      return gutter.open(mark.index, [
        gutter.tier(mark.tier),
        gutter.openFlags(mark.openFlags),
        ...(mark.failedChecks > 0 ? [gutter.failed(mark.failedChecks)] : []),
        ...(mark.sampled ? [] : [gutter.sampledOut]),
      ]);
  }
}
