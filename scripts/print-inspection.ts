import type { PassageSummary } from '../lib/dom/world.ts';

/** What there is to print; `passages` are {@link PassageSummary} with the frame they stand in. */
export type Printable = {
  readonly passages: readonly unknown[];
  readonly ms: { readonly detect: number; readonly flag: number };
  readonly pageMutations: number;
};

/** An inspection as a person reads it. */
export function printInspection({ passages, ms, pageMutations }: Printable): string {
  const blocks = (passages as readonly PassageSummary[]).map(printPassage);
  const counts = `${passages.length} ${passages.length === 1 ? 'passage' : 'passages'}`;
  const summary = `${counts} · detect ${ms.detect} ms · flag ${ms.flag} ms · page mutations ${pageMutations}`;
  return `${[...blocks, summary].join('\n\n')}\n`;
}

function printPassage({ selector, text, likelihood, signals, inShadow, flags, failed }: PassageSummary): string {
  const excerpt = text.replace(/\s+/g, ' ').slice(0, 100);
  return [
    `${selector}${inShadow ? '  (shadow root)' : ''}`,
    `  "${excerpt}${text.length > 100 ? '…' : ''}"`,
    `  likelihood ${likelihood.toFixed(2)}: ${signals.map(({ detail }) => detail).join('; ')}`,
    ...flags.map(
      ({ severity, rule, start, end, quote }) =>
        `  ${severity.padEnd(8)} ${rule} [${start}, ${end}) ${JSON.stringify(quote)}`,
    ),
    ...failed.map(({ rule, reason }) => `  NOT RUN  ${rule}: ${reason}`),
  ].join('\n');
}
