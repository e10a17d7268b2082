import { computePosition, flip, offset } from '@floating-ui/dom';

/** A box on the screen, in CSS px of the viewport; a DOMRect is one. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

type Size = { readonly width: number; readonly height: number };
type Spot = { readonly x: number; readonly y: number };

/** What the card is placed by. */
export type Around = {
  /** The words it speaks of: it never covers them. */
  readonly words: DOMRect;
  /** What can be seen of their passage: it is not covered where there is room beside it. */
  readonly passage: Box;
  /** Whether the card may stay where it is: it is still about the same passage. */
  readonly stay: boolean;
};

/** Room kept to the window's edge, and to the words or the passage; the mark of 24 px stands on the passage's left. */
const edge = 8;
const gap = 10;
const markRoom = 24;

/** The least height of a card in px: half a window of 450 px, which is what 200 % zoom leaves, less the words. */
const leastHeight = 180;

/** How high the card may be; unset, it may be as high as it likes. */
const maximum = '--cs-card-max';

/** A place beside the passage, level with the words, right of it if it fits there and else left; `undefined` without room. */
export function spotBeside({ words, passage }: Omit<Around, 'stay'>, card: Size, window: Size): Spot | undefined {
  const y = Math.max(edge, Math.min(words.top - gap, window.height - card.height - edge));
  const right = Math.max(passage.right, words.right) + gap;
  if (right + card.width + edge <= window.width) return { x: right, y };
  const left = Math.min(passage.left, words.left) - gap - markRoom - card.width;
  return left >= edge ? { x: left, y } : undefined;
}

/** Whether a card there is whole on the screen and leaves the words free, so that it need not move. */
export function staysAt(card: Box, words: Box, window: Size): boolean {
  const whole = card.left >= 0 && card.top >= 0 && card.right <= window.width && card.bottom <= window.height;
  const apart =
    card.left >= words.right || card.right <= words.left || card.top >= words.bottom || card.bottom <= words.top;
  return whole && apart;
}

/**
 * Puts the card beside the passage or, without room there, below, above or beside the words; it stays where it is as long as
 * the words of the same passage are free, since a card that jumps from flag to flag has to be found again. Tells whether it
 * moved.
 */
export async function placeCard(card: HTMLElement, around: Around): Promise<boolean> {
  const window = { width: document.documentElement.clientWidth, height: globalThis.innerHeight };
  // A card that was cut to fit is measured anew: there may be more room now.
  const cut = card.style.removeProperty(maximum) !== '';
  if (around.stay && !cut && staysAt(card.getBoundingClientRect(), around.words, window)) return false;
  const { x, y } =
    spotBeside(around, card.getBoundingClientRect(), window) ?? (await spotByWords(card, around.words, window));
  const [left, top] = [`${Math.round(x)}px`, `${Math.round(y)}px`];
  const moved = card.style.left !== left || card.style.top !== top;
  card.style.left = left;
  card.style.top = top;
  return moved;
}

async function spotByWords(card: HTMLElement, words: DOMRect, window: Size): Promise<Spot> {
  // Cut before it is placed, since where it stands above the words depends on its height.
  const room = Math.max(words.top, window.height - words.bottom) - gap - edge;
  if (!hasRoomAside(card, words, window)) card.style.setProperty(maximum, `${Math.max(leastHeight, room)}px`);
  const { x, y } = await computePosition({ getBoundingClientRect: () => words }, card, {
    strategy: 'fixed',
    placement: 'bottom-start',
    middleware: [
      offset(gap),
      flip({
        padding: edge,
        fallbackPlacements: ['top-start', 'right-start', 'left-start'],
        fallbackStrategy: 'bestFit',
      }),
    ],
  });
  const { width, height } = card.getBoundingClientRect();
  const within = (at: number, size: number, room: number): number => Math.max(edge, Math.min(at, room - size - edge));
  return { x: within(x, width, window.width), y: within(y, height, window.height) };
}

function hasRoomAside(card: HTMLElement, words: DOMRect, window: Size): boolean {
  return Math.max(words.left, window.width - words.right) >= card.offsetWidth + gap + edge;
}
