import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { HEARING, type People, type Person, remember, unique, type Written } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const KEY = 'sammen-om-trygheden';

interface Case {
  author: Person;
  words: string;
  post: Written;
  answer: string;
}

/** A comment with an answer to it, reported by a reader for its tone. */
async function reported(people: People): Promise<Case> {
  const author = await people.join(unique('Bent'));
  const [words, answer] = [unique('I er nogle klaphatte alle sammen'), unique('Tal pænt, Bent')];
  const post = await people.comment(author, KEY, words);
  const reader = await people.join('Samira');
  await people.comment(reader, KEY, answer, { parent: post.id });
  await people.report(reader, post, 'tonen', 'Det går efter personen.');
  return { author, words, post, answer };
}

test('a wrong password opens nothing and is told at the password', async ({ page }) => {
  const desk = new Desk(page);
  await desk.enter('/desk', 'ikke det rigtige');
  await expect(desk.password).toHaveAccessibleDescription(/Mailadressen og adgangskoden passer ikke sammen\./);
  await expect(desk.password).toBeFocused();
  await expect(desk.password).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('navigation', { name: 'Visninger' })).toHaveCount(0);
});

test('whoever signs in at an address of the desk is at it afterwards, and out again on wish', async ({ page }) => {
  const desk = new Desk(page);
  await desk.enter('/desk/ko/nye');
  await expect(desk.tab('Nye')).toHaveAttribute('aria-current', /page|true/);
  await expect(page).toHaveURL(/\/desk\/ko\/nye/);
  await page.reload();
  await expect(desk.tab('Nye')).toBeVisible();
  await page.getByRole('button', { name: 'Log ud' }).click();
  await expect(desk.email).toBeVisible();
  await page.goto('/desk/ko/anmeldte');
  await expect(desk.email).toBeVisible();
});

test('a moderator reads a reported post in its context and hides it; all see the rule and the answers, the author the reason', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const { author, words, post, answer } = await reported(people);
  const desk = new Desk(page);
  await desk.enter();
  await desk.line(words).click();
  await expect(page).toHaveURL(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await expect(desk.post(author.name)).toContainText(words);
  await expect(page.getByRole('main')).toContainText('Sammen om trygheden');
  await expect(page.getByRole('main')).toContainText('Det går efter personen.');
  await desk.act('Skjul …').click();
  await expect(desk.rule('Tal ordentligt om og til andre')).toBeChecked();
  await desk.reason.fill('Gå efter sagen, ikke efter dem, der er uenige.');
  await desk.act('Skjul indlægget').click();
  await expect(desk.status).toContainText(`Skjult efter regel 2: ${author.name}.`);
  await expect(desk.line(words)).toHaveCount(0);

  const reader = await browser.newPage({ baseURL });
  await reader.goto(`/${HEARING}/${KEY}`);
  const marker = reader.getByRole('article').filter({ hasText: answer }).first();
  await expect(marker).toContainText('Skjult af moderator · regel 2: Tal ordentligt om og til andre');
  expect(await reader.content()).not.toContain(words);
  await remember(reader.context(), author);
  await open(reader, '/mine');
  await expect(reader.getByRole('main')).toContainText('Gå efter sagen, ikke efter dem, der er uenige.');
  await reader.close();
});

test('a hidden post is shown again to everybody when it is restored', async ({
  page,
  people,
  browser,
  baseURL,
  isMobile,
}) => {
  const { author, words, post } = await reported(people);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await desk.act('Skjul …').click();
  await desk.act('Skjul indlægget').click();
  await expect(desk.status).toContainText('Skjult efter regel 2');
  // On a phone the list is another page than the post.
  if (isMobile) await page.getByRole('link', { name: 'Anmeldte indlæg' }).click();
  await desk.tab('Skjulte').click();
  await desk.line(words).click();
  await expect(desk.post(author.name)).toContainText(words);
  await desk.act('Vis igen').click();
  await expect(desk.status).toContainText('Vist igen');
  const reader = await browser.newPage({ baseURL });
  await reader.goto(`/${HEARING}/kommentar/${post.id}`);
  await expect(reader.getByText(words)).toBeVisible();
  await reader.close();
});

