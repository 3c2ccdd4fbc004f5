import type { Page } from '@playwright/test';
import { arrived } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { Line } from './house/line';
import { HEARING, remember } from './house/people';
import { expect, test as base } from './house/test';
import { Paragraph } from './pages/paragraph';
import { Thread } from './pages/thread';

/** A site behind a line that can be cut. */
const test = base.extend<{ line: Line; site: string }>({
  line: async ({}, use) => {
    const line = new Line();
    await use(line);
    await line.close();
  },
  site: async ({ line }, use) => use(await line.open()),
});

test.use({ serviceWorkers: 'allow', forgiven: /Failed to fetch|ERR_|503|404/ });

/** What is kept in this browser, by cache. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const all: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      const keys = await (await caches.open(name)).keys();
      all[name] = keys.map(({ url }) => url.slice(location.origin.length));
    }
    return all;
  });

/** Opens a page and waits until it is kept. */
async function read(page: Page, site: string, address: string): Promise<void> {
  await page.goto(site + address);
  await arrived(page);
  await expect.poll(async () => (await kept(page))['blanddig-pages'] ?? []).toContain(address);
  const files = async () => ((await kept(page))['blanddig-files'] ?? []).join();
  await expect.poll(files).toMatch(/offline.*\.wasm|\.wasm.*offline/);
}

/** Follows a link to the next section. */
async function next(page: Page): Promise<void> {
  const turn = page.getByRole('navigation', { name: 'Forrige og næste afsnit' });
  await turn.getByRole('link', { name: /^Næste/ }).click();
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const saved = (page: Page) => page.getByText(/^Siden blev gemt den \d+\. \S+ kl\. \d\d\.\d\d\./);
const FIRST = 'Bedre resultater i skolen';
const SECOND = 'Flere unge skal gøre en uddannelse færdig';

test('what was read is read again without a connection, loaded anew and by links', async ({ page, line, site }) => {
  await read(page, site, `/${HEARING}/maal-1`);
  await next(page);
  await expect(title(page)).toHaveText(SECOND);
  await expect.poll(async () => (await kept(page))['blanddig-pages']).toContain(`/${HEARING}/maal-2`);
  await expect(saved(page)).toHaveCount(0);
  line.state = 'cut';
  await page.reload();
  await arrived(page);
  await expect(title(page)).toHaveText(SECOND);
  await expect(saved(page)).toBeVisible();
  const turn = page.getByRole('navigation', { name: 'Forrige og næste afsnit' });
  await turn.getByRole('link', { name: /^Forrige/ }).click();
  await expect(title(page)).toHaveText(FIRST);
  await expect(page).toHaveURL(`${site}/${HEARING}/maal-1`);
  await expect(saved(page)).toBeVisible();
});

test('an address that was never read says so, tells what can be read, and comes when the line is back', async ({
  page,
  line,
  site,
  context,
}) => {
  await read(page, site, `/${HEARING}/maal-1`);
  line.state = 'cut';
  await context.setOffline(true);
  await page.goto(`${site}/${HEARING}/indsats-2`);
  await expect(title(page)).toHaveText('Der er ingen forbindelse');
  await isOpenToAll(page);
  await page.getByRole('link', { name: new RegExp(`^Mål 1: ${FIRST}`) }).click();
  await expect(title(page)).toHaveText(FIRST);
  await page.goto(`${site}/${HEARING}/indsats-2`);
  line.state = 'up';
  await context.setOffline(false);
  await expect(title(page)).not.toHaveText('Der er ingen forbindelse');
  await expect(page).toHaveURL(`${site}/${HEARING}/indsats-2`);
});

test('without a connection a line says so, and nothing moves', async ({ page, site, context }) => {
  await read(page, site, `/${HEARING}/indsats-1?udgave=fuld`);
  const told = page.getByRole('status').getByText('Du har ingen forbindelse.');
  await expect(told).toBeHidden();
  await page.evaluate(() => scrollTo(0, 300));
  const place = () => page.locator('.block').nth(2).boundingBox();
  const before = await place();
  await context.setOffline(true);
  await expect(told).toBeVisible();
  expect(await place()).toEqual(before);
  await isOpenToAll(page);
  await context.setOffline(false);
  await expect(told).toBeHidden();
});

test('a conversation that was opened can be opened again, also by somebody who is known', async ({
  page,
  line,
  site,
  people,
}) => {
  const me = await people.join('Ellen');
  await remember(page.context(), me);
  await read(page, site, `/${HEARING}/indsats-1?udgave=fuld`);
  const { way, talk } = new Paragraph(page, 'Undervejs er der nogle steder');
  const words = talk.getByText('Skolen? Vi begynder da længe før!');
  await way.click();
  await expect(words).toBeVisible();
  await expect.poll(async () => (await kept(page))['blanddig-threads']?.length).toBeGreaterThan(0);
  await page.goBack();
  line.state = 'cut';
  await page.reload();
  await arrived(page);
  await way.click();
  await expect(words).toBeVisible();
  const secrets = await page.evaluate(async () => {
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const answer of await cache.matchAll()) texts.push(await answer.text());
    }
    return texts.filter((text) => /"mine":|"token"/.test(text)).length;
  });
  expect(secrets).toBe(0);
});

