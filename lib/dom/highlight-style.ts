import type { Severity } from '../core/severity.ts';
import type { Theme } from './page-theme.ts';

/** What became of a flag, as far as its mark shows it. */
export type MarkState = 'open' | 'accepted' | 'edited' | 'dismissed';

/** How a mark looks. Each look is one shared highlight: one rule per flag would cost the page a second of style (§3.3). */
export type Look = Severity | 'struck' | 'faint' | 'active';

/** The looks from the lowest priority to the highest; where marks overlap the later one wins. */
export const looks = [
  'faint',
  'neutral',
  'minor',
  'major',
  'critical',
  'struck',
  'active',
] as const satisfies readonly Look[];

/** The look of a mark. Text that was replaced in the record is struck through, whatever its flag's severity was. */
export function lookOf(severity: Severity, state: MarkState): Look {
  if (state === 'open') return severity;
  return state === 'dismissed' ? 'faint' : 'struck';
}

// Severity is told by line as well as by colour. Colours keep 4.5:1 against white, and against #1e1e1e in the dark.
const colors: Record<Theme, Record<Exclude<Look, 'active'>, string> & { active: string }> = {
  light: {
    critical: '#b3261e',
    major: '#8f5000',
    minor: '#1a56c4',
    neutral: '#5f6368',
    struck: '#b3261e',
    faint: '#80868b',
    active: 'rgb(26 86 196 / 0.18)',
  },
  dark: {
    critical: '#ff8f86',
    major: '#ffb74d',
    minor: '#8ab4ff',
    neutral: '#b4b8bd',
    struck: '#ff8f86',
    faint: '#7f848a',
    active: 'rgb(138 180 255 / 0.32)',
  },
};

const lines: Record<Exclude<Look, 'active'>, string> = {
  critical: 'underline double 1px',
  major: 'underline wavy 1px',
  minor: 'underline dotted 2px',
  neutral: 'underline dashed 1px',
  struck: 'line-through solid 2px',
  faint: 'underline dotted 1px',
};

/**
 * The style sheet of the highlights. `names` gives each look the name it is registered by. In forced colours the system's
 * own colours are used, and the lines alone tell severities apart; Chromium draws every highlight on the system's selection
 * colour there, whatever a sheet says. Nothing is printed.
 */
export function highlightCss(names: Readonly<Record<Look, string>>, theme: Theme): string {
  const rule = (look: Look, body: string) => `::highlight(${names[look]}){${body}}`;
  const lined = looks.filter((look) => look !== 'active');
  const drawn = lined.map((look) =>
    rule(look, `text-decoration:${lines[look]} ${colors[theme][look]};text-underline-offset:3px`),
  );
  const forced = lined.map((look) => rule(look, `text-decoration:${lines[look]} CanvasText`));
  return [
    `@media screen{${drawn.join('')}${rule('active', `background-color:${colors[theme].active}`)}}`,
    `@media screen and (forced-colors:active){${forced.join('')}`,
    `${rule('active', 'background-color:Highlight;color:HighlightText')}}`,
  ].join('');
}
