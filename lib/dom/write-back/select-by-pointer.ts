/** Time an editor gets between the two clicks, in ms (measured in Monaco). */
const betweenClicks = 40;

/**
 * Selects a range the way a person does, with a click at its start and one with Shift at its end, in an editor that draws
 * its own text and ignores the document's selection. The range must be on the screen.
 */
export async function selectByPointer(range: Range, wait: (ms: number) => Promise<void>): Promise<void> {
  const start = range.cloneRange();
  start.collapse(true);
  const end = range.cloneRange();
  end.collapse(false);
  click(start, false);
  await wait(betweenClicks);
  click(end, true);
}

function click(place: Range, shiftKey: boolean): void {
  const { ownerDocument } = place.startContainer;
  const box = place.getClientRects()[0] ?? place.getBoundingClientRect();
  const [clientX, clientY] = [box.left, box.top + box.height / 2];
  const target = ownerDocument?.elementFromPoint(clientX, clientY);
  if (!target) return;
  const shared = { bubbles: true, cancelable: true, composed: true, clientX, clientY, button: 0, detail: 1, shiftKey };
  const pointer = { ...shared, pointerId: 1, pointerType: 'mouse' };
  target.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, buttons: 1 }));
  target.dispatchEvent(new MouseEvent('mousedown', { ...shared, buttons: 1 }));
  target.dispatchEvent(new PointerEvent('pointerup', pointer));
  target.dispatchEvent(new MouseEvent('mouseup', shared));
}
