import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useInView } from './focus.ts';

/** A named group of controls and the class it is laid out by. */
export type GroupProps = {
  readonly name: string;
  readonly part: string;
  /** Whether the group is an answer to a key, so that it scrolls into view when it appears. */
  readonly appears?: boolean;
  /** Whether its content may scroll, so that it must take focus for the arrow keys to scroll it. */
  readonly scrolls?: boolean;
  /** Whether it takes focus when it appears: the next keys are to scroll it. */
  readonly takesFocus?: boolean;
  readonly children: ComponentChildren;
};

/** Controls that belong together. Their name is heard and not shown: what is seen already says it. */
export function Group({
  name,
  part,
  appears = false,
  scrolls = false,
  takesFocus = false,
  children,
}: GroupProps): VNode {
  const group = useRef<HTMLDivElement>(null);
  useInView(group, appears);
  useLayoutEffect(() => {
    if (takesFocus) group.current?.focus({ preventScroll: true });
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend, a border and a minimum width of its own.
    <div ref={group} class={part} role="group" aria-label={name} tabIndex={scrolls ? 0 : undefined}>
      {children}
    </div>
  );
}
