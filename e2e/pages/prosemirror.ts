import type { Run } from '../../demo/src/crm-note/draft.ts';
import { createEditor, modelText } from '../../demo/src/crm-note/editor.ts';

/** What the page shows of its editor. */
declare global {
  var startEditor: (paragraphs: readonly (readonly Run[])[]) => void;
  var editorModel: () => string;
}

globalThis.startEditor = (paragraphs) => {
  const mount = document.querySelector<HTMLElement>('#mount');
  if (mount === null) throw new Error('the page has no place for an editor');
  const view = createEditor(mount, paragraphs, () => undefined);
  globalThis.editorModel = () => modelText(view);
};
