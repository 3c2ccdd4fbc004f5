import type { BrowserContext } from '@playwright/test';

const API = '**/api/**';

/** The network is gone, for requests that were just about to leave too: the browser hears of it late. */
export async function cut(context: BrowserContext): Promise<void> {
  await context.route(API, (route) => route.abort('internetdisconnected'));
  await context.setOffline(true);
}

/** The network is back. */
export async function mend(context: BrowserContext): Promise<void> {
  await context.unroute(API);
  await context.setOffline(false);
}
