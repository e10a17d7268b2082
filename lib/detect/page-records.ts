import type { PageRecord } from '../core/flag.ts';
import { createTextView } from '../dom/text-view.ts';

/** Most entries taken of one record, and records of one page: enough for a form, not for a data dump. */
const maximumEntries = 200;
const maximumRecords = 20;
const maximumValueLength = 2_000;

/**
 * The records a page shows beside its text: definition lists, and tables of two columns or with a header cell in each row.
 * Keys and values are the visible texts in reading order. `isPassage` names elements whose inside is not a record of the
 * page but part of what is being reviewed.
 */
export function findRecords(document: Document, isPassage: (element: Element) => boolean): readonly PageRecord[] {
  const records: PageRecord[] = [];
  for (const element of document.querySelectorAll('dl, table')) {
    if (records.length >= maximumRecords) break;
    if (isPassage(element) || isHidden(element)) continue;
    const entries = element.localName === 'dl' ? pairsOfList(element) : pairsOfTable(element);
    if (entries.length === 0) continue;
    const title = titleOf(element);
    records.push({
      kind: element.localName === 'dl' ? 'pairs' : 'table',
      ...(title === '' ? {} : { title }),
      entries: entries.slice(0, maximumEntries),
    });
  }
  return records;
}

function pairsOfList(list: Element): [string, string][] {
  const pairs: [string, string][] = [];
  for (const term of list.querySelectorAll('dt')) {
    if (term.closest('dl') !== list || isHidden(term)) continue;
    const values: string[] = [];
    let next = term.nextElementSibling;
    while (next?.localName === 'dt') next = next.nextElementSibling;
    while (next?.localName === 'dd') {
      if (!isHidden(next)) values.push(textOf(next));
      next = next.nextElementSibling;
    }
    if (values.length > 0) pairs.push([textOf(term), values.join('; ')]);
  }
  return pairs;
}

function pairsOfTable(table: Element): [string, string][] {
  const pairs: [string, string][] = [];
  for (const row of table.querySelectorAll('tr')) {
    if (row.closest('table') !== table || isHidden(row)) continue;
    const [key, value, third] = row.children;
    if (key === undefined || value === undefined || third !== undefined) continue;
    if (value.localName === 'td') pairs.push([textOf(key), textOf(value)]);
  }
  return pairs;
}

function titleOf(element: Element): string {
  const labelledBy = element.getAttribute('aria-labelledby');
  const label = labelledBy === null ? null : element.ownerDocument.getElementById(labelledBy.split(/\s+/)[0] ?? '');
  if (label !== null) return textOf(label);
  const caption = element.querySelector(':scope > caption');
  return element.getAttribute('aria-label')?.trim().toWellFormed() ?? (caption === null ? '' : textOf(caption));
}

function isHidden(element: Element): boolean {
  return element.closest('[hidden], [aria-hidden="true"]') !== null;
}

function textOf(element: Element): string {
  const text = createTextView(element).text.replace(/\s+/g, ' ').trim();
  // A cut through a surrogate pair leaves half a character, which no store takes.
  return text.slice(0, maximumValueLength).toWellFormed();
}
