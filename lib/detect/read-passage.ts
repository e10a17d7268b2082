import type { Selector } from '../core/review.ts';
import { describeSpan } from '../dom/anchor.ts';
import { cssPath } from '../dom/css-path.ts';
import { createTextView, type TextView } from '../dom/text-view.ts';
import type { FoundPassage } from '../messages/contract.ts';
import { conversationIdOf } from './adapter-match.ts';
import type { Candidate } from './find-passages.ts';
import { contextOf } from './passage-context.ts';
import { closestAcrossRoots } from './roots.ts';

/** Reads a candidate's text as it stands now, without what its adapter says is not the message. */
export function viewOf(candidate: Candidate, isOurs: (element: Element) => boolean): TextView {
  const excluded = candidate.adapter?.exclude?.join(', ');
  return createTextView(candidate.element, {
    exclude: (element) => isOurs(element) || (excluded !== undefined && element.matches(excluded)),
  });
}

/** What the background is told of a candidate. `occurrence` counts equal texts before it on the page. */
export function foundPassage(
  candidate: Candidate,
  view: TextView,
  around: { readonly document: Document; readonly all: readonly Candidate[]; readonly occurrence: number },
): FoundPassage {
  const { adapter, element, editable, signals } = candidate;
  const messageId = adapter?.messageId === undefined ? undefined : attributeAround(element, adapter.messageId);
  const lang = attributeAround(element, 'lang');
  return {
    conversationId: conversationIdOf(adapter, around.document.location.pathname),
    ...(messageId === undefined ? {} : { messageId }),
    occurrence: around.occurrence,
    firstText: view.text,
    text: view.text,
    ...(lang === undefined ? {} : { lang }),
    editable,
    signals: [...signals],
    context: contextOf(candidate, around.document, around.all),
    hasCitation: element.querySelector('cite, sup a, a[href^="http"]') !== null,
  };
}

/** What the closest element that has the attribute says there; nothing said is the same as none. */
function attributeAround(element: Element, attribute: string): string | undefined {
  const value =
    closestAcrossRoots(element, `[${CSS.escape(attribute)}]`)
      ?.getAttribute(attribute)
      ?.trim() ?? '';
  return value === '' ? undefined : value.toWellFormed();
}

/** W3C selectors of a whole passage on its page. */
export function selectorsOf(candidate: Candidate, view: TextView): readonly Selector[] {
  const { quote, position } = describeSpan(view.text, { start: 0, end: view.text.length });
  return [
    { type: 'CssSelector', value: cssPath(candidate.element) },
    { type: 'TextPositionSelector', ...position, unit: 'utf16' },
    { type: 'TextQuoteSelector', ...quote },
  ];
}
