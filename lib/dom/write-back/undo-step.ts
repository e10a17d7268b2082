import type { UndoWay } from './signature.ts';

/** Asks the focused editor to take back its last step, once. Whether it did is for the caller to see. */
export function undoStep(element: HTMLElement, way: UndoWay): void {
  if (way === 'exec') {
    element.ownerDocument.execCommand('undo');
    return;
  }
  const isMac = /^Mac|^iP/.test(element.ownerDocument.defaultView?.navigator.platform ?? '');
  const event = {
    key: 'z',
    code: 'KeyZ',
    // Editors that have not heard of `key` compare this one.
    keyCode: 90,
    ctrlKey: !isMac,
    metaKey: isMac,
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  element.dispatchEvent(new KeyboardEvent('keydown', event));
}