test('whoever hid the wrong post takes it back at once', async ({ page, people, browser, baseURL }) => {
  const { author, words, post } = await reported(people);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await desk.act('Skjul …').click();
  await desk.act('Skjul indlægget').click();
  await expect(desk.status).toContainText('Skjult efter regel 2');
  await desk.act('Fortryd').click();
  await expect(desk.post(author.name)).toBeVisible();
  await expect(desk.status).toContainText('Fortrudt');
  const reader = await browser.newPage({ baseURL });
  await reader.goto(`/${HEARING}/kommentar/${post.id}`);
  await expect(reader.getByText(words)).toBeVisible();
  await reader.close();
});

test('nothing is hidden without a rule and a reason', async ({ page, people }) => {
  const words = unique('Et helt almindeligt indlæg');
  const post = await people.comment(await people.join('Lone'), KEY, words);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/nye/kommentar/${post.id}`);
  await desk.act('Skjul …').click();
  await desk.act('Skjul indlægget').click();
  await expect(page.getByText('Vælg den regel, som indlægget bryder.')).toBeVisible();
  await desk.rule('Hold dig til høringens emne').check();
  await expect(desk.reason).toHaveValue(/handler om noget andet/);
  await desk.reason.fill('');
  await desk.act('Skjul indlægget').click();
  await expect(desk.reason).toHaveAccessibleDescription(/Skriv noget her først\./);
  await expect(desk.reason).toBeFocused();
});

test('keys alone judge a post', async ({ page, people, isMobile }) => {
  test.skip(isMobile, 'phones have no keys');
  const { author, post } = await reported(people);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
  await expect(desk.post(author.name)).toBeVisible();
  await expect(page.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('s');
  await expect(desk.rule('Tal ordentligt om og til andre')).toBeFocused();
  await page.keyboard.press('4');
  await expect(desk.rule('Del ikke private oplysninger')).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(desk.status).toContainText(`Skjult efter regel 4: ${author.name}.`);
  await expect(page.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('f');
  await expect(desk.status).toContainText('Fortrudt');
});

test.describe('every screen of the desk is open to everybody', () => {
  test.beforeEach(async ({ page, isMobile }) => {
    await page.setViewportSize({ width: isMobile ? 360 : 1280, height: 800 });
  });

  test('signing in', async ({ page }) => {
    const desk = new Desk(page);
    await page.goto('/desk');
    await expect(desk.email).toBeVisible();
    await isOpenToAll(page);
  });

  test('signing in, with what is missing', async ({ page }) => {
    const desk = new Desk(page);
    await page.goto('/desk');
    await page.getByRole('button', { name: 'Log ind' }).click();
    await expect(desk.email).toBeFocused();
    await isOpenToAll(page);
  });

  test('the queue', async ({ page, people }) => {
    const { words } = await reported(people);
    const desk = new Desk(page);
    await desk.enter();
    await expect(desk.line(words)).toBeVisible();
    await isOpenToAll(page);
  });

  test('a post in its context', async ({ page, people }) => {
    const { author, post } = await reported(people);
    const desk = new Desk(page);
    await desk.enter(`/desk/ko/anmeldte/kommentar/${post.id}`);
    await expect(desk.post(author.name)).toBeVisible();
    await isOpenToAll(page);
  });

  test('the form that hides a post, with its refusal', async ({ page, people }) => {
    const post = await people.comment(await people.join('Mogens'), KEY, unique('Skjul mig'));
    const desk = new Desk(page);
    await desk.enter(`/desk/ko/nye/kommentar/${post.id}`);
    await desk.act('Skjul …').click();
    await desk.act('Skjul indlægget').click();
    await expect(page.getByText('Vælg den regel, som indlægget bryder.')).toBeVisible();
    await isOpenToAll(page);
  });

  test('what is told after a decision, and a hidden post', async ({ page, people }) => {
    const { author, post } = await reported(people);
    const desk = new Desk(page);
    await desk.enter(`/desk/ko/skjulte/kommentar/${post.id}`);
    await desk.act('Skjul …').click();
    await desk.act('Skjul indlægget').click();
    await expect(desk.status).toContainText('Skjult efter regel 2');
    await isOpenToAll(page);
    await page.goto(`/desk/ko/skjulte/kommentar/${post.id}`);
    await expect(desk.post(author.name)).toBeVisible();
    await expect(desk.act('Vis igen')).toBeVisible();
    await isOpenToAll(page);
  });
});
