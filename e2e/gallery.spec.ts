import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every component in every state is accessible in ${colorScheme}`, async ({ session }, info) => {
    const page = await session.context.newPage();
    await page.setViewportSize({ width: 1640, height: 1000 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`chrome-extension://${session.extensionId}/gallery.html`);
    expect(await page.getByRole('dialog').count()).toBeGreaterThan(20);
    await page.screenshot({ path: info.outputPath(`gallery-${colorScheme}.png`), fullPage: true });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ).toEqual([]);
  });
}
