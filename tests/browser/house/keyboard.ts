import { expect, type Locator, type Page } from '@playwright/test';

interface Stop {
  /** Whether the focus has come where it should go. */
  there: boolean;
  /** What keeps a person from seeing where it is. */
  trouble: string;
}

function stop(target: Element): Stop {
  const at = document.activeElement;
  if (!at || at === document.body) return { there: false, trouble: 'the focus is nowhere' };
  const name = `${at.tagName.toLowerCase()}#${at.id} "${at.textContent?.trim().slice(0, 40)}"`;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { top, bottom, width } = at.getBoundingClientRect();
  let trouble = '';
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) trouble = `${name} has no visible focus`;
  if (width === 0 || bottom <= 0 || top >= innerHeight) trouble = `${name} is out of sight`;
  return { there: at === target, trouble };
}

/** Goes on with Tab until something has the focus, which can be seen all the way. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  if (await target.evaluate((element) => element === document.activeElement)) return;
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    let { there, trouble } = await target.evaluate(stop);
    // What arrives just now may move the page under the focus: that must be over in a moment.
    for (let again = 0; trouble && again < 20; again += 1) {
      await page.waitForTimeout(100);
      ({ there, trouble } = await target.evaluate(stop));
    }
    expect(trouble).toBe('');
    if (there) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** The focus is somewhere, so that the keyboard goes on from there. */
export async function keepsFocus(page: Page): Promise<void> {
  await expect(page.locator(':focus')).toHaveCount(1);
}
