import { expect, type Page } from '@playwright/test';

/** What stands beyond the right or the left edge of the screen, or is cut off within a part of the page, a line each. */
function misfits(): string[] {
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 30)}"`;
  const found: string[] = [];
  const screen = document.documentElement.clientWidth;
  const page = document.documentElement.scrollWidth;
  if (page > screen) {
    found.push(`the page is ${page} wide on a screen of ${screen}`);
    for (const element of document.body.querySelectorAll('*')) {
      const { left, right, width } = element.getBoundingClientRect();
      if (width && (right > screen + 1 || left < -1)) found.push(name(element));
    }
  }
  // What people read or press is never cut at the side, except where it can be scrolled.
  for (const element of document.body.querySelectorAll('a, button, label, h1, h2, h3, p, li, dd, summary')) {
    const { overflowX, display } = getComputedStyle(element);
    const hidden = element.closest('.vh, .skip, .top__what');
    if (hidden || display === 'inline' || overflowX === 'auto' || overflowX === 'scroll') continue;
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) found.push(`cut off: ${name(element)}`);
  }
  return found.slice(0, 8);
}

/** Nothing on the page as it stands lies beside the screen or is cut off. */
export async function fits(page: Page, how = 'as it comes'): Promise<void> {
  expect.soft(await page.evaluate(misfits), how).toEqual([]);
}

/** The reader has chosen text of this size, in the browser or on the phone. */
export async function textSize(page: Page, percent: number): Promise<void> {
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
  }, percent);
}

/** The reader spaces the text out, as far as WCAG 1.4.12 says that every page must bear. */
export async function spaceOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
      p { margin-block-end: 2em !important; }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}
