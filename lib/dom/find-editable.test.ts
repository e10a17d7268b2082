// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { findEditable } from './find-editable.ts';

describe('findEditable', () => {
  it.each<[name: string, html: string, root: string | undefined]>([
    ['the host around a word', '<div id="host" contenteditable="true"><p><b id="at">x</b></p></div>', 'host'],
    ['an empty attribute makes a host', '<div id="host" contenteditable><b id="at">x</b></div>', 'host'],
    ['plain text only', '<div id="host" contenteditable="plaintext-only"><b id="at">x</b></div>', 'host'],
    [
      'the outermost of nested hosts',
      '<div id="host" contenteditable="true"><div contenteditable="true"><b id="at">x</b></div></div>',
      'host',
    ],
    [
      'an island in an editor',
      '<div contenteditable="true"><div contenteditable="false"><b id="at">x</b></div></div>',
      undefined,
    ],
    [
      'an editor on an island',
      '<div contenteditable="true"><div contenteditable="false"><p id="host" contenteditable="true"><b id="at">x</b></p></div></div>',
      'host',
    ],
    ['ordinary text', '<div><b id="at">x</b></div>', undefined],
    ['a textarea', '<textarea id="at">x</textarea>', 'at'],
    ['a search field', '<input id="at" type="search">', 'at'],
    ['a password is none of ours', '<input id="at" type="password">', undefined],
    ['a checkbox is no text', '<input id="at" type="checkbox">', undefined],
    [
      'an editor that draws its own text',
      '<div id="host" class="monaco-editor"><div class="view-lines"><b id="at">x</b></div></div>',
      'host',
    ],
  ])('%s', (_name, html, root) => {
    document.body.innerHTML = html;
    expect(findEditable(document.querySelector('#at') as Element)?.id).toBe(root);
  });

  it('takes a text node, and walks out of shadow roots', () => {
    document.body.innerHTML = '<div id="host" contenteditable="true"><span></span></div>';
    const shadow = (document.querySelector('span') as Element).attachShadow({ mode: 'open' });
    shadow.innerHTML = '<p>x</p>';
    expect(findEditable(shadow.querySelector('p')?.firstChild as Text)?.id).toBe('host');
  });
});
