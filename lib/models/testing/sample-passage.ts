import type { RaisedFlag } from '../../core/flag.ts';
import { flagOn } from '../../core/testing/sample-flag.ts';
import type { Analysis, FoundPassage } from '../../messages/contract.ts';

/** A text with an amount, a day and a closing word that flags can stand on. */
export const sampleText = 'Pay 520 by May 3. Thanks 😀.';

/** A major flag with two suggestions, a minor one with one, and a critical one without any; in reading order. */
export const sampleFlags: readonly [RaisedFlag, RaisedFlag, RaisedFlag] = [
  flagOn(sampleText, '520', { id: 'amount', severity: 'major', suggestions: ['250', '2,500'] }),
  flagOn(sampleText, 'May 3', { id: 'day', severity: 'minor', suggestions: ['May 5'] }),
  flagOn(sampleText, 'Thanks', { id: 'closing', severity: 'critical' }),
];

/** A passage as the page found it. */
export function sampleFound(choices: Partial<FoundPassage> = {}): FoundPassage {
  const text = choices.text ?? sampleText;
  return {
    conversationId: 'conv-1',
    messageId: 'msg-9',
    occurrence: 0,
    firstText: text,
    text,
    editable: false,
    signals: [{ kind: 'adapter', detail: 'the site adapter', weight: 0.9 }],
    context: {},
    hasCitation: false,
    ...choices,
  };
}

/** What the background makes of a passage; without flags unless told otherwise. */
export function sampleAnalysis(choices: Partial<Analysis> = {}): Analysis {
  return {
    passageId: '784ea5d2-f944-829b-a603-352415e28792',
    ruleset: 'countersign@1',
    flags: [],
    abstained: [],
    failed: [],
    risk: { tier: 'high', reasons: ['open major flag: number-source'] },
    sample: { selected: true, rate: 0.75, u: 0.3, reason: 'targeted' },
    ...choices,
  };
}
