import type { Signal } from '../core/passage.ts';
import { adapterAppliesTo } from './adapter-match.ts';
import { disclosureSelector, disclosureSignal } from './disclosure.ts';
import { editableSelector } from './editors.ts';
import {
  assistantClassSelector,
  assistantRoleSelector,
  logSelector,
  userClassSelector,
  userRoleSelector,
} from './role-marks.ts';
import { closestAcrossRoots, compareInPage, openRootsOf, type SearchRoot } from './roots.ts';
import type { SiteAdapter } from './site-adapter.ts';

/** An element that holds one whole LLM-written passage, and why we think so. */
export type Candidate = {
  readonly element: Element;
  readonly root: SearchRoot;
  readonly signals: readonly Signal[];
  readonly adapter: SiteAdapter | undefined;
  readonly editable: boolean;
};

/** Where to look and with what. */
export type Search = {
  readonly document: Document;
  readonly hostname: string;
  readonly adapters: readonly SiteAdapter[];
  /** Our own host element, which is never looked into. */
  readonly isOurs: (element: Element) => boolean;
};

// Weights of single signals, from how often each was right on 53 saved pages and 15 chat kits.
const adapterWeight = 0.98;
const roleAttributeWeight = 0.9;
const roleClassWeight = 0.8;

/**
 * The passages of a page in document order. Signals of one element are put together; a user turn is never a passage, and
 * neither is an element that holds one; of nested candidates the smallest that holds the whole message stays.
 */
export function findPassages(search: Search): readonly Candidate[] {
  const adapters = search.adapters.filter((adapter) => adapterAppliesTo(adapter, search.hostname));
  const roots = openRootsOf(search.document, search.isOurs);
  const kits = new Set(
    adapters.filter(({ kit }) => kit !== undefined && roots.some((root) => root.querySelector(kit) !== null)),
  );
  const present = adapters.filter((adapter) => adapter.kit === undefined || kits.has(adapter));
  const found = roots.map((root) => findInRoot(root, present)).filter((candidates) => candidates.length > 0);
  const [only = [], ...others] = found;
  return others.length === 0 ? only : found.flat().sort((a, b) => compareInPage(a.element, b.element));
}

function findInRoot(root: SearchRoot, adapters: readonly SiteAdapter[]): readonly Candidate[] {
  const found = new Map<Element, { signals: Signal[]; adapter: SiteAdapter | undefined }>();
  const add = (element: Element, signal: Signal, adapter?: SiteAdapter): void => {
    const entry = found.get(element) ?? { signals: [], adapter: undefined };
    entry.signals.push(signal);
    entry.adapter ??= adapter;
    found.set(element, entry);
  };
  for (const adapter of adapters) {
    if (adapter.kit !== undefined && !belongsToKit(root, adapter.kit)) continue;
    const detail = `the site adapter ${adapter.name} ${adapter.version}`;
    for (const element of root.querySelectorAll(adapter.passage)) {
      add(element, { kind: 'adapter', detail, weight: adapterWeight }, adapter);
    }
  }
  addRoleMarks(root, add);
  for (const element of root.querySelectorAll(disclosureSelector)) {
    const signal = disclosureSignal(element);
    if (signal !== undefined) add(element, signal);
  }
  const userTurns = userTurnsOf(root, adapters);
  const candidates = [...found]
    .filter(
      ([element]) => !userTurns.some((turn) => turn === element || turn.contains(element) || element.contains(turn)),
    )
    .map(([element, entry]) => ({ element, root, ...entry, editable: false }))
    .sort((a, b) => (isBehind(a.element, b.element) ? 1 : -1));
  return innermost(candidates).map(asEditable);
}

function isBehind(a: Element, b: Element): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}

// A kit's class names are its own business: they count only below its element or inside its shadow root.
function belongsToKit(root: SearchRoot, kit: string): boolean {
  return root instanceof ShadowRoot
    ? closestAcrossRoots(root.host, kit) !== undefined
    : root.querySelector(kit) !== null;
}

