/**
 * What an element does to the text of a view. `excluded`: its text is not part of what is read; `block`: its text stands
 * on lines of its own; `row` and `cell`: as in a table; `break`: ends the line; `inline`: nothing.
 */
export type ElementRule = 'excluded' | 'block' | 'row' | 'cell' | 'break' | 'inline';

/** How long a visually hidden label may be to count as a speaker's name ("ChatGPT said:") and not as content. */
const maxSpeakerLabel = 60;

const excludedTags = words(`
  script style noscript template head title meta link svg canvas audio video object embed iframe frame
  button input textarea select option optgroup datalist meter progress mjx-assistive-mml
  annotation annotation-xml
`);

// The elements that the HTML standard's rendering section gives `display: block` or `list-item`, and table parts.
const blockTags = words(`
  address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search
  section summary table tbody tfoot thead ul xmp
`);

const blockRoles = words(`
  article blockquote dialog feed grid heading list listitem log main paragraph region rowgroup table treegrid
`);

const cellRoles = words('cell gridcell columnheader rowheader');

/** Elements whose white space is text. `code` is here because pages draw code blocks with it and a style of their own. */
const preservingTags = words('pre code listing xmp plaintext');

const hiddenByStyle = /(?:^|[;\s])display\s*:\s*none/i;
const visuallyHidden = /(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-only|-text)?)(?:$|\s)/i;
const speakerLabel = /(?:[:：]|\b(?:said|says|wrote))$/i;

/** The rule for an element, from its tag, role and attributes alone; no style is computed. */
export function ruleOf(element: Element): ElementRule {
  const tag = element.localName;
  if (excludedTags.has(tag) || isHidden(element)) return 'excluded';
  if (tag === 'br') return 'break';
  if (tag === 'td' || tag === 'th') return 'cell';
  if (tag === 'tr') return 'row';
  const role = element.getAttribute('role');
  if (role !== null) {
    const rule = ruleOfRole(role);
    if (rule !== undefined) return rule;
  }
  return blockTags.has(tag) ? 'block' : 'inline';
}

/** Whether the element itself says that its white space is text, by its tag. */
export function preservesSpace(element: Element): boolean {
  return preservingTags.has(element.localName);
}

function ruleOfRole(role: string): ElementRule | undefined {
  const name = role.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  if (name === 'button') return 'excluded';
  if (name === 'row') return 'row';
  if (cellRoles.has(name)) return 'cell';
  return blockRoles.has(name) ? 'block' : undefined;
}

function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden') || hiddenByStyle.test(element.getAttribute('style') ?? '')) return true;
  const classes = element.getAttribute('class') ?? '';
  // KaTeX draws a formula twice: hidden MathML for screen readers, and visible boxes that it marks aria-hidden.
  if (element.getAttribute('aria-hidden') === 'true') return !hasClass(classes, 'katex-html');
  if (classes === '') return false;
  return hasClass(classes, 'katex-mathml') || (visuallyHidden.test(classes) && isSpeakerLabel(element));
}

function isSpeakerLabel(element: Element): boolean {
  const label = element.textContent.trim();
  return label.length <= maxSpeakerLabel && speakerLabel.test(label);
}

function hasClass(classes: string, name: string): boolean {
  return classes.includes(name) && classes.split(/\s+/).includes(name);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
