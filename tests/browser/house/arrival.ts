import type { Frame, Page } from '@playwright/test';

declare global {
  interface Window {
    /** What was pressed before the app had arrived; `null` once it is there. */
    blanddig?: string[] | null;
  }
}

/** Waits until the app has taken over the page that the server painted. */
export async function arrived(page: Page | Frame): Promise<void> {
  await page.waitForFunction(() => window.blanddig === null);
}

/** Opens an address and waits for the app. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await arrived(page);
}
