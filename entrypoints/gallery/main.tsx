import '../../components/tokens.css';
import '../../components/controls.css';
import '../../components/card.css';
import '../../components/gutter.css';
import '../../components/panels.css';
import './gallery.css';
import { render } from 'preact';
import { GutterMark } from '../../components/review/GutterMark.tsx';
import { galleryMarks, galleryNow, galleryStates } from '../../components/review/gallery-states.ts';
import { ReviewCard } from '../../components/review/ReviewCard.tsx';

const noCommand = (): void => undefined;

render(
  <main>
    <h1>Countersign gallery</h1>
    <section aria-label="Gutter marks" class="gallery-row">
      {galleryMarks.map((mark) => (
        <GutterMark key={mark.index} mark={mark} onOpen={noCommand} />
      ))}
    </section>
    <section aria-label="Review cards" class="gallery-row">
      {galleryStates.map(({ name, state }) => (
        <figure key={name}>
          <figcaption>{name}</figcaption>
          <ReviewCard state={state} now={galleryNow} onCommand={noCommand} />
        </figure>
      ))}
    </section>
  </main>,
  document.body,
);
