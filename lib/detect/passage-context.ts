import type { ReviewContext } from '../core/review.ts';
import { createTextView } from '../dom/text-view.ts';
import type { Candidate } from './find-passages.ts';
import { findRecords } from './page-records.ts';
import { userClassSelector, userRoleSelector } from './role-marks.ts';

/** Longest user request that is kept as context, in code units. */
const maximumRequest = 4_000;

/**
 * What stands beside a passage and may be checked against: the records of its page and the user's turn it answers. Other
 * passages are no source: they come from the same model.
 */
export function contextOf(candidate: Candidate, document: Document, passages: readonly Candidate[]): ReviewContext {
  const records = findRecords(document, (element) => passages.some((passage) => passage.element.contains(element)));
  const request = requestBefore(candidate);
  return {
    ...(records.length > 0 ? { records: [...records] } : {}),
    ...(request === undefined ? {} : { request }),
  };
}

/** The last user turn that stands before a passage in its own root. */
function requestBefore(candidate: Candidate): string | undefined {
  const selectors = [userRoleSelector, userClassSelector, candidate.adapter?.userTurn].filter(
    (one) => one !== undefined,
  );
  let last: Element | undefined;
  for (const turn of candidate.root.querySelectorAll(selectors.join(', '))) {
    const follows = turn.compareDocumentPosition(candidate.element) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (follows === 0) break;
    last = turn;
  }
  const request = last && createTextView(last).text.trim().slice(0, maximumRequest).toWellFormed();
  return request === '' ? undefined : request;
}
