import { isTextField } from '../text-view.ts';

/** A way to put text into an editor; each is a file of its own. */
export type StepName = 'exec-insert-text' | 'before-input-replacement' | 'paste-plain';

/** A way to make an editor take back one step of its own history. */
export type UndoWay = 'exec' | 'keydown';

/** The browser's engine, as far as editing differs. */
export type Engine = 'chromium' | 'firefox';

/** How to write into one kind of editor. */
export type EditorSignature = {
  readonly name: string;
  /** Tried in this order, each only if the one before changed nothing; none where every way is known to do damage. */
  readonly steps: readonly StepName[];
  /** `by-step`: whatever belongs to the step that worked. */
  readonly undo: UndoWay | 'by-step';
  /** Whether the editor takes its selection from pointer events and not from the document. */
  readonly selectByPointer: boolean;
};

type Row = readonly [name: string, selector: string, steps: readonly StepName[], undo: UndoWay];

// Measured in Chromium 156 over 19 editors; the same table stands in `docs/contracts.md`, The page. A step that
// is not listed for an editor is one that damages it or that undoes into the reviewer's own typing.
const table: readonly Row[] = [
  ['slate', '[data-slate-editor]', ['before-input-replacement', 'paste-plain'], 'keydown'],
  ['lexical', '[data-lexical-editor]', ['before-input-replacement', 'paste-plain'], 'keydown'],
  ['ckeditor', '.ck-editor__editable', ['before-input-replacement', 'paste-plain'], 'keydown'],
  ['quill', '.ql-editor', ['before-input-replacement', 'paste-plain'], 'keydown'],
  ['trix', 'trix-editor', ['before-input-replacement', 'paste-plain'], 'keydown'],
  ['draft', '.DraftEditor-root, .public-DraftEditor-content', ['paste-plain'], 'keydown'],
  ['tinymce', '#tinymce, .mce-content-body', ['paste-plain'], 'keydown'],
  ['monaco', '.monaco-editor', ['paste-plain'], 'keydown'],
  ['blocknote', '.bn-editor', ['exec-insert-text', 'paste-plain'], 'exec'],
  ['prosemirror', '.ProseMirror', ['exec-insert-text', 'paste-plain'], 'exec'],
  ['editorjs', '.ce-block', ['exec-insert-text', 'paste-plain'], 'exec'],
  ['codemirror', '.cm-content', ['exec-insert-text', 'paste-plain'], 'exec'],
];

const textControl: EditorSignature = {
  name: 'text-control',
  steps: ['exec-insert-text'],
  undo: 'exec',
  selectByPointer: false,
};

const plain: EditorSignature = { ...textControl, name: 'plain' };

const unknown: EditorSignature = {
  name: 'unknown',
  steps: ['before-input-replacement', 'paste-plain', 'exec-insert-text'],
  undo: 'by-step',
  selectByPointer: false,
};

/**
 * The signature of an editable root. An editing host that nothing marks as an editor's is `plain`; one that something marks,
 * but nothing we know, is `unknown` and is tried with the mildest step first.
 */
export function signatureOf(root: Element, engine: Engine): EditorSignature {
  if (isTextField(root)) return textControl;
  const row = table.find(([, selector]) => root.closest(selector) !== null);
  if (row !== undefined) return fromRow(row, engine);
  if (looksPlain(root)) return plain;
  return engine === 'firefox' ? { ...unknown, steps: ['before-input-replacement', 'exec-insert-text'] } : unknown;
}

/** The engine that runs a window. */
export function engineOf(window: Window & typeof globalThis): Engine {
  return window.CSS.supports('-moz-appearance', 'none') ? 'firefox' : 'chromium';
}

function fromRow([name, , steps, undo]: Row, engine: Engine): EditorSignature {
  const selectByPointer = name === 'monaco';
  if (engine === 'chromium') return { name, steps, undo, selectByPointer };
  return { name, steps: firefoxSteps(name), undo, selectByPointer };
}

// In Firefox a synthetic paste deletes text in Quill and CodeMirror, so it is never used (measured)
function firefoxSteps(name: string): readonly StepName[] {
  if (name === 'slate' || name === 'lexical') return ['before-input-replacement'];
  return name === 'draft' || name === 'monaco' ? [] : ['exec-insert-text'];
}

/** How many elements of a host are looked at; a page with more of them is not told apart by the rest. */
const mostLookedAt = 500;

/** Editors that keep a model mark its nodes: with data attributes, with islands, with elements of their own. */
function looksPlain(root: Element): boolean {
  const inside = [root, ...[...root.getElementsByTagName('*')].slice(0, mostLookedAt)];
  return inside.every(
    (element) =>
      !element.localName.includes('-') &&
      element.getAttributeNames().every((name) => {
        return !name.startsWith('data-') && (name !== 'contenteditable' || element === root);
      }),
  );
}
