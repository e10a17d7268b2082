import type { VNode } from 'preact';
import type { RaisedFlag } from '../../lib/core/flag.ts';
import { Hidden } from '../ui/Hidden.tsx';
import { wording } from '../wording.ts';
import { useCard } from './card-context.ts';
import { DiffText } from './DiffText.tsx';
import { excerptAround } from './excerpt.ts';
import { wordDiff } from './word-diff.ts';

// Most of a line of 15 px text in the 360 px card on each side, so that a word can be read in its sentence.
const excerptWidth = 32;

/** The flagged words on their line of the passage, underlined as on the page. */
export function FlagWords({ flag }: { readonly flag: RaisedFlag }): VNode {
  return (
    <InContext flag={flag}>
      <Hidden>{wording.flag.words}</Hidden>
      <span class="cs-line" data-severity={flag.severity}>
        {flag.quote}
      </span>
    </InContext>
  );
}

/** What the passage would read with this replacement: a word diff on its line. */
export function FixWords({ flag, text }: { readonly flag: RaisedFlag; readonly text: string }): VNode {
  return (
    <InContext flag={flag}>
      <DiffText pieces={wordDiff(flag.quote, text)} />
    </InContext>
  );
}

type InContextProps = { readonly flag: RaisedFlag; readonly children: VNode | VNode[] };

function InContext({ flag, children }: InContextProps): VNode {
  const { state } = useCard();
  const { lead, trail, cutBefore, cutAfter } = excerptAround(state.original, flag, excerptWidth);
  return (
    <p class="cs-words" dir="auto">
      <span class="cs-context">
        {cutBefore && wording.view.gap}
        {lead}
      </span>
      {children}
      <span class="cs-context">
        {trail}
        {cutAfter && wording.view.gap}
      </span>
    </p>
  );
}
