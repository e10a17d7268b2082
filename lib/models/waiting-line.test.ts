import { describe, expect, it } from 'vitest';
import { settled } from './testing/fake-world.ts';
import { createWaitingLine } from './waiting-line.ts';

describe('a waiting line', () => {
  it('handles at once while nothing is under way', () => {
    const handled: string[] = [];
    const line = createWaitingLine<string>(
      (thing) => handled.push(thing),
      () => false,
    );
    line.take('a');
    expect(handled).toEqual(['a']);
  });

  it.each(['resolve', 'reject'] as const)('lets things wait in order until the work did %s', async (end) => {
    const handled: string[] = [];
    const line = createWaitingLine<string>(
      (thing) => handled.push(thing),
      (thing) => thing === 'close',
    );
    const work = Promise.withResolvers<void>();
    line.holdFor(work.promise);
    for (const thing of ['a', 'b', 'close']) line.take(thing);
    await settled();
    expect(handled).toEqual(['close']);
    work[end]();
    await settled();
    expect(handled).toEqual(['close', 'a', 'b']);
    line.take('c');
    expect(handled).toEqual(['close', 'a', 'b', 'c']);
  });

  it('lets those behind wait on when handling one starts more work', async () => {
    const handled: string[] = [];
    const works = new Map<string, PromiseWithResolvers<void>>();
    const line = createWaitingLine<string>(
      (thing) => {
        handled.push(thing);
        const work = Promise.withResolvers<void>();
        works.set(thing, work);
        line.holdFor(work.promise);
      },
      () => false,
    );
    for (const thing of ['a', 'b', 'c']) line.take(thing);
    expect(handled).toEqual(['a']);
    works.get('a')?.resolve();
    await settled();
    expect(handled).toEqual(['a', 'b']);
    works.get('b')?.resolve();
    await settled();
    expect(handled).toEqual(['a', 'b', 'c']);
  });

  it('waits for all the work that is under way', async () => {
    const handled: string[] = [];
    const line = createWaitingLine<string>(
      (thing) => handled.push(thing),
      () => false,
    );
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    line.holdFor(first.promise);
    line.holdFor(second.promise);
    line.take('a');
    first.resolve();
    await settled();
    expect(handled).toEqual([]);
    second.resolve();
    await settled();
    expect(handled).toEqual(['a']);
  });
});
