import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { HEARING, type Person, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Mine } from './pages/mine';
import { Thread } from './pages/thread';

const KEY = 'plads-til-lektier';

/** Says something that only the municipality may read. */
async function whisper(request: APIRequestContext, by: Person, body: string): Promise<void> {
  const sent = await request.post(`/api/consultations/${HEARING}/sections/${KEY}/comments`, {
    data: { body, visibility: 'municipality', client_key: randomUUID() },
    headers: { authorization: `Bearer ${by.token}` },
  });
  expect(sent.status()).toBe(201);
}

/** What this browser keeps of the site, by name. */
async function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...Object.keys(localStorage).filter((name) => name.startsWith('blanddig.')),
    ...Object.keys(sessionStorage).filter((name) => name.startsWith('blanddig.')),
    ...(await caches.keys()),
  ]);
}

test('under one’s own posts one withdraws a comment and a proposal', async ({ page, people, request }) => {
  const me = await people.join('Gudrun');
  const [words, title] = [unique('Det skrev jeg'), unique('Det foreslog jeg')];
  const { id } = await people.comment(me, 'plads-til-lektier', words);
  const sent = await request.post(`/api/consultations/${HEARING}/proposals`, {
    data: { kind: 'idea', title, body: 'En bænk.', client_key: randomUUID() },
    headers: { authorization: `Bearer ${me.token}` },
  });
  const proposal = await sent.json();
  await remember(page.context(), me);
  await open(page, '/mine');
  const question = page.getByRole('group', { name: 'Træk tilbage' });
  for (const mine of [words, title]) {
    const card = page.getByRole('listitem').filter({ hasText: mine });
    await card.getByRole('button', { name: 'Træk tilbage', exact: true }).click();
    await question.getByRole('button', { name: 'Fortryd' }).click();
    await expect(question).toHaveCount(0);
    await card.getByRole('button', { name: 'Træk tilbage', exact: true }).click();
    await question.getByRole('button', { name: 'Ja, træk den tilbage' }).click();
    await expect(question).toHaveCount(0);
  }
  await expect(page.getByText('Trukket tilbage af den, der skrev det')).toHaveCount(2);
  await expect(page.getByText(words)).toHaveCount(0);
  expect((await request.get(`/api/comments/${id}`)).status()).toBe(404);
  expect((await request.get(`/api/proposals/${proposal.id}`)).status()).toBe(404);
});

test('on its own page one’s own proposal can be withdrawn, and not reported', async ({ page, people, request }) => {
  const me = await people.join('Holger');
  const sent = await request.post(`/api/consultations/${HEARING}/proposals`, {
    data: { kind: 'idea', title: unique('En sø'), body: 'Grav.', client_key: randomUUID() },
    headers: { authorization: `Bearer ${me.token}` },
  });
  const { id } = await sent.json();
  await remember(page.context(), me);
  await open(page, `/${HEARING}/forslag/${id}`);
  await page.getByRole('button', { name: 'Træk tilbage' }).click();
  await expect(page.getByRole('button', { name: 'Anmeld' })).toHaveCount(0);
  await page.getByRole('group', { name: 'Træk tilbage' }).getByRole('button', { name: /^Ja/ }).click();
  await expect(page).toHaveURL('/mine');
  await expect(page.getByText('Trukket tilbage af den, der skrev det')).toBeVisible();
});

test('all that one wrote is there, a page at a time, and the focus goes on where one was', async ({ page, people }) => {
  const me = await people.join('Inger');
  const words = Array.from({ length: 23 }, (_, at) => unique(`Tanke ${at}`));
  for (const one of words) await people.comment(me, KEY, one);
  await remember(page.context(), me);
  await open(page, '/mine');
  const mine = new Mine(page);
  await expect(mine.cards).toHaveCount(20);
  await expect(page.getByRole('heading', { name: 'Kommentarer 23' })).toBeVisible();
  await page.route('**/me/comments?after=*', (route) => route.abort(), { times: 1 });
  await mine.more.click();
  await expect(page.getByRole('main')).toContainText('Der er ingen forbindelse');
  await mine.more.click();
  await expect(mine.cards).toHaveCount(23);
  await expect(mine.card(words[2]!)).toBeFocused();
  await expect(mine.more).toHaveCount(0);
});

test('each comment says where it stands and leads there, and to its own page if it has one', async ({
  page,
  people,
  request,
}) => {
  const me = await people.join('Jens');
  const [open_, closed] = [unique('Til alle'), unique('Kun til jer')];
  const { id } = await people.comment(me, KEY, open_);
  await whisper(request, me, closed);
  await remember(page.context(), me);
  await open(page, '/mine');
  const mine = new Mine(page);
  await expect(mine.card(closed)).toContainText('Kun kommunen kan læse denne kommentar.');
  await expect(mine.card(closed).getByRole('link', { name: 'Se kommentaren' })).toHaveCount(0);
  await mine.card(closed).getByRole('link').first().click();
  await expect(page).toHaveURL(`/${HEARING}/${KEY}`);
  await page.goBack();
  await mine.card(open_).getByRole('link', { name: 'Se kommentaren' }).click();
  await expect(page).toHaveURL(`/${HEARING}/kommentar/${id}`);
  await expect(page.getByText(open_)).toBeVisible();
});

