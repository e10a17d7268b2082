import { effect } from '@preact/signals';
import { render } from 'preact';
import { ReviewCard } from '../../components/review/ReviewCard.tsx';
import { belongsToControl, worksUnderHelp } from '../../components/ui/keys.ts';
import type { Command } from '../../lib/core/command.ts';
import { commandOf } from '../../lib/core/keymap.ts';
import type { Host } from '../../lib/dom/host.ts';
import { createVisibilityGate, type VisibilityGate } from '../../lib/dom/visibility-gate.ts';
import type { PageModel } from '../../lib/models/page-model.ts';
import type { ReviewModel } from '../../lib/models/review-model.ts';
import { type HeldFocus, holdFocus } from './held-focus.ts';
import { placeCard } from './place-card.ts';

/** What the card needs of the page. */
export type CardOptions = {
  readonly host: Host;
  readonly page: PageModel;
  readonly signal: AbortSignal;
  /** Where on the screen the words stand that the card speaks of. */
  readonly rectOf: (model: ReviewModel) => DOMRect;
  /** The part of the passage that can be seen. */
  readonly passageOf: (model: ReviewModel) => DOMRect;
};

/** Commands that bind somebody: they need proof that the reviewer could see what they confirm. */
const bindingCommands = new Set<Command['kind']>([
  'accept',
  'edit-done',
  'dismiss-as',
  'verdict',
  'submit-proposed',
  'reason-done',
  'consent',
]);

/** Shows the card while a passage is under review, hears its keys, and gives focus and caret back when it closes. */
export function showCard({ host, page, signal, rectOf, passageOf }: CardOptions): { readonly place: () => void } {
  const mount = document.createElement('div');
  mount.className = 'cs-card-place';
  host.root.append(mount);
  const gate = createVisibilityGate(mount, signal);
  const keyOf = createKeys();
  let held: HeldFocus | undefined;
  let shown: ReviewModel | undefined;

  const place = (): void => {
    const model = page.open.value;
    const around = model && { words: rectOf(model), passage: passageOf(model), stay: model === shown };
    shown = model;
    if (around) void placeCard(mount, around).then((moved) => moved && gate.reset());
  };
  const send = (command: Command, byKey: boolean): void => {
    const model = page.open.value;
    if (model === undefined) return;
    model.stopwatch().input(Date.now());
    if (bindingCommands.has(command.kind) && !isSeen(gate, byKey)) {
      model.notify({ code: 'not-visible-long-enough' });
      return;
    }
    model.dispatch(command);
  };
  listenToKeys(host, page, (command) => send(command, true));

  const stop = effect(() => {
    const state = page.card.value;
    const model = page.open.value;
    if (state === undefined || model === undefined) {
      render(null, mount);
      held?.restore();
      held = undefined;
      return place();
    }
    held ??= holdFocus(document);
    const onCommand = (command: Command): void => send(command, cameByKey());
    render(<ReviewCard key={keyOf(model)} state={state} now={Date.now()} onCommand={onCommand} />, mount);
    // Another passage is another card: what was focused in the last one is gone, and it has to be seen anew.
    if (model !== shown) {
      gate.reset();
      focusCard(host);
    }
    place();
  });
  const cameByKey = watchForPointer(host, signal);
  signal.addEventListener('abort', stop);
  return { place };
}

/** Gives the card the keyboard, where it is open. */
export function focusCard({ root }: Host): void {
  root.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true });
}

/** A key for each review, so that a list that changes does not make a new card of the one that is open. */
function createKeys(): (model: ReviewModel) => number {
  const keys = new WeakMap<ReviewModel, number>();
  let next = 0;
  return (model) => {
    const key = keys.get(model) ?? next++;
    keys.set(model, key);
    return key;
  };
}

function isSeen(gate: VisibilityGate, byKey: boolean): boolean {
  return byKey ? gate.openForKey() : gate.openForPointer();
}

/** Tells whether the click being handled came from a key on a button rather than from a pointer. */
function watchForPointer({ root }: Host, signal: AbortSignal): () => boolean {
  let byPointer = false;
  root.addEventListener(
    'click',
    (event) => {
      // A click a script made is nobody's; the guard keeps synthetic keys out, this keeps synthetic clicks out.
      if (!event.isTrusted) event.stopImmediatePropagation();
      byPointer = event instanceof PointerEvent && event.pointerType !== '';
    },
    { capture: true, signal },
  );
  return () => !byPointer;
}

function listenToKeys({ root }: Host, page: PageModel, send: (command: Command) => void): void {
  const hear = (event: Event): void => {
    const model = page.open.value;
    if (model === undefined || !(event instanceof KeyboardEvent) || event.defaultPrevented) return;
    if (belongsToControl(event, root.activeElement)) return;
    const { mode, taxonomy, showing } = model.machine.value;
    const type = event.type === 'keyup' ? 'keyup' : 'keydown';
    const { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, isComposing } = event;
    const altGraph = event.getModifierState('AltGraph');
    const press = { type, key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, isComposing, altGraph } as const;
    const command = commandOf(press, mode, taxonomy);
    if (command === undefined || (showing.help && !worksUnderHelp(command))) return;
    event.preventDefault();
    send(command);
  };
  root.addEventListener('keydown', hear);
  root.addEventListener('keyup', hear);
}
