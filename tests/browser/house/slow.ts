import type { Page } from '@playwright/test';

/** On this page the app does not arrive before it is let through. */
export async function slowly(page: Page): Promise<() => void> {
  let arrive = () => {};
  const wait = new Promise<void>((done) => {
    arrive = done;
  });
  await page.route('**/assets/*.wasm', async (route) => {
    await wait;
    await route.continue();
  });
  return arrive;
}
