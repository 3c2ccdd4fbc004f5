import type { Locator, Page } from '@playwright/test';
import { open } from './house/arrival';
import { HEARING } from './house/people';
import { expect, test } from './house/test';

// No language of the interface runs from right to left yet. When one does, the pages are ready: here
// they are turned round, with the English words, and pictures of them are left among the results.

const PAGES: Record<string, string> = {
  front: `/en/${HEARING}`,
  section: `/en/${HEARING}/indsats-1?udgave=fuld`,
  proposals: `/en/${HEARING}/forslag`,
  form: `/en/${HEARING}/forslag/nyt?slags=ordlyd&om=maal-1`,
  search: `/en/${HEARING}?soeg=lektier`,
  mine: '/en/mine',
  rules: '/en/regler',
};

async function turn(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
}

/** Nothing is wider than the screen; what the page looks like is kept. */
async function fits(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()!.width;
  await page.screenshot({ path: test.info().outputPath(`${name}-${width}.png`), fullPage: true });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `${name} at ${width}`).toBeLessThanOrEqual(0);
}

/** On which sides something, or what is drawn before it, has a line. */
function lines(part: Locator, drawn?: '::before'): Promise<{ left: string; right: string }> {
  return part.evaluate((element, drawn) => {
    const { borderLeftWidth, borderRightWidth } = getComputedStyle(element, drawn);
    return { left: borderLeftWidth, right: borderRightWidth };
  }, drawn);
}

for (const [name, address] of Object.entries(PAGES)) {
  test(`from right to left, ${name} is no wider than the screen`, async ({ page, isMobile }) => {
    for (const width of isMobile ? [360] : [768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await open(page, address);
      await turn(page);
      await fits(page, name);
    }
  });
}

test('from right to left, an open thread has its line on the right', async ({ page, isMobile }) => {
  await page.setViewportSize({ width: isMobile ? 360 : 1280, height: 800 });
  await open(page, `/en/${HEARING}/indsats-1?udgave=fuld`);
  await turn(page);
  await page.locator('a[data-talk]:not([data-n="0"])').first().click();
  const talk = page.getByRole('region', { name: 'Comments on this part' });
  await talk.getByRole('article').first().waitFor();
  expect(await lines(talk)).toEqual({ left: '0px', right: '3px' });
  const text = page.locator('.block--open > .block__text');
  expect(await lines(text, '::before')).toEqual({ left: '0px', right: '4px' });
  const [words, beside] = [(await text.boundingBox())!, (await talk.boundingBox())!];
  // Under the paragraph on a phone, on its left on a wide screen.
  if (isMobile) expect(beside.y).toBeGreaterThan(words.y + words.height);
  else expect(beside.x + beside.width).toBeLessThan(words.x);
  await fits(page, 'open');
});

test('from right to left, the menu comes from the left', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page, `/en/${HEARING}`);
  await turn(page);
  await page.getByRole('button', { name: 'Menu' }).click();
  const menu = (await page.getByRole('navigation', { name: 'Contents' }).boundingBox())!;
  expect(menu.x).toBe(0);
  expect(menu.width).toBeLessThan(360);
  await page.screenshot({ path: test.info().outputPath('menu-360.png') });
});

test('from right to left, a text in Danish still runs from left to right', async ({ page }) => {
  await open(page, `/en/${HEARING}/indsats-1`);
  await turn(page);
  const end = await page.locator('.block__text p').first().evaluate((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const rows = [...range.getClientRects()];
    return Math.round(rows[0]!.left - paragraph.getBoundingClientRect().left);
  });
  expect(end).toBe(0);
});