test('a server in trouble or asleep does not keep anybody from what was read', async ({ page, line, site }) => {
  await read(page, site, `/${HEARING}/maal-1`);
  line.state = 'trouble';
  await page.goto(`${site}/${HEARING}/maal-1`);
  await expect(title(page)).toHaveText(FIRST);
  line.state = 'up';
  line.delay = 12_000;
  const began = Date.now();
  await page.goto(`${site}/${HEARING}/maal-1`, { waitUntil: 'commit' });
  await expect(saved(page)).toBeVisible();
  expect(Date.now() - began).toBeLessThan(10_000);
});

test('a new release is there at once, and the worker follows it', async ({ page, line, site }) => {
  await read(page, site, `/${HEARING}/maal-1`);
  line.release = (text, path) =>
    path === '/sw.js' ? text.replace(/^\/\/ \w+/, '// ny') : text.replace('</h1>', ' i ny udgave</h1>');
  await page.goto(`${site}/${HEARING}/maal-1`);
  await expect(title(page)).toHaveText(`${FIRST} i ny udgave`);
  const offline = () =>
    page.evaluate(async () => (await (await caches.match('/assets/offline/da'))?.text())?.includes('i ny udgave'));
  await expect.poll(offline).toBe(true);
  line.state = 'cut';
  await page.reload();
  await expect(title(page)).toHaveText(`${FIRST} i ny udgave`);
});

test('secrets, searches, frames and the desk are not kept', async ({ page, site }) => {
  await read(page, site, `/${HEARING}/maal-1`);
  for (const address of ['/mine#hemmelig', `/${HEARING}?soeg=lektier`, `/embed/${HEARING}`, `/en/embed/${HEARING}`, '/desk']) {
    await page.goto(site + address);
  }
  await read(page, site, `/${HEARING}/maal-2`);
  const all = await kept(page);
  expect(all['blanddig-pages']).toContain('/mine');
  expect(JSON.stringify(all)).not.toMatch(/hemmelig|soeg=|embed|desk/);
});

test('a conversation that was opened in a frame is not kept, though the worker is there', async ({ page, baseURL }) => {
  const site = baseURL ?? '';
  await read(page, site, `/${HEARING}/maal-1`);
  // Only the port is another: for the browser the frame is of the same owner, and has the same worker.
  await page.goto(`http://127.0.0.1:${process.env.BLANDDIG_BROWSER_SITE}/avis`, { waitUntil: 'commit' });
  const element = page.locator('iframe[title="Deltag i høringen"]');
  const frame = (await (await element.elementHandle())!.contentFrame())!;
  // The oldest first: other tests write here too.
  await frame.getByRole('link', { name: 'Ældste' }).click();
  await frame.waitForURL(/sortering=aeldste/);
  await expect(frame.getByRole('article').first()).toContainText('Mona');
  const thread = new Thread(frame);
  await thread.composer.field.click();
  await arrived(frame);
  expect(await frame.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
  const talk = thread.post('Men hvem følger op, når pengene').whole;
  const id = await talk.getAttribute('data-id');
  await talk.getByRole('link', { name: /^Vis \d+ svar mere$/ }).click();
  await expect(talk.getByText('Jeg bor oven på en skolegård, Bent.')).toBeVisible();
  // What is kept now was put there later than what was read in the frame.
  await read(page, site, `/${HEARING}/maal-2`);
  const all = JSON.stringify(await kept(page));
  expect(all).not.toContain(`/api/comments/${id}/`);
  expect(all).not.toMatch(/embed|indsats-1\/comments/);
});
