import type { Page, Request } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { HEARING, type People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Thread } from './pages/thread';

const KEY = 'maal-2';
const SECTION = `/${HEARING}/${KEY}`;
const POSTS = `**/api/consultations/${HEARING}/sections/${KEY}/comments`;

/** A reader whom the browser knows, on the section. */
async function known(page: Page, people: People): Promise<Thread> {
  await remember(page.context(), await people.join('Anker'));
  await open(page, SECTION);
  return new Thread(page);
}

/** The server refuses what is posted. */
async function refuse(page: Page, status: number, code: string, headers: Record<string, string> = {}): Promise<void> {
  await page.route(POSTS, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status, headers, contentType: 'application/problem+json', json: { status, code } })
      : route.fallback(),
  );
}

/** The client keys of what is posted, as it happens. */
function keysSent(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'POST' && request.url().endsWith('/comments')) keys.push(request.postDataJSON().client_key);
  });
  return keys;
}

/** The post as it stands in its thread before the server has it. */
function waiting(page: Page, words: string) {
  const post = page.getByRole('article').filter({ hasText: words });
  return { post, again: post.getByRole('button', { name: 'Prøv igen' }), back: post.getByRole('button', { name: 'Ret den' }) };
}

/** It has been sent, as one post. */
async function wasSentOnce(page: Page, people: People, words: string, keys: string[]): Promise<void> {
  const { post, again } = waiting(page, words);
  await expect(post).toContainText('Sendt');
  await expect(post).toContainText('Anker');
  await expect(again).toHaveCount(0);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(await people.find(KEY, words)).toHaveLength(1);
  await page.reload();
  await arrived(page);
  await expect(new Thread(page).composer.field).toHaveValue('');
  await expect(post).toHaveCount(1);
}

test('nothing is sent when nothing is written, and the field says so', async ({ page, people }) => {
  const { composer } = await known(page, people);
  const keys = keysSent(page);
  await composer.field.click();
  await composer.send.click();
  await expect(composer.field).toHaveAccessibleDescription(/Skriv noget her først\./);
  await expect(composer.form.getByText('Skriv noget her først.')).toBeVisible();
  await composer.field.fill('Noget');
  await expect(composer.form.getByText('Skriv noget her først.')).toHaveCount(0);
  expect(keys).toEqual([]);
});

test('a newcomer without a name is told at the name', async ({ page }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.fill('Jeg er ingen');
  await composer.send.click();
  await expect(composer.name).toHaveAttribute('aria-invalid', 'true');
  await expect(composer.name).toHaveAccessibleDescription('Skriv noget her først.');
  await expect(composer.form.getByText('Skriv dit navn først.')).toBeVisible();
  await expect(composer.field).toHaveValue('Jeg er ingen');
});

test('whoever writes too much sees how much, and is told before anything is sent', async ({ page, people }) => {
  const { composer } = await known(page, people);
  const keys = keysSent(page);
  await composer.field.fill('x'.repeat(10_001));
  await expect(composer.form).toContainText('10.001 af højst 10.000 tegn');
  await composer.send.click();
  await expect(composer.field).toHaveAccessibleDescription(/Teksten er for lang\./);
  expect(keys).toEqual([]);
});

test('when the server cannot save, the post waits in its thread, and sending again sends it once', async ({
  page,
  people,
}) => {
  const thread = await known(page, people);
  const keys = keysSent(page);
  const words = unique('Det her er vigtigt');
  await refuse(page, 503, 'unavailable');
  await thread.composer.write(words);
  const { post, again } = waiting(page, words);
  await expect(post).toContainText(/Ikke sendt: vi kan ikke gemme lige nu/);
  await expect(post).toBeFocused();
  await expect(thread.status).toHaveText(/^Ikke sendt/);
  await page.unroute(POSTS);
  await again.click();
  await wasSentOnce(page, people, words, keys);
});

test('when only the answer was lost, sending again makes no second comment', async ({ page, people }) => {
  const thread = await known(page, people);
  const keys = keysSent(page);
  const words = unique('Kom den frem?');
  await page.route(POSTS, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await thread.composer.write(words);
  const { again } = waiting(page, words);
  await expect(again).toBeVisible();
  await page.unroute(POSTS);
  await again.click();
  await wasSentOnce(page, people, words, keys);
});

test('a post that was not sent can be taken back to write on in it', async ({ page, people }) => {
  const thread = await known(page, people);
  const words = unique('Næsten færdig');
  await refuse(page, 503, 'unavailable');
  await thread.composer.write(words);
  const { post, back } = waiting(page, words);
  await back.click();
  await expect(post).toHaveCount(0);
  await expect(thread.composer.field).toHaveValue(words);
  await expect(thread.composer.field).toBeFocused();
  await page.reload();
  await arrived(page);
  await expect(post).toHaveCount(0);
  await expect(thread.composer.field).toHaveValue(words);
});

for (const [status, code, message] of [
  [429, 'too-many', 'Du har sendt meget på kort tid. Prøv igen om 2 minutter.'],
  [409, 'closed', 'Høringen er slut, så det kan ikke sendes.'],
] as const) {
  test(`a refusal with ${code} is told next to what was written, which stays`, async ({ page, people }) => {
    const thread = await known(page, people);
    await refuse(page, status, code, { 'retry-after': '120' });
    await thread.composer.write('Hører I efter?');
    await expect(thread.composer.form.getByText(message)).toBeVisible();
    await expect(thread.composer.field).toHaveAccessibleDescription(new RegExp(message));
    await expect(thread.composer.field).toHaveValue('Hører I efter?');
  });
}

test('whoever the server no longer knows gives a name anew and sends the same text', async ({ page, people }) => {
  await remember(page.context(), { id: 'x', token: 'nobody-knows-this-token', name: 'Bodil' });
  await open(page, SECTION);
  const thread = new Thread(page);
  const words = unique('Hvem var jeg?');
  await thread.composer.write(words);
  await expect(thread.composer.form.getByText(/^Vi kender ikke denne browser mere/)).toBeVisible();
  await expect(thread.composer.field).toHaveValue(words);
  await thread.composer.name.fill('Bodil igen');
  await thread.composer.send.click();
  await expect(thread.post(words).whole).toContainText('Bodil igen');
});
