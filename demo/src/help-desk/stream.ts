/** Milliseconds between two pieces; they differ as a served model's do, and stay the same from run to run. */
const GAPS_MS: readonly number[] = [45, 30, 60, 38, 90, 34, 52, 42];

/** Words a piece holds, about the 2 to 4 tokens that arrive together over a real connection. */
const WORDS_PER_PIECE = 2;

/**
 * Cuts a text into the pieces in which it arrives.
 *
 * Joined again they give the text unchanged; white space stays with the word before it.
 */
export function piecesOf(text: string): readonly string[] {
  const words = text.match(/\s*\S+\s*/g) ?? [text];
  const pieces: string[] = [];
  for (let at = 0; at < words.length; at += WORDS_PER_PIECE) {
    pieces.push(words.slice(at, at + WORDS_PER_PIECE).join(''));
  }
  return pieces;
}

/**
 * Emits a text piece by piece, as a language model's answer arrives.
 *
 * Resolves with what was emitted: the whole text, or the part before `signal` aborted. Never rejects by aborting.
 */
export async function streamText(text: string, emit: (piece: string) => void, signal: AbortSignal): Promise<string> {
  let sent = '';
  for (const [index, piece] of piecesOf(text).entries()) {
    if (signal.aborted) break;
    emit(piece);
    sent += piece;
    await new Promise((resolve) => setTimeout(resolve, GAPS_MS[index % GAPS_MS.length]));
  }
  return sent;
}
