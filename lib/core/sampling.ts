import { sha256, utf8 } from './bytes.ts';

/** Which draw a passage takes part in: the fixed random stratum or the targeted rest (`docs/contracts.md`, Sampling and tier). */
export type Stratum = 'random' | 'targeted';

/** What {@link hash01} is drawn for. `policyId` is constant over the versions of a policy. */
export type Draw = { readonly passageId: string; readonly policyId: string; readonly stratum: Stratum };

/**
 * A number in `[0, 1)` that is the same for the same draw on every machine and for ever, so a passage never re-rolls: the
 * top 52 bits of SHA-256(UTF-8 `passageId|policyId|stratum`) over 2^52 (`docs/contracts.md`, Sampling and tier).
 */
export async function hash01(draw: Draw): Promise<number> {
  const digest = await sha256(utf8(`${draw.passageId}|${draw.policyId}|${draw.stratum}`));
  const view = new DataView(digest.buffer);
  // 52 bits: 32 from the first word, 20 from the second. A double holds 53, so the division is exact.
  return (view.getUint32(0) * 2 ** 20 + (view.getUint32(4) >>> 12)) / 2 ** 52;
}
