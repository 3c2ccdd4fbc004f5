import { expect, test } from '@playwright/test';

test('a reader finds the hearing, its text and its conversation', async ({ page }) => {
  await page.goto('/integrationspolitik');
  await expect(page.locator('html')).toHaveAttribute('lang', 'da');
  await expect(page.locator('h1')).toContainText('Bland dig i byen');
  await page.goto('/integrationspolitik/indsats-1');
  await expect(page.locator('h1')).toContainText('Alle unge skal have en god start på livet');
  await expect(page.locator('article').first()).toBeVisible();
});

test('nothing is wider than the screen', async ({ page }) => {
  for (const path of ['/integrationspolitik', '/integrationspolitik/indsats-1']) {
    await page.goto(path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, path).toBeLessThanOrEqual(0);
  }
});
