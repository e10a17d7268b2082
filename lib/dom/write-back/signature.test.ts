// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { type Engine, type StepName, signatureOf } from './signature.ts';

const editable = (attributes: string, inside = '<p>x <b>y</b></p>') =>
  `<div id="at" contenteditable="true" ${attributes}>${inside}</div>`;

function signature(html: string, engine: Engine) {
  document.body.innerHTML = html;
  return signatureOf(document.querySelector('#at') as Element, engine);
}

describe('signatureOf', () => {
  it.each<[name: string, html: string, first: StepName, inFirefox: StepName | undefined]>([
    ['text-control', '<textarea id="at"></textarea>', 'exec-insert-text', 'exec-insert-text'],
    ['plain', editable('role="textbox" aria-label="Message"'), 'exec-insert-text', 'exec-insert-text'],
    ['prosemirror', editable('class="tiptap ProseMirror"'), 'exec-insert-text', 'exec-insert-text'],
    ['blocknote', editable('class="ProseMirror bn-editor"'), 'exec-insert-text', 'exec-insert-text'],
    ['codemirror', editable('class="cm-content" data-language="css"'), 'exec-insert-text', 'exec-insert-text'],
    ['editorjs', `<div class="ce-block">${editable('')}</div>`, 'exec-insert-text', 'exec-insert-text'],
    ['slate', editable('data-slate-editor="true"'), 'before-input-replacement', 'before-input-replacement'],
    ['lexical', editable('data-lexical-editor="true"'), 'before-input-replacement', 'before-input-replacement'],
    ['quill', editable('class="ql-editor"'), 'before-input-replacement', 'exec-insert-text'],
    ['ckeditor', editable('class="ck ck-editor__editable"'), 'before-input-replacement', 'exec-insert-text'],
    ['trix', '<trix-editor id="at" contenteditable></trix-editor>', 'before-input-replacement', 'exec-insert-text'],
    ['draft', `<div class="DraftEditor-root">${editable('')}</div>`, 'paste-plain', undefined],
    ['tinymce', editable('class="mce-content-body"'), 'paste-plain', 'exec-insert-text'],
    ['monaco', '<div id="at" class="monaco-editor"></div>', 'paste-plain', undefined],
    ['unknown', editable('', '<p data-block="1">x</p>'), 'before-input-replacement', 'before-input-replacement'],
    ['unknown', editable('', '<my-island>x</my-island>'), 'before-input-replacement', 'before-input-replacement'],
    [
      'unknown',
      editable('', '<i contenteditable="false">x</i>'),
      'before-input-replacement',
      'before-input-replacement',
    ],
  ])('%s: %s', (...[name, html, first, inFirefox]) => {
    expect(signature(html, 'chromium')).toMatchObject({ name });
    expect(signature(html, 'chromium').steps[0]).toBe(first);
    expect(signature(html, 'firefox').steps[0]).toBe(inFirefox);
  });

  it('never types into an editor that typing by program damages', () => {
    for (const attributes of ['data-slate-editor="true"', 'data-lexical-editor="true"']) {
      for (const engine of ['chromium', 'firefox'] as const) {
        expect(signature(editable(attributes), engine).steps).not.toContain('exec-insert-text');
      }
    }
  });

  it('never pastes in Firefox', () => {
    for (const attributes of [
      '',
      'class="ProseMirror"',
      'class="ql-editor"',
      'class="cm-content"',
      'data-editor="new"',
    ]) {
      expect(signature(editable(attributes), 'firefox').steps).not.toContain('paste-plain');
    }
  });
});
