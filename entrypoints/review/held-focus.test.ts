// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import { holdFocus } from './held-focus.ts';

describe('holdFocus', () => {
  it('gives a caret inside a shadow tree back to the selection of that tree', () => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    const editor = root.appendChild(document.createElement('div'));
    editor.tabIndex = 0;
    editor.textContent = 'hello world';
    const caret = document.createRange();
    caret.setStart(editor.firstChild ?? editor, 8);
    const selection = { rangeCount: 1, getRangeAt: () => caret, removeAllRanges: vi.fn(), addRange: vi.fn() };
    Object.assign(root, { getSelection: () => selection });
    editor.focus();

    const held = holdFocus(document);
    editor.blur();
    held.restore();

    expect(root.activeElement).toBe(editor);
    const [given] = selection.addRange.mock.calls[0] ?? [];
    expect([given?.startContainer, given?.startOffset]).toEqual([editor.firstChild, 8]);
  });

  it('leaves what has left the page alone', () => {
    const field = document.body.appendChild(document.createElement('input'));
    const other = document.body.appendChild(document.createElement('button'));
    field.focus();
    const held = holdFocus(document);
    field.remove();
    other.focus();
    held.restore();
    expect(document.activeElement).toBe(other);
  });
});
