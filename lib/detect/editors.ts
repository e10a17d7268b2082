/** Elements a person writes text in. Their text is a draft, and what is accepted can be written back to them. */
export const editableSelector =
  'textarea, [contenteditable=""], [contenteditable="true" i], [contenteditable="plaintext-only" i]';
