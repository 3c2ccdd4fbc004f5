import type { Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { cut } from './house/network';
import { HEARING, unique } from './house/people';
import { expect, test } from './house/test';

const SECTION = `/${HEARING}/en-haand-til-foreningerne`;
const QUESTION = 'What do you think about this section?';

// Every rule is held against every element of long pages.
test.describe.configure({ timeout: 90_000 });

test('a newcomer comments, answers, proposes and finds it all again, in English', async ({ page }) => {
  await open(page, `/en${SECTION}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const [words, answer, title] = [unique('Open on Sundays too'), unique('And in July'), unique('A language café')];
  const field = page.getByLabel(QUESTION);
  const form = page.locator('form').filter({ has: field });
  await field.fill(words);
  await form.getByLabel('Your name').fill('Maria');
  await form.getByRole('button', { name: 'Send', exact: true }).click();
  const post = page.getByRole('article').filter({ hasText: words });
  await expect(post).toContainText(/today at \d{1,2}:\d{2}/);
  await expect(page.locator('#status')).toHaveText('Your comment has been sent.');
  const offer = page.getByRole('region', { name: 'Save your link' });
  await expect(offer.getByRole('textbox', { name: 'Your link' })).toHaveValue(/\/en\/mine#[\w.-]{16,}$/);

  await post.getByRole('link', { name: 'Reply', exact: true }).click();
  const reply = page.getByLabel('Reply to Maria');
  await reply.fill(answer);
  await page.locator('form').filter({ has: reply }).getByRole('button', { name: 'Send', exact: true }).click();
  await expect(post.getByRole('article').filter({ hasText: answer })).toBeVisible();

  await open(page, `/en/${HEARING}/forslag/nyt?slags=ide`);
  const on = page.getByRole('button', { name: 'Continue' });
  await on.click();
  await page.getByLabel('The proposal in a few words').fill(title);
  await page.getByLabel('Describe your proposal').fill('Every Sunday at the library.');
  await on.click();
  await expect(page.getByRole('heading', { name: 'Check your answers' })).toBeFocused();
  await page.getByRole('button', { name: 'Send the proposal' }).click();
  await expect(page.getByRole('region', { name: /^Thank you – your proposal is no\. \d+$/ })).toBeVisible();

  await open(page, '/en/mine');
  const main = page.getByRole('main');
  for (const mine of [words, answer, title]) await expect(main).toContainText(mine);
  await expect(main.getByRole('button', { name: 'Withdraw', exact: true })).toHaveCount(3);
  await expect(main).not.toContainText(/Træk|Kladde|Kommentarer|støtter/);
  await isOpenToAll(page, 'en');
});

test('the other language is one step away, and page, edition and draft come along', async ({ page }) => {
  await open(page, `${SECTION}?udgave=fuld`);
  await page.evaluate(() => Object.assign(window, { here: true }));
  await page.getByLabel('Hvad mener du om afsnittet?').fill('I am not done yet');
  await expect(page.getByRole('main')).toContainText('Kladden er gemt.');
  await page.getByRole('contentinfo').getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(`/en${SECTION}?udgave=fuld`);
  await arrived(page);
  // It was loaded anew: the page has brought its texts along.
  expect(await page.evaluate(() => 'here' in window)).toBe(false);
  await expect(page.getByLabel(QUESTION)).toHaveValue('I am not done yet');
  await expect(page.getByRole('main')).toContainText('Your draft is saved.');
  await page.getByRole('navigation', { name: 'Previous and next section' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/en\/integrationspolitik\/[\w-]+\?udgave=fuld$/);
  await open(page, '/en/mine');
  await page.getByRole('link', { name: 'Continue writing' }).click();
  await expect(page).toHaveURL(`/en${SECTION}`);
  await expect(page.getByLabel(QUESTION)).toHaveValue('I am not done yet');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Dansk' }).click();
  await expect(page).toHaveURL(SECTION);
  await expect(page.locator('html')).toHaveAttribute('lang', 'da');
});

test('on a phone the other language stands in the menu, on a wide screen beside it', async ({ page }) => {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`/${HEARING}`);
    if (width === 360) await page.getByRole('button', { name: 'Menu' }).click();
    const place = width === 360 ? page.getByRole('navigation', { name: 'Indhold' }) : page.getByRole('banner');
    await place.getByRole('link', { name: 'English' }).click();
    await expect(page).toHaveURL(`/en/${HEARING}`);
    await expect(page.getByText(/^You can respond until the end of \d{1,2} [A-Z][a-z]+ \d{4}\.$/)).toBeVisible();
  }
});

test('words of the hearing and of those who write are marked as Danish, the page’s own are not', async ({ page }) => {
  await open(page, `/en/${HEARING}/indsats-1`);
  const lang = (words: string) =>
    page.getByText(words, { exact: true }).first().evaluate((element) => element.closest('[lang]')!.getAttribute('lang'));
  expect(await page.getByRole('heading', { level: 1 }).getAttribute('lang')).toBe('da');
  expect(await lang('Reply')).toBe('en');
  expect(await lang('Comment')).toBe('en');
  await expect(page.locator('.post .words').first()).toHaveAttribute('lang', 'da');
  await page.locator('a[data-talk][data-n="0"]').first().click();
  const talk = page.getByRole('region', { name: 'Comments on this part' });
  await expect(talk.locator('.mark')).toHaveAttribute('lang', 'da');
  await expect(talk.getByLabel('What do you think about this part?')).toBeVisible();
});

test('whoever cannot be reached by the English texts is met in Danish, and can write', async ({ page }) => {
  await page.route('**/assets/texts-en-*.json', (route) => route.abort());
  await page.goto(`/en${SECTION}`);
  const field = page.getByLabel(QUESTION);
  await expect(async () => {
    await arrived(page);
    await field.fill('Still here');
    await expect(page.getByLabel('Dit navn')).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test('a frame on another site speaks English, with its app', async ({ page }) => {
  await page.goto(`/en/embed/${HEARING}/indsats-1`);
  await page.getByLabel(QUESTION).click();
  await arrived(page);
  await page.getByLabel(QUESTION).fill('From the paper');
  await expect(page.getByRole('main')).toContainText('Your draft is saved.');
});

const PAGES: Record<string, string> = {
  'the list of hearings': '/en',
  'the front page': `/en/${HEARING}`,
  'a section': `/en/${HEARING}/indsats-1`,
  'the proposals': `/en/${HEARING}/forslag`,
  'the form for other words': `/en/${HEARING}/forslag/nyt?slags=ordlyd&om=maal-1`,
  'the news': `/en/${HEARING}/nyt`,
  'the result': `/en/${HEARING}/resultat`,
  'the page of one’s own posts': '/en/mine',
  'the rules': '/en/regler',
  'the rules of a hearing': `/en/${HEARING}/regler`,
  'the page on privacy': '/en/privatliv',
  'the page on accessibility': '/en/tilgaengelighed',
  'the page on cookies': '/en/cookies',
  'the page of contacts': '/en/kontakt',
  'a page that is not there': `/en/${HEARING}/findes-ikke`,
  'what was found': `/en/${HEARING}?soeg=lektier`,
};

for (const [name, address] of Object.entries(PAGES)) {
  test(`in English, ${name} is open to everybody`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(page, address);
    await isOpenToAll(page, 'en');
  });
}

/** Pages after somebody has done something. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  'the contents on a phone': async (page) => {
    await open(page, `/en/${HEARING}`);
    const menu = page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    await expect(page.getByRole('navigation', { name: 'Contents' })).toHaveCount(1);
  },
  'a proposal with all its errors': async (page) => {
    await open(page, `/en/${HEARING}/forslag/nyt?slags=ordlyd`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').waitFor();
  },
  'a page that cannot be had without a connection': async (page) => {
    await open(page, `/en/${HEARING}/maal-1`);
    await cut(page.context());
    await page.getByRole('navigation', { name: 'Previous and next section' }).getByRole('link').last().click();
    await page.getByRole('heading', { level: 1, name: 'There is no connection' }).waitFor();
  },
  'a comment that waits for a connection': async (page) => {
    await open(page, `/en${SECTION}`);
    const form = page.locator('form').filter({ has: page.getByLabel(QUESTION) });
    await cut(page.context());
    await page.getByLabel(QUESTION).fill('Can you hear me?');
    await form.getByLabel('Your name').fill('Maria');
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Waiting for a connection').first().waitFor();
  },
};

for (const [name, reach] of Object.entries(STATES)) {
  test(`in English, ${name} is open to everybody`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await reach(page);
    await isOpenToAll(page, 'en');
  });
}
