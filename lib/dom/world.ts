import type { KeyGuard } from './key-guard.ts';

/** One detected passage as it is told to whoever asks about a page: the toolbar, the `inspect` tool. */
export type PassageSummary = {
  readonly selector: string;
  readonly text: string;
  readonly likelihood: number;
  readonly signals: readonly { readonly kind: string; readonly detail: string; readonly weight: number }[];
  readonly inShadow: boolean;
  readonly flags: readonly {
    readonly rule: string;
    readonly category: string;
    readonly severity: string;
    readonly start: number;
    readonly end: number;
    readonly quote: string;
  }[];
  readonly tier: string;
  /** Flags nobody has decided on. */
  readonly openFlags: number;
  readonly edits: number;
  /** The verdict that was saved, while it stands. */
  readonly verdict: string | undefined;
  /** Rules that could not run; a passage with any is not clean. */
  readonly failed: readonly { readonly rule: string; readonly reason: string }[];
};

/** What the page part says of a frame. */
export type FrameSummary = {
  readonly passages: readonly PassageSummary[];
  /** Whether everything found so far has been analysed. */
  readonly settled: boolean;
  readonly ms: { readonly detect: number; readonly flag: number };
  /** Changes we made to the page's own nodes; counted in the test variant only, 0 elsewhere and always expected to be 0. */
  readonly pageMutations: number;
};

/** What our scripts share in one frame. It lives in our isolated world, where the page's scripts never look. */
export type World = {
  guard?: KeyGuard;
  /** The site adapters, brought by the sentinel; the page part knows their type. */
  adapters?: readonly unknown[];
  /** Our host element, once it is made. */
  host?: Element;
  /** The running page part; its presence keeps a second injection from starting another. */
  page?: {
    readonly describe: () => FrameSummary;
    /** Resolves when it hears messages, or could not start. */
    readonly started: Promise<void>;
  };
};

const key = Symbol.for('countersign.world');

/** The shared object of this frame, made on first use. */
export function sharedWorld(): World {
  const holder = globalThis as unknown as Record<symbol, World | undefined>;
  const world = holder[key] ?? {};
  holder[key] = world;
  return world;
}
