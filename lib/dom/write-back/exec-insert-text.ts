import type { Step } from './step.ts';

/**
 * Replaces the selection as if it were typed over. The browser does the edit and records one undo step; an empty text
 * deletes, since Firefox ignores an empty insertion (measured).
 */
export const execInsertText: Step = ({ document, text }) => {
  // Deprecated, and the only way that a text control and a bare editing host keep their undo history.
  if (text === '') document.execCommand('delete');
  else document.execCommand('insertText', false, text);
  return false;
};
