import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Command } from '../../lib/core/command.ts';
import type { ReviewState } from '../../lib/models/review-state.ts';
import { keepKeyboard, useKeptFocus } from '../ui/focus.ts';
import { Live } from '../ui/Live.tsx';
import { wording } from '../wording.ts';
import { type Announced, announceNext } from './announcement.ts';
import { CardHeader } from './CardHeader.tsx';
import { ChecksPanel, NothingFound } from './ChecksPanel.tsx';
import { type Card, CardContext, useCard } from './card-context.ts';
import { FlagPanel } from './FlagPanel.tsx';
import { HelpSheet } from './HelpSheet.tsx';
import { IssuePanel } from './IssuePanel.tsx';
import { keyTable } from './key-table.ts';
import { NotePanel } from './NotePanel.tsx';
import { Analysing, NotAnalysed, SaveFailed } from './PhasePanels.tsx';
import { SavedPanel } from './SavedPanel.tsx';
import { TextPanel } from './TextPanel.tsx';
import { Toolbar } from './Toolbar.tsx';
import { VerdictBar } from './VerdictBar.tsx';
import { WhyPanel } from './WhyPanel.tsx';

/** What a review card shows, the present moment in ms since the epoch, and where its commands go. */
export type ReviewCardProps = {
  readonly state: ReviewState;
  readonly onCommand: (command: Command) => void;
  readonly now: number;
};

/**
 * The review of one passage: everything a reviewer sees of it and every step as a button.
 *
 * It is a non-modal `dialog` and not a `region`: the reviewer enters it by a command, it has its own keys and an Escape,
 * and screen readers say a dialog's name when focus enters it, while the page behind stays usable.
 *
 * The owner gives it a `key` per passage, focuses the element of the role `dialog` when a review starts, turns keys into
 * commands (`commandOf`, after `belongsToControl`), lets only trusted and visible clicks through, and returns focus to the
 * page on close. Within the card focus is never lost: when a button goes, the card itself takes it (`useKeptFocus`).
 */
export function ReviewCard({ state, onCommand, now }: ReviewCardProps): VNode {
  const surface = useRef<HTMLDivElement>(null);
  const held = useKeptFocus(surface);
  const keys = useMemo(() => keyTable(state.taxonomy), [state.taxonomy]);
  const settled = useRef(false);
  useLayoutEffect(() => {
    settled.current = true;
  }, []);
  const typed = useMemo(() => new Map<string, string>(), [state.original]);
  const card: Card = { state, now, keys, held, settled, typed, send: onCommand, busy: state.phase.kind === 'saving' };
  const { index, total } = state.place;
  return (
    <CardContext.Provider value={card}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: it only keeps focus where it is; see keepKeyboard. */}
      <div
        ref={surface}
        class="cs-root cs-card"
        role="dialog"
        aria-label={wording.card.label(index, total)}
        tabIndex={-1}
        onMouseDown={(event) => keepKeyboard(event, surface.current)}
      >
        <CardHeader />
        <Announcer />
        <Notices />
        <div class="cs-body">{state.showing.help ? <HelpSheet /> : <Body />}</div>
        {!state.showing.help && <Footer />}
      </div>
    </CardContext.Provider>
  );
}

function Announcer(): VNode {
  const { state } = useCard();
  const last = useRef<Announced>(undefined);
  last.current = announceNext(last.current, state);
  return <Live kind="status" text={last.current.text} />;
}

function Notices(): VNode {
  const { notice } = useCard().state;
  const text = (kind: 'info' | 'problem'): string => (notice?.kind === kind ? notice.text : '');
  return (
    <div class="cs-notices">
      <Live kind="status" text={text('info')} visible />
      <Live kind="alert" text={text('problem')} visible />
    </div>
  );
}

function Body(): VNode {
  const { state } = useCard();
  const { phase, prior } = state;
  if (phase.kind === 'analysing') return <Analysing />;
  if (phase.kind === 'not-analysed') return <NotAnalysed message={phase.message} />;
  return (
    <>
      {phase.kind === 'save-failed' && <SaveFailed phase={phase} />}
      {state.guardedLate && <p class="cs-part cs-caution">{wording.card.guardedLate}</p>}
      {prior !== undefined && phase.kind !== 'saved' && (
        <p class="cs-part cs-prior" data-stale={prior.stale}>
          {wording.card.prior(prior.verdict, prior.rev)} {prior.stale && wording.card.priorStale}
        </p>
      )}
      <TextPanel />
      {state.showing.why && <WhyPanel />}
      {phase.kind === 'saved' && <SavedPanel phase={phase} />}
      {state.flags.length > 0 ? <FlagPanel /> : <NothingFound />}
      <IssuePanel />
      <NotePanel />
      <ChecksPanel />
    </>
  );
}

function Footer(): VNode | null {
  const { phase } = useCard().state;
  if (phase.kind === 'analysing' || phase.kind === 'not-analysed') return null;
  return (
    <div class="cs-footer">
      <Toolbar />
      <VerdictBar />
    </div>
  );
}
