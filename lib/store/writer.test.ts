import { afterEach, describe, expect, it, vi } from 'vitest';
import { withWriter } from './writer.ts';

afterEach(() => vi.unstubAllGlobals());

/** Runs pieces of work that each give way in their middle, and tells in which order they began and ended. */
async function interleave(count: number): Promise<string[]> {
  const steps: string[] = [];
  const work = (i: number) => async () => {
    steps.push(`begin ${i}`);
    await new Promise((resolve) => setImmediate(resolve));
    steps.push(`end ${i}`);
    return i;
  };
  const results = await Promise.all(Array.from({ length: count }, (_, i) => withWriter(work(i))));
  expect(results).toEqual(Array.from({ length: count }, (_, i) => i));
  return steps;
}

const oneByOne = ['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2'];

describe.each([
  ['with Web Locks', () => expect(navigator.locks).toBeDefined()],
  ['without Web Locks', () => vi.stubGlobal('navigator', {})],
  ['without a navigator', () => vi.stubGlobal('navigator', undefined)],
] as const)('the writer %s', (_name, arrange) => {
  it('runs one piece of work at a time, in turn', async () => {
    arrange();
    expect(await interleave(3)).toEqual(oneByOne);
  });

  it('tells the caller of failed work and goes on with the next', async () => {
    arrange();
    const failed = withWriter(() => Promise.reject(new RangeError('no')));
    const next = withWriter(async () => 'done');
    await expect(failed).rejects.toThrow(RangeError);
    expect(await next).toBe('done');
  });
});

describe('the writer across contexts', () => {
  it('waits for a lock another context holds', async () => {
    const steps: string[] = [];
    let release = (): void => undefined;
    const held = navigator.locks.request(
      'countersign-writer',
      () => new Promise<void>((resolve) => (release = resolve)),
    );
    const written = withWriter(async () => steps.push('written'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    steps.push('released');
    release();
    await Promise.all([held, written]);
    expect(steps).toEqual(['released', 'written']);
  });
});
