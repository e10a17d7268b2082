import type { VNode } from 'preact';
import { Hidden } from '../ui/Hidden.tsx';
import { wording } from '../wording.ts';
import type { ShownPiece } from './word-diff.ts';

/** A word diff as text: deleted words struck, inserted ones underlined, and both said in words for screen readers. */
export function DiffText({ pieces }: { readonly pieces: readonly ShownPiece[] }): VNode {
  return (
    <>
      {pieces.map((piece, index) => (
        <Piece key={index} piece={piece} />
      ))}
    </>
  );
}

function Piece({ piece }: { readonly piece: ShownPiece }): VNode {
  const { view } = wording;
  switch (piece.kind) {
    case 'gap':
      return <span class="cs-gap">{view.gap}</span>;
    case 'kept':
      return <span>{piece.text}</span>;
    case 'deleted':
      return (
        <del class="cs-deleted">
          <Hidden>{view.deleted}</Hidden>
          {piece.text}
        </del>
      );
    case 'inserted':
      return (
        <ins class="cs-inserted">
          <Hidden>{view.inserted}</Hidden>
          {piece.text}
        </ins>
      );
  }
}