test('a draft says what it is for, can be deleted, and comes back when that was a mistake', async ({ page }) => {
  await open(page, `/${HEARING}/${KEY}`);
  const { composer } = new Thread(page);
  await composer.field.fill('En tanke til');
  await expect(composer.form).toContainText('Kladden er gemt.');
  const title = (await page.title()).trim();
  await open(page, '/mine');
  const mine = new Mine(page);
  const draft = mine.card('En tanke til');
  await expect(draft).toContainText(title);
  await draft.getByRole('button', { name: 'Slet kladden' }).click();
  await expect(draft).toHaveCount(0);
  await expect(mine.status).toHaveText('Kladden er slettet.');
  const undo = page.getByRole('button', { name: 'Fortryd' });
  await expect(undo).toBeFocused();
  await undo.click();
  await expect(draft).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Kladder' })).toBeFocused();
  await draft.getByRole('button', { name: 'Slet kladden' }).click();
  // The app alone knows drafts: it must have drawn what there is.
  await open(page, '/mine');
  await expect(page.getByRole('main')).toContainText('Browseren her kender dig ikke endnu.');
  await expect(page.getByText('En tanke til')).toHaveCount(0);
});

test('one goes on at another device by a link that works once', async ({ page, people, browser, baseURL }) => {
  const me = await people.join('Karla');
  const words = unique('Skrevet på computeren');
  await people.comment(me, KEY, words);
  await remember(page.context(), me);
  await open(page, '/mine');
  const link = await new Mine(page).linkForAnother();
  expect(link).toMatch(/\/mine#flyt-[\w-]{43}$/);
  const phone = await browser.newPage({ baseURL });
  await open(phone, link);
  await expect(phone.getByRole('main')).toContainText('Du skriver som Karla');
  await expect(phone.getByRole('main')).toContainText(words);
  await expect(phone).toHaveURL('/mine');
  await phone.reload();
  await expect(phone.getByRole('main')).toContainText('Du skriver som Karla');
  const thief = await browser.newPage({ baseURL });
  await open(thief, link);
  await expect(thief.getByRole('main')).toContainText('Linket er brugt eller for gammelt.');
  await expect(thief.getByRole('main')).not.toContainText('Karla');
  await phone.close();
  await thief.close();
});

test('when the answer to the other device is lost, it asks again and is let in', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const me = await people.join('Ludvig');
  await remember(page.context(), me);
  await open(page, '/mine');
  const link = await new Mine(page).linkForAnother();
  const phone = await browser.newPage({ baseURL });
  await phone.route(
    '**/api/participants/handover',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await open(phone, link);
  await expect(phone.getByRole('main')).toContainText('der er ingen forbindelse');
  // The page is closed and the link opened once more.
  await open(phone, '/');
  await open(phone, link);
  await expect(phone.getByRole('main')).toContainText('Du skriver som Ludvig');
  await phone.close();
});

test('a link that is opened where somebody else is known asks first, also on the page that is open', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const [me, other] = [await people.join('Maren'), await people.join('Niels')];
  await remember(page.context(), me);
  await open(page, '/mine');
  const link = await new Mine(page).linkForAnother();
  const theirs = await browser.newPage({ baseURL });
  await remember(theirs.context(), other);
  await open(theirs, '/mine');
  await theirs.goto(link);
  const question = theirs.getByRole('group', { name: /kender dig allerede som Niels/ });
  await question.getByRole('button', { name: 'Bliv, som jeg er' }).click();
  await expect(theirs.getByRole('main')).toContainText('Du skriver som Niels');
  await theirs.goto(link);
  await question.getByRole('button', { name: 'Skift til linket' }).click();
  await expect(theirs.getByRole('main')).toContainText('Du skriver som Maren');
  await theirs.close();
});

test('one’s data comes as a file', async ({ page, people }) => {
  const me = await people.join('Oline');
  const words = unique('Det her er mit');
  await people.comment(me, KEY, words);
  await remember(page.context(), me);
  await open(page, '/mine');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Hent mine data (JSON)' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('bland-dig-mine-data.json');
  const data = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect([data.profile.name, data.comments[0].body]).toEqual(['Oline', words]);
  await expect(new Mine(page).status).toHaveText('Filen er hentet.');
});

test('whoever wants to be forgotten here is asked first, and then nothing is left', async ({ page }) => {
  await open(page, `/${HEARING}/${KEY}`);
  const thread = new Thread(page);
  const words = unique('Jeg går nu');
  await thread.composer.introduce('Palle', words);
  await expect(thread.post(words).whole).toBeVisible();
  await thread.composer.field.fill('Og dog');
  await expect(thread.composer.form).toContainText('Kladden er gemt.');
  await page.evaluate(async () => {
    localStorage.setItem('blanddig.outbox', '[]');
    sessionStorage.setItem('blanddig.typed', '{}');
    await caches.open('blanddig-laest');
  });
  await open(page, '/mine');
  const forget = page.getByRole('button', { name: 'Slet mig fra denne enhed' });
  const question = page.getByRole('group', { name: 'Slet mig fra denne enhed' });
  await forget.click();
  await expect(question.getByRole('button', { name: 'Fortryd' })).toBeFocused();
  await isOpenToAll(page);
  await question.getByRole('button', { name: 'Fortryd' }).click();
  await expect(forget).toBeFocused();
  expect((await kept(page)).length).toBeGreaterThan(2);
  await forget.click();
  await question.getByRole('button', { name: 'Ja, slet det' }).click();
  await expect(page.getByRole('main')).toContainText('Browseren her kender dig ikke endnu.');
  await expect(page.getByText('Og dog')).toHaveCount(0);
  await expect.poll(() => kept(page)).toEqual([]);
});
