import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Frame, LaunchOptions, Locator, Page } from '@playwright/test';
import { certificate } from './certificate';
import { CITY, HEARING } from './names';
import { People } from './people';
import { served } from './served';
import { test as base } from './test';
import { web, type Web } from './web';

/** Where a frame has no cookies, as in browsers that block those of others. */
const BLOCKED = '--test-third-party-cookie-phaseout';
/** Playwright switches off what keeps storage apart, among much else. Of two such lists the last one counts. */
const APART = '--disable-features=HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding';

interface Abroad {
  web: Web;
  /** The address of the server behind the hearing's site. */
  inside: string;
  /** With these a browser finds the sites and knows their key; nothing is walled off yet. */
  ways: string[];
}

interface Own {
  /** The server behind the hearing's site, for those who come without a browser. */
  api: APIRequestContext;
}

/** The sites of `web.ts`, in a browser that keeps them apart. */
export const test = base.extend<Own, { abroad: Abroad }>({
  abroad: [
    async ({}, use) => {
      const folder = mkdtempSync(join(process.env.BLANDDIG_BROWSER_DATA ?? tmpdir(), 'abroad-'));
      const shown = certificate(folder);
      const program = await served(folder, {
        BLANDDIG_PUBLIC_URL: HEARING,
        BLANDDIG_TRUSTED_PROXIES: '127.0.0.1',
        BLANDDIG_EMBED_ORIGINS: CITY,
      });
      const sites = await web(shown, program.port);
      const ways = [
        `--host-resolver-rules=MAP *.test:443 127.0.0.1:${sites.port}`,
        `--ignore-certificate-errors-spki-list=${shown.pin}`,
      ];
      await use({ web: sites, inside: `http://127.0.0.1:${program.port}`, ways });
      await sites.stop();
      await program.stop();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, abroad }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...abroad.ways, BLOCKED, APART] });
    },
    { scope: 'worker' },
  ],
  baseURL: HEARING,
  api: async ({ abroad, playwright }, use) => {
    const api = await playwright.request.newContext({ baseURL: abroad.inside });
    await use(api);
    await api.dispose();
  },
  people: async ({ api }, use) => {
    await use(new People(api));
  },
});

/** How a browser is started for one test alone, with a folder of its own. */
export interface Start {
  folder: string;
  options: LaunchOptions;
}

const without = (launch: LaunchOptions, ...walls: string[]): Start => {
  const args = launch.args?.filter((arg) => !walls.includes(arg));
  return { folder: mkdtempSync(join(tmpdir(), 'abroad-own-')), options: { ...launch, args } };
};

/** One that sends cookies everywhere, as all did once; `apart` leaves the other wall up. */
export function unwalled(launch: LaunchOptions, apart: boolean): Start {
  const start = without(launch, BLOCKED, ...(apart ? [] : [APART]));
  mkdirSync(join(start.folder, 'Default'));
  const allowed = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  writeFileSync(join(start.folder, 'Default', 'Preferences'), JSON.stringify(allowed));
  return start;
}

/** One that lets a frame keep nothing at all: what is not kept apart is kept from it, as cookies are. */
export function forgetful(launch: LaunchOptions): Start {
  return without(launch, APART);
}

/** The hearing's frame on another site's page, and the element that it stands in. */
export async function framed(page: Page, address: string): Promise<{ frame: Frame; element: Locator }> {
  await page.goto(address, { waitUntil: 'commit' });
  const element = page.locator('iframe:is([title="Deltag i høringen"], [title="Take part in the hearing"])');
  await element.scrollIntoViewIfNeeded();
  const frame = await (await element.elementHandle())!.contentFrame();
  await frame!.getByRole('heading', { level: 1 }).waitFor();
  return { frame: frame!, element };
}

/** By how much the frame is higher or lower than what it shows. */
export async function gap(frame: Frame, element: Locator): Promise<number> {
  const content = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
  return Math.abs((await element.boundingBox())!.height - content);
}

export { expect } from './test';
