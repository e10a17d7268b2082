import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { useInView } from '../ui/focus.ts';
import { Group } from '../ui/Group.tsx';
import { wording } from '../wording.ts';
import { useCard } from './card-context.ts';
import { DiffText } from './DiffText.tsx';
import { collapseKept, wordDiff } from './word-diff.ts';

// About three lines of the card on each side of a change.
const keptWidth = 120;

/** The passage's own text, when asked for: as it was, or with every change marked. The original wins while O is held. */
export function TextPanel(): VNode | null {
  const { state } = useCard();
  if (state.showing.original) return <Sheet title={wording.view.originalTitle}>{state.original}</Sheet>;
  return state.showing.diff ? <Changes original={state.original} revised={state.revised} /> : null;
}

type ChangesProps = { readonly original: string; readonly revised: string };

function Changes({ original, revised }: ChangesProps): VNode {
  const pieces = useMemo(() => collapseKept(wordDiff(original, revised), keptWidth), [original, revised]);
  return (
    <Sheet title={wording.view.diffTitle}>
      {original === revised ? wording.view.unchanged : <DiffText pieces={pieces} />}
    </Sheet>
  );
}

function Sheet({ title, children }: { readonly title: string; readonly children: VNode | string }): VNode {
  const panel = useRef<HTMLDivElement>(null);
  useInView(panel);
  return (
    <div ref={panel} class="cs-part cs-panel">
      <h2 class="cs-strong">{title}</h2>
      <Group name={title} part="cs-sheet" scrolls>
        <div dir="auto">{children}</div>
      </Group>
    </div>
  );
}