function addRoleMarks(root: SearchRoot, add: (element: Element, signal: Signal) => void): void {
  for (const element of root.querySelectorAll(assistantRoleSelector)) {
    const detail = 'the page names the assistant as the author of this message';
    add(element, { kind: 'role-mark', detail, weight: roleAttributeWeight });
  }
  const hasUserTurns = root.querySelector(`${userRoleSelector}, ${userClassSelector}`) !== null;
  for (const element of root.querySelectorAll(assistantClassSelector)) {
    if (!hasUserTurns && closestAcrossRoots(element, logSelector) === undefined) continue;
    add(element, {
      kind: 'role-mark',
      detail: 'the page marks this message as the assistant’s',
      weight: roleClassWeight,
    });
  }
}

function userTurnsOf(root: SearchRoot, adapters: readonly SiteAdapter[]): readonly Element[] {
  const selectors = [userRoleSelector, userClassSelector, ...adapters.flatMap(({ userTurn }) => userTurn ?? [])];
  return [...root.querySelectorAll(selectors.join(', '))];
}

type Found = Omit<Candidate, 'signals'> & { readonly signals: Signal[] };

/**
 * Of two nested candidates that hold the same text the inner one stays; where the outer holds more, the outer is the whole
 * message and the inner a part of it, unless several messages stand inside: then the outer is a list of them. Either way
 * what stays keeps the signals of both. Candidates come in document order and inner ones are settled first, so that a list
 * in a list is still several messages.
 */
function innermost(candidates: readonly Found[]): readonly Found[] {
  // In document order what an element holds comes right behind it; on most pages nothing is nested.
  if (!candidates.some(({ element }, index) => element.contains(candidates[index + 1]?.element ?? null)))
    return candidates;
  const dropped = new Set<Found>();
  for (const outer of candidates.toReversed()) {
    const inner = candidates.filter(
      (other) => other !== outer && !dropped.has(other) && outer.element.contains(other.element),
    );
    const separate = inner.filter(
      (one) => !inner.some((other) => other !== one && other.element.contains(one.element)),
    );
    const [only, second] = separate;
    if (only === undefined) continue;
    if (second !== undefined || squeeze(only.element) === squeeze(outer.element) || sameAuthor(only, outer)) {
      dropped.add(outer);
      if (second === undefined) only.signals.push(...outer.signals);
    } else {
      for (const part of inner) dropped.add(part);
      outer.signals.push(...only.signals);
    }
  }
  return candidates.filter((candidate) => !dropped.has(candidate));
}

// An adapter knows where the message itself is; an outer candidate without one only knows that it is in there.
function sameAuthor(inner: Found, outer: Found): boolean {
  return inner.adapter !== undefined && outer.adapter === undefined;
}

function squeeze(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, '');
}

/** A block whose text stands in one editor is that editor's draft: the passage is the editor, and can be written back. */
function asEditable(candidate: Candidate): Candidate {
  const { element } = candidate;
  if (element.matches(editableSelector)) return { ...candidate, editable: true };
  const editors = [...element.querySelectorAll(editableSelector)].filter(
    (one) => one.parentElement?.closest(editableSelector) === null,
  );
  const [editor, second] = editors;
  if (editor === undefined || second !== undefined || isAside(editor, candidate)) return candidate;
  return { ...candidate, element: editor, editable: true };
}

/** Whether an editor stands beside a message that was marked as one, such as a field for feedback on it. */
function isAside(editor: Element, { element, signals }: Candidate): boolean {
  if (signals.every(({ kind }) => kind === 'disclosure')) return false;
  const draft = editor instanceof HTMLTextAreaElement ? editor.value.replace(/\s+/g, '') : squeeze(editor);
  return squeeze(element).length - squeeze(editor).length > draft.length;
}
