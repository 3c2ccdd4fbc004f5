import type { Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { HEARING } from './house/people';
import { expect, test } from './house/test';
import { Composer } from './pages/composer';

const SECTION = `/${HEARING}/maal-4`;
const WORDS = 'Skrevet før opgraderingen';

/** Counts how often a page begins. */
function loads(page: Page): () => number {
  let count = 0;
  page.on('framenavigated', () => {
    count += 1;
  });
  return () => count;
}

/** What the browser is asked to fetch ahead, taken out of each page. */
async function withoutFetchingAhead(page: Page): Promise<void> {
  await page.route(SECTION, async (route) => {
    const answer = await route.fetch();
    const page = await answer.text();
    const body = page.replace(/<link rel=preload[^>]*wasm[^>]*>/, '');
    expect(body).not.toBe(page);
    await route.fulfill({ response: answer, body });
  });
}

/** Types on a page whose file is answered with "not found", while `missing` says so. */
async function typeWithout(page: Page, file: string, missing: () => boolean): Promise<Composer> {
  let typed = () => {};
  const wait = new Promise<void>((done) => (typed = done));
  await page.route(file, async (route) => {
    await wait;
    await (missing() ? route.fulfill({ status: 404 }) : route.continue());
  });
  await page.goto(SECTION, { waitUntil: 'commit' });
  const composer = new Composer(page, 'Hvad mener du om afsnittet?');
  await composer.field.fill(WORDS);
  typed();
  return composer;
}

test.use({ forgiven: /404|Failed to fetch|MIME type/i });

for (const [what, file] of [
  ['program', '**/assets/*.wasm'],
  ['script', '**/assets/reader-*.js'],
] as const) {
  test(`a page whose ${what} is gone since an upgrade loads once more and keeps what was typed`, async ({ page }) => {
    const count = loads(page);
    const composer = await typeWithout(page, file, () => count() === 1);
    await expect.poll(count).toBe(2);
    await arrived(page);
    await expect(composer.field).toHaveValue(WORDS);
    expect(count()).toBe(2);
  });
}

test('a browser that does not fetch the program ahead loads once more, too', async ({ page }) => {
  await withoutFetchingAhead(page);
  const count = loads(page);
  const composer = await typeWithout(page, '**/assets/*.wasm', () => count() === 1);
  await expect.poll(count).toBe(2);
  await arrived(page);
  await expect(composer.field).toHaveValue(WORDS);
});

test('when the file stays away the page does not load for ever, and what was typed stays', async ({ page }) => {
  const count = loads(page);
  const composer = await typeWithout(page, '**/assets/*.wasm', () => true);
  await expect.poll(count).toBe(2);
  await page.waitForLoadState('load');
  await page.waitForTimeout(2_000);
  await expect(composer.field).toHaveValue(WORDS);
  expect(count()).toBe(2);
});

/** From now on pages that the app asks for come from another release than the one that stands in the browser. */
async function upgraded(page: Page): Promise<void> {
  await page.route('**/api/page?*', async (route) => {
    const response = await route.fetch();
    const screen = await response.json();
    await route.fulfill({ response, json: { ...screen, facts: { ...screen.facts, release: 'another' } } });
  });
}

test('a page of another release is loaded with its own program, and what was typed on the way stays', async ({ page }) => {
  const composer = new Composer(page, 'Hvad mener du om afsnittet?');
  const onward = page.getByRole('navigation', { name: 'Forrige og næste afsnit' }).getByRole('link').last();
  await open(page, SECTION);
  await page.evaluate(() => Object.assign(window, { here: true }));
  await onward.click();
  await expect(page).not.toHaveURL(SECTION);
  // Of the same release a page is no new one.
  await page.goBack();
  await expect(page).toHaveURL(SECTION);
  expect(await page.evaluate(() => 'here' in window)).toBe(true);
  await upgraded(page);
  await composer.field.fill(WORDS);
  await onward.click();
  // In the middle of it there is no page to ask.
  await expect.poll(() => page.evaluate(() => 'here' in window).catch(() => true)).toBe(false);
  await arrived(page);
  await expect(page).not.toHaveURL(SECTION);
  await page.goBack();
  await arrived(page);
  await expect(page).toHaveURL(SECTION);
  await expect(composer.field).toHaveValue(WORDS);
});
