import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules whose answer depends on colours; in darkness nothing else is different. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What keeps some people from using the page as it stands, in a line each. */
async function barriers(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  // What holds to an edge of the window covers, wherever one has scrolled to, half of something.
  await page.evaluate(() => scrollTo(0, 0));
  // Without frames there is nothing to collect on a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const rules = colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(COLOURS);
  const { violations } = await rules.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
  );
}

/** The page as it stands is open to everybody, in light and in darkness, and no wider than the screen. */
export async function isOpenToAll(page: Page, lang: 'da' | 'en' = 'da'): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
  expect.soft(await barriers(page, 'light'), 'in light').toEqual([]);
  expect.soft(await barriers(page, 'dark'), 'in darkness').toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()!.width);
}
