import { rmSync } from 'node:fs';
import type { Frame, Page } from '@playwright/test';
import { expect, framed, test, unwalled } from '../house/abroad';
import { CITY, HEARING, STRANGER } from '../house/names';
import type { Web } from '../house/web';
import { Thread } from '../pages/thread';

/** What `hosts/behold.html` found when it came. */
interface Kept {
  value: string | null;
  cookie: string;
}

const KEEPS = `${HEARING}/behold.html`;
const kept = async (page: Page | Frame): Promise<Kept> => {
  await page.waitForFunction(() => 'kept' in window);
  return page.evaluate(() => (window as unknown as { kept: Kept }).kept);
};

/** The same page of the hearing's site, in a frame on another site's. */
async function inFrame(page: Page, site: string): Promise<Kept> {
  await page.goto(`${site}/tom.html`);
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  }, KEEPS);
  const element = await page.waitForSelector('iframe');
  return kept((await element.contentFrame())!);
}

/** What comes of both when somebody was at the site itself before. */
async function bothIn(page: Page, web: Web): Promise<Kept & { sent: string }> {
  const sent = () => web.asked.filter(({ path }) => path === '/behold.html').at(-1)!.cookie;
  await page.goto(KEEPS);
  await page.goto(KEEPS);
  expect(await kept(page), 'the site itself keeps both').toEqual({ value: 'på siden', cookie: 'behold=1' });
  expect(sent(), 'the site itself gets its cookie').toBe('behold=1');
  const inThere = await inFrame(page, CITY);
  return { ...inThere, sent: sent() };
}

test('in a frame on another site no cookie of the hearing’s comes along, and nothing that is stored is seen', async ({
  page,
  abroad,
}) => {
  expect(await bothIn(page, abroad.web)).toEqual({ value: null, cookie: '', sent: '' });
  await test.step('what the frame stores is there again on the same site, and on no other', async () => {
    expect((await inFrame(page, CITY)).value).toBe('i rammen');
    expect((await inFrame(page, STRANGER)).value).toBe(null);
    await page.goto(KEEPS);
    expect((await kept(page)).value).toBe('på siden');
  });
});

const WITHOUT = [
  { what: 'the wall around cookies', apart: true, value: null },
  { what: 'either wall', apart: false, value: 'på siden' },
];

for (const { what, apart, value } of WITHOUT) {
  test(`in a browser without ${what} the frame gets what the site keeps: the test before can fail`, async ({
    abroad,
    launchOptions,
    playwright,
  }) => {
    const { folder, options } = unwalled(launchOptions, apart);
    const context = await playwright.chromium.launchPersistentContext(folder, options);
    const both = await bothIn(await context.newPage(), abroad.web);
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    expect(both).toEqual({ value, cookie: 'behold=1', sent: 'behold=1' });
  });
}

test('whom the browser knows at the hearing’s own site, it does not know in a frame', async ({ page, people }) => {
  const mona = await people.join('Mona fra siden');
  await page.goto(HEARING);
  await page.evaluate(
    (me) => localStorage.setItem('blanddig.me', me),
    JSON.stringify({ ...mona, kind: 'citizen', district: null }),
  );
  await page.goto(`${HEARING}/mine`);
  await expect(page.getByRole('main')).toContainText('Du skriver som Mona fra siden');
  const { frame } = await framed(page, `${CITY}/tom.html?kode=script`);
  const { composer } = new Thread(frame);
  await composer.field.click();
  await expect(composer.name).toBeVisible();
  await expect(composer.form).not.toContainText('Mona fra siden');
});
