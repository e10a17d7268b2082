/** A run of the draft's text, bold or not. */
export type Run = { readonly text: string; readonly bold: boolean };

const plain = (text: string): Run => ({ text, bold: false });
const bold = (text: string): Run => ({ text, bold: true });

/**
 * The drafted e-mail, one entry per paragraph, each a list of runs.
 *
 * It carries the errors listed in `PLANTED`; one of them stands inside the only bold run.
 */
export const DRAFT: readonly (readonly Run[])[] = [
  [plain('Dear Maren,')],
  [
    plain(
      'Thank you for the spring order of 48 Skarn 45 packs and 120 Fell base layers. With your trade discount of 32 percent the ',
    ),
    bold('order total comes to £9,841.12'),
    plain('. The deposit of £2,360.28 has reached us.'),
  ],
  [
    plain(
      'The balance of £7,080.84 on invoice TI-1186 is due by 31 April 2026. We deliver to your Leeds shop between 27 April 2026 and 1 May 2026, and [Insert driver name] will ring you an hour before.',
    ),
  ],
  [
    plain(
      'If the invoice looks wrong, write to Daniel Osei at daniel.osei@homemail.example or call him at home on +44 20 7946 0321.',
    ),
  ],
  [plain('Kind regards,')],
  [plain('Imogen Farrow')],
];

/** The draft's plain text, paragraphs joined by a line feed: what `window.__demo.editorText()` gives before any edit. */
export const DRAFT_TEXT: string = DRAFT.map((runs) => runs.map(({ text }) => text).join('')).join('\n');

/** One error put into the draft on purpose. */
export type Planted = {
  /** Id of the rule this error is meant for. */
  readonly rule: 'record-source' | 'date' | 'placeholder' | 'contact';
  /** The words that show the error, exactly as they stand in the draft, once in it. */
  readonly quote: string;
  /** What the account record says instead, where it says something. */
  readonly record?: string;
};

/** The errors in `DRAFT`, in reading order. The phone number lies in the range Ofcom keeps free for drama. */
export const PLANTED: readonly Planted[] = [
  { rule: 'record-source', quote: '£9,841.12', record: '£9,441.12' },
  { rule: 'date', quote: '31 April 2026', record: '17 April 2026' },
  { rule: 'placeholder', quote: '[Insert driver name]' },
  { rule: 'contact', quote: 'daniel.osei@homemail.example' },
  { rule: 'contact', quote: '+44 20 7946 0321' },
];
