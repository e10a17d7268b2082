// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { createTextView } from '../text-view.ts';
import { type Outcome, outcomeOf, wait } from './outcome.ts';

function fieldOf(value: string): HTMLTextAreaElement {
  const field = document.createElement('textarea');
  field.value = value;
  return field;
}

describe('outcomeOf', () => {
  it.each<[name: string, act: (field: HTMLTextAreaElement) => void, kind: Outcome['kind']]>([
    ['nothing happens', () => undefined, 'unchanged'],
    ['the wanted text at once', (field) => (field.value = 'new'), 'right'],
    ['the wanted text after a while', (field) => setTimeout(() => (field.value = 'new'), 60), 'right'],
    ['another text', (field) => (field.value = 'newnew'), 'wrong'],
    [
      'the wanted text, then more',
      (field) => {
        field.value = 'new';
        setTimeout(() => (field.value = 'newnew'), 40);
      },
      'wrong',
    ],
    [
      'the wanted text, then the old one again',
      (field) => {
        field.value = 'new';
        setTimeout(() => (field.value = 'old'), 40);
      },
      'unchanged',
    ],
  ])('%s', async (_name, act, kind) => {
    const field = fieldOf('old');
    const view = createTextView(field);
    act(field);
    expect((await outcomeOf(view, 'new', false)).kind).toBe(kind);
  });
});

describe('wait', () => {
  it('ends with the signal’s reason when it aborts', async () => {
    const life = new AbortController();
    const waiting = wait(60_000, life.signal);
    life.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(wait(0, life.signal)).rejects.toThrow('enough');
  });
});
