import { expect, type Locator, type Page } from '@playwright/test';

/** What is wrong with where the focus is; nothing when a person can see it. */
async function trouble(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'the focus is nowhere';
    const name = `${at.tagName.toLowerCase()}#${at.id} "${at.textContent?.trim().slice(0, 40)}"`;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `${name} has no visible focus`;
    const { top, bottom, width } = at.getBoundingClientRect();
    if (width === 0 || bottom <= 0 || top >= innerHeight) return `${name} is out of sight`;
    return '';
  });
}

/** Goes on with Tab until something has the focus, which can be seen all the way. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    expect(await trouble(page)).toBe('');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** The focus is somewhere, so that the keyboard goes on from there. */
export async function keepsFocus(page: Page): Promise<void> {
  await expect(page.locator(':focus')).toHaveCount(1);
}
