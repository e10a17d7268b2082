import { findEditable } from '../../lib/dom/find-editable.ts';
import { createPainter } from '../../lib/dom/highlights.ts';
import { markRangeOf } from '../../lib/dom/mark-range.ts';
import { rangeOf } from '../../lib/dom/text-position.ts';
import { createTextView } from '../../lib/dom/text-view.ts';
import { replaceInEditor } from '../../lib/dom/write-back.ts';

const modules = { createPainter, createTextView, findEditable, markRangeOf, rangeOf, replaceInEditor };

/** Our DOM modules, as a content script has them. */
declare global {
  var ours: typeof modules;
}

globalThis.ours = modules;
