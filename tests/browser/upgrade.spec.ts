import type { Page } from '@playwright/test';
import { arrived } from './house/arrival';
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
  ['script', '**/assets/citizen-*.js'],
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

test('when the file stays away the page does not load for ever, and what was typed stays', async ({ page }) => {
  const count = loads(page);
  const composer = await typeWithout(page, '**/assets/*.wasm', () => true);
  await expect.poll(count).toBe(2);
  await page.waitForLoadState('networkidle');
  await expect(composer.field).toHaveValue(WORDS);
  expect(count()).toBe(2);
});
