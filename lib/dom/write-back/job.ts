import { applyEdits, type Span, sliceSpan, type TextEdit } from '../../core/span.ts';
import { findEditable } from '../find-editable.ts';
import { domPosition } from '../text-position.ts';
import { isTextField, refreshView, type TextView } from '../text-view.ts';
import { type EditorSignature, type Engine, engineOf, signatureOf } from './signature.ts';
import { widenEdit } from './widen.ts';

/** One replacement to be made in an editor of the page. */
export type WriteBackRequest = {
  /** An element of the editor, where the view's text does not tell it; usually the view's root. */
  readonly root: Element;
  /** The view the span speaks of. Nothing is written if the page's text is no longer this. */
  readonly view: TextView;
  /** What is replaced; empty to insert. */
  readonly span: Span;
  readonly replacement: string;
  /** The view's whole text as it must be afterwards. */
  readonly expected: string;
  readonly signal?: AbortSignal;
  /** Whether text is being composed; see `watchComposition`. Compositions that start during the writing are seen anyway. */
  readonly isComposing?: () => boolean;
};

/**
 * Why nothing was tried. `quote-changed`: the page's text is not the view's any more, or the selection would not hold;
 * `multi-line`: more than one paragraph, which editors take apart differently; `unsupported`: every known way to write
 * into this editor does damage in this browser.
 */
export type RefusalReason = 'readonly' | 'composing' | 'quote-changed' | 'not-editable' | 'multi-line' | 'unsupported';

/** A replacement that may be tried. */
export type Job = {
  readonly request: WriteBackRequest;
  /** The view as it was when the job was made. */
  readonly view: TextView;
  /** What is really replaced; see `widenEdit`. */
  readonly edit: TextEdit;
  /** The editing host or text control. */
  readonly host: HTMLElement;
  /** The element that takes focus and events. */
  readonly element: HTMLElement;
  readonly signature: EditorSignature;
};

/** Looks whether a replacement may be tried, and how. */
export function prepareJob(request: WriteBackRequest): Job | RefusalReason {
  const { span, replacement } = request;
  const host = hostOf(request);
  if (host === undefined || !host.isConnected) return 'not-editable';
  if (isReadOnly(host)) return 'readonly';
  if (request.isComposing?.() === true) return 'composing';
  const view = refreshView(request.view);
  if (view.text !== request.view.text || !isWanted(request)) return 'quote-changed';
  if (crossesLines(host, replacement) || crossesLines(host, sliceSpan(view.text, span))) return 'multi-line';
  const signature = signatureOf(host, engineFor(host));
  const edit = widenEdit(view, span, replacement);
  const canEmpty = edit.text !== '' || signature.steps[0] === 'exec-insert-text';
  if (signature.steps.length === 0 || view.truncated || !canEmpty) return 'unsupported';
  return { request, view, edit, host, element: inputOf(host), signature };
}

/** The editing host that holds the span; a passage may be wider than its editor, and an editor may have several hosts. */
function hostOf({ root, view, span }: WriteBackRequest): HTMLElement | undefined {
  if (view.kind === 'field') return findEditable(view.root);
  if (span.end > view.text.length) return undefined;
  return findEditable(domPosition(view, span.start, 'forward').node) ?? findEditable(root);
}

function isReadOnly(host: HTMLElement): boolean {
  if (isTextField(host)) return host.readOnly || host.matches(':disabled');
  return host.closest('[aria-readonly="true"], [aria-disabled="true"], [inert]') !== null;
}

function isWanted({ view, span, replacement, expected }: WriteBackRequest): boolean {
  return applyEdits(view.text, [{ ...span, text: replacement }]) === expected;
}

function crossesLines(host: HTMLElement, text: string): boolean {
  return host.localName !== 'textarea' && /[\n\r\t]/.test(text);
}

function engineFor({ ownerDocument }: HTMLElement): Engine {
  const { defaultView } = ownerDocument;
  return defaultView === null ? 'chromium' : engineOf(defaultView);
}

/** Editors that draw their own text take input through an element of their own. */
function inputOf(host: HTMLElement): HTMLElement {
  return host.querySelector<HTMLElement>('.native-edit-context, textarea.inputarea') ?? host;
}
