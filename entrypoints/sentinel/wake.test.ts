// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';

const post = vi.hoisted(() => vi.fn<(message: unknown) => Promise<unknown>>());
vi.mock('../../lib/platform/messaging.ts', () => ({ isAlive: () => true, postToBackground: post }));

it('asks again when the worker died over the first wake: the sentinel rests, so nobody else would', async () => {
  post.mockRejectedValueOnce(new Error('The message port closed before a response was received.'));
  post.mockResolvedValueOnce({ ok: true, value: {} });
  document.body.innerHTML = '<div data-role="assistant">Three days.</div>';
  const { default: sentinel } = await import('./index.ts');
  await sentinel.main();
  await vi.waitFor(() => expect(post).toHaveBeenCalledTimes(2));
});
