import { exampleSetup } from 'prosemirror-example-setup';
import { type Node, Schema } from 'prosemirror-model';
import { schema as basic } from 'prosemirror-schema-basic';
import { addListNodes } from 'prosemirror-schema-list';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Run } from './draft.ts';

const schema = new Schema({
  nodes: addListNodes(basic.spec.nodes, 'paragraph block*', 'block'),
  marks: basic.spec.marks,
});

function documentOf(paragraphs: readonly (readonly Run[])[]): Node {
  return schema.node(
    'doc',
    null,
    paragraphs.map((runs) =>
      schema.node(
        'paragraph',
        null,
        runs.map(({ text, bold }) => schema.text(text, bold ? [schema.mark('strong')] : [])),
      ),
    ),
  );
}

/** Gives an editor's text from its model: blocks joined by a line feed, a hard break counted as one too. */
export function modelText(view: EditorView): string {
  const { doc } = view.state;
  return doc.textBetween(0, doc.content.size, '\n', '\n');
}

/** Puts a ProseMirror editor with undo history and the usual keys into `mount`, holding the given paragraphs. */
export function createEditor(
  mount: HTMLElement,
  paragraphs: readonly (readonly Run[])[],
  onText: (text: string) => void,
): EditorView {
  const view = new EditorView(mount, {
    state: EditorState.create({ doc: documentOf(paragraphs), plugins: exampleSetup({ schema, menuBar: false }) }),
    attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'E-mail text', spellcheck: 'true' },
    dispatchTransaction: (transaction) => {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) onText(modelText(view));
    },
  });
  onText(modelText(view));
  return view;
}
