import type { DemoPage } from '../../demo/server.ts';

/** The pages the demo opens, in order. */
export const demoPages = ['help-desk', 'crm-note'] as const satisfies readonly DemoPage[];

/** What driving one page by keyboard came to. */
export type PageReport = {
  readonly page: DemoPage;
  readonly passages: number;
  /** Passages whose text a person wrote; any is a false accusation. */
  readonly humanPassages: number;
  /** Flags by category. */
  readonly flags: Readonly<Record<string, number>>;
  readonly edits: number;
  /** The last verdict given on the page. */
  readonly verdict: string;
  /** Reviews of this page in IndexedDB. */
  readonly stored: number;
  /** Reviews of this page at the receiver. */
  readonly delivered: number;
  readonly pageMutations: number;
};

/** What a run had to show and did not; empty for a good run. */
export function problemsOf(reports: readonly PageReport[]): readonly string[] {
  return reports.flatMap((report) => {
    const flags = Object.values(report.flags).reduce((sum, count) => sum + count, 0);
    const checks: readonly (readonly [boolean, string])[] = [
      [report.passages >= 1, 'a passage'],
      [report.humanPassages === 0, `no human text taken for a passage, but ${report.humanPassages} were`],
      [flags >= 1, 'a flag'],
      [report.edits >= 1, 'an edit'],
      [report.verdict !== '', 'a verdict'],
      [report.stored >= 1, 'a stored review'],
      [report.stored === report.delivered, `as many delivered (${report.delivered}) as stored (${report.stored})`],
      [report.pageMutations === 0, `no page mutation, but ${report.pageMutations} were counted`],
    ];
    return checks.filter(([ok]) => !ok).map(([, what]) => `${report.page}: ${what}`);
  });
}

/** The reports as one table. */
export function reportTable(reports: readonly PageReport[]): string {
  const header = ['page', 'passages', 'human', 'flags', 'edits', 'verdict', 'stored', 'delivered', 'mutations'];
  const rows = reports.map((report) => [
    report.page,
    String(report.passages),
    String(report.humanPassages),
    Object.entries(report.flags)
      .map(([category, count]) => `${category} ${count}`)
      .join(', '),
    String(report.edits),
    report.verdict,
    String(report.stored),
    String(report.delivered),
    String(report.pageMutations),
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The one line `--json` ends with. */
export function reportLine(pages: readonly PageReport[], ok: boolean): string {
  return JSON.stringify({ pages, ok });
}
