import { type Browser, type Page, expect } from '@playwright/test';
import { Watch } from './watch';
import type { World } from './world';

/** A browser in which one is watched: with the policy of our pages, or with what escaping does alone. */
export async function watched(
  browser: Browser,
  { city }: World,
  bypassCSP: boolean,
  ...others: string[]
): Promise<Watch> {
  return Watch.over(
    await browser.newContext({ baseURL: city.address, bypassCSP, serviceWorkers: 'block' }),
    city.address,
    ...others,
  );
}

/** The app has taken over, where the page has one; in a frame it comes when somebody is about to write. */
export async function alive(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('#start[data-on]') && dispatchEvent(new Event('focusin')));
  await page.waitForFunction(() => !('blanddig' in window) || window.blanddig === null);
}

/** Everything on a page that opens is opened. */
export const unfold = (page: Page) =>
  page.evaluate(() => {
    document.querySelectorAll('details').forEach((one) => (one.open = true));
    document.querySelectorAll<HTMLElement>('[popover]').forEach((one, at) => at < 20 && one.togglePopover(true));
  });

/** Opens what is no page: it is shown as what it is, or kept. */
export async function openFile(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address).catch((error) => expect(String(error)).toMatch(/Download is starting/));
  if (answer) expect(await page.evaluate(() => document.contentType), address).not.toContain('html');
}

/** Looks at pages one after the other; answers with those on which no payload can be seen. */
export async function lookAll(watch: Watch, page: Page, addresses: string[], app: boolean): Promise<string[]> {
  const silent: string[] = [];
  for (const address of addresses) {
    await watch.open(page, address);
    if (app) await alive(page);
    const seen = () => document.getElementById('app')?.textContent?.includes('alert(');
    await page.waitForFunction(seen, undefined, { timeout: 3_000 }).catch(() => silent.push(address));
    await unfold(page);
    await watch.look(page);
  }
  return silent;
}
