import type { Step } from './step.ts';

/** Asks the editor to replace a range, in the words a spelling checker would use (`insertReplacementText`). */
export const beforeInputReplacement: Step = ({ element, range, text }) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData('text/plain', text);
  const event = new InputEvent('beforeinput', {
    bubbles: true,
    cancelable: true,
    composed: true,
    inputType: 'insertReplacementText',
    data: text,
    dataTransfer,
    ...(range === undefined ? {} : { targetRanges: [new StaticRange(range)] }),
  });
  return !element.dispatchEvent(event);
};
