import type { Step } from './step.ts';

/** Pastes plain text over the selection. HTML is never offered: editors then lose formatting or ignore the paste. */
export const pastePlain: Step = ({ element, text }) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData });
  return !element.dispatchEvent(event);
};
