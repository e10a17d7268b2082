import type { Delivery } from '../../core/delivery.ts';
import { type ErrorCode, MessageError } from '../../core/message-error.ts';
import type { ReviewDraft } from '../../core/review-draft.ts';
import { applyEdits, type TextEdit } from '../../core/span.ts';
import type { Analysis, FoundPassage, Saved, Submission } from '../../messages/contract.ts';
import type { ReviewPorts, WriteOutcome } from '../review-model.ts';
import { sampleAnalysis, sampleText } from './sample-passage.ts';

/**
 * What becomes of one call to the background: `lost` before it arrived, `answer-lost` after it was carried out, a code it is
 * refused with, or `done`.
 */
export type Fate = 'done' | 'lost' | 'answer-lost' | ErrorCode;

/** What the background keeps: one entry per operation id, whatever was sent how often. */
export type FakeBackground = {
  readonly saved: Map<string, Submission>;
  readonly voided: string[];
  readonly drafts: { readonly passageId: string; readonly text: string; readonly draft: ReviewDraft }[];
  readonly consents: { readonly destinationId: string; readonly granted: boolean }[];
  /** Ids in the order they arrived, resent ones too. */
  readonly asked: string[];
  /** What was carried out, in order: `draft` with its note, `save` and `void`. */
  readonly done: string[];
  /** What happens to the next calls, in order; `done` once they are used up. */
  readonly fates: Fate[];
  analysis: Analysis;
  deliveries: Delivery[];
};

/** The page's editor: a text that is changed one step at a time, as a browser would. */
export type FakeEditor = {
  text: string;
  /** Why the next write is refused, if it is. */
  refusal: WriteOutcome | undefined;
  /** What the next write throws, if it does. */
  broken: Error | undefined;
  /** While set, a write waits for this before it is made. */
  busy: Promise<void> | undefined;
  writes: number;
};

/** A background, an editor and a card that behave, and the ports to them. */
export type FakeWorld = {
  readonly ports: ReviewPorts;
  readonly background: FakeBackground;
  readonly editor: FakeEditor;
  /** Where the card was told to go, `close` or the number of passages. */
  readonly moves: ('close' | 1 | -1)[];
  readonly waitedMs: number[];
  /** Epoch ms; add to it to let time pass. */
  now: number;
};

/** Makes a world around a passage with this text. Its clock stands until it is moved. */
export function createFakeWorld(text: string = sampleText): FakeWorld {
  let made = 0;
  const background: FakeBackground = {
    saved: new Map(),
    voided: [],
    drafts: [],
    consents: [],
    asked: [],
    done: [],
    fates: [],
    analysis: sampleAnalysis(),
    deliveries: [],
  };
  const editor: FakeEditor = { text, refusal: undefined, broken: undefined, busy: undefined, writes: 0 };
  const moves: FakeWorld['moves'] = [];
  const waitedMs: number[] = [];
  const world: FakeWorld = {
    background,
    editor,
    moves,
    waitedMs,
    now: Date.parse('2026-01-02T03:04:05.678Z'),
    ports: {
      ...backgroundPorts(background),
      rewrite: (from, to) => rewrite(editor, text, { from, to }),
      currentText: () => editor.text,
      selectors: () => [{ type: 'CssSelector', value: '#passage' }],
      word: (saying) => ('detail' in saying ? `${saying.error}: ${saying.detail}` : saying.code),
      go: (by) => moves.push(by),
      close: () => moves.push('close'),
      newId: () => {
        made += 1;
        return `id-${made}`;
      },
      now: () => world.now,
      pause: async (ms) => {
        waitedMs.push(ms);
      },
    },
  };
  return world;
}

/** Lets everything that can happen now happen. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

type BackgroundPorts = Pick<
  ReviewPorts,
  'analyse' | 'keepDraft' | 'save' | 'voidReview' | 'changeConsent' | 'deliveries'
>;

function backgroundPorts(background: FakeBackground): BackgroundPorts {
  const carry = async <T>(work: () => T): Promise<T> => {
    const fate = background.fates.shift() ?? 'done';
    if (fate === 'lost') throw new MessageError('unanswered', 'nobody answered');
    if (fate !== 'done' && fate !== 'answer-lost') throw new MessageError(fate, 'refused');
    const value = structuredClone(work());
    if (fate === 'answer-lost') throw new MessageError('unanswered', 'the answer was lost');
    return value;
  };
  const answer = (): Saved => ({
    reviewId: 'review-1',
    rev: background.saved.size + background.voided.length,
    deliveries: background.deliveries,
  });
  return {
    analyse: (found: FoundPassage) => {
      background.asked.push(`analyse ${found.text}`);
      return carry(() => background.analysis);
    },
    keepDraft: (passageId, text, draft) =>
      carry(() => {
        background.drafts.push({ passageId, text, draft: structuredClone(draft) });
        background.done.push(`draft ${draft.note}`);
      }),
    save: (opId, submission) => {
      background.asked.push(opId);
      const sent = structuredClone(submission);
      return carry(() => {
        if (!background.saved.has(opId)) background.saved.set(opId, sent);
        background.done.push('save');
        return answer();
      });
    },
    voidReview: (opId) => {
      background.asked.push(opId);
      return carry(() => {
        if (!background.voided.includes(opId)) background.voided.push(opId);
        background.done.push('void');
        return answer();
      });
    },
    changeConsent: (destinationId, granted) =>
      carry(() => {
        background.consents.push({ destinationId, granted });
      }),
    deliveries: (opId) => {
      background.asked.push(`deliveries of ${opId}`);
      return carry(() => background.deliveries);
    },
  };
}

type Rewrite = { readonly from: readonly TextEdit[]; readonly to: readonly TextEdit[] };

async function rewrite(editor: FakeEditor, original: string, { from, to }: Rewrite): Promise<WriteOutcome> {
  await editor.busy;
  const { refusal, broken } = editor;
  editor.refusal = undefined;
  editor.broken = undefined;
  if (broken !== undefined) throw broken;
  if (refusal !== undefined) return refusal;
  // Whoever speaks of another text than the one that stands here would write in the wrong place.
  if (editor.text !== applyEdits(original, from)) {
    return { ok: false, saying: { code: 'not-written', reason: 'quote-changed', copied: true } };
  }
  editor.text = applyEdits(original, to);
  editor.writes += 1;
  return { ok: true };
}
