import { DRAFT } from './draft.ts';
import { createEditor, modelText } from './editor.ts';

/** What the page shows of itself on `window.__demo`: the editor's text, from its model. */
export type CrmDemo = { readonly editorText: () => string };

function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

function countWords(text: string): string {
  const words = text.match(/\S+/g)?.length ?? 0;
  return words === 1 ? '1 word' : `${words} words`;
}

const editor = createEditor(part('editor'), DRAFT, (text) => {
  part('words').textContent = countWords(text);
});

const done = part('done');

part('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(modelText(editor));
    done.textContent = 'Copied';
  } catch {
    // The browser may refuse the clipboard; the person then has to know that nothing was copied.
    done.textContent = 'The browser did not allow copying';
  }
});

part('keep').addEventListener('click', () => {
  const entry = document.createElement('li');
  const head = document.createElement('p');
  const body = document.createElement('p');
  head.className = 'entry-head';
  head.textContent = 'E-mail version kept, Imogen Farrow, just now';
  body.textContent = `“Your spring order and invoice TI-1186”, ${countWords(modelText(editor))}`;
  entry.append(head, body);
  part('timeline').prepend(entry);
  done.textContent = 'Kept in the activity';
});

const demo: CrmDemo = { editorText: () => modelText(editor) };
Object.assign(window, { __demo: demo });
