import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { endHearing, openHearing } from './house/hearing';
import { cut, mend } from './house/network';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Mine } from './pages/mine';
import { ProposalForm } from './pages/proposal';
import { Selection } from './pages/selection';
import { Thread } from './pages/thread';

// What was sent, did not go through, and is taken up again.

const KEY = 'klart-sprog';
const SECTION = `/${HEARING}/${KEY}`;

/** What is posted arrives, and the answer is lost. */
async function loseAnswers(page: Page, path: string): Promise<void> {
  await page.route(path, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  });
}

const waiting = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words }).last();

test('words that were changed after a lost answer are what stands there, once', async ({ page, people }) => {
  await remember(page.context(), await people.join('Anker'));
  await open(page, SECTION);
  const { composer } = new Thread(page);
  const mark = unique('');
  const [first, then] = [`Først sådan ${mark}`, `Nej, sådan ${mark}`];
  await loseAnswers(page, '**/comments');
  await composer.write(first);
  await waiting(page, first).getByRole('button', { name: 'Ret den' }).click();
  await page.unroute('**/comments');
  await expect(composer.field).toHaveValue(first);
  await composer.write(then);
  await expect(waiting(page, then)).toContainText('Sendt');
  await expect.poll(async () => (await people.find(KEY, mark)).map((post) => post.body)).toEqual([then]);
});

test('a proposal that was changed after a lost answer is sent as it is now, once', async ({ page, people, request }) => {
  await remember(page.context(), await people.join('Agnes'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const mark = unique('Sø');
  await form.idea(mark, 'Grav den.');
  await loseAnswers(page, '**/proposals');
  await form.send.click();
  await expect(form.send).toHaveText('Prøv igen');
  await page.unroute('**/proposals');
  await form.takeBack.click();
  await form.change('Forslaget').click();
  await form.body.fill('Grav den, og plant siv.');
  await form.next.click();
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  const found = await request.get(`/api/consultations/${HEARING}/proposals?limit=100`);
  const { items } = (await found.json()) as { items: { title: string; body: string }[] };
  expect(items.filter((one) => one.title === mark).map((one) => one.body)).toEqual(['Grav den, og plant siv.']);
});

/** Fills in what each kind asks for, up to the check. */
const FILL: Record<'ordlyd' | 'partnerskab', (form: ProposalForm, words: string) => Promise<void>> = {
  ordlyd: async (form, words) => {
    await form.next.click();
    await form.original.fill('Teksten skal være klar');
    await form.next.click();
    await form.replacement.fill(words);
    await form.reason.fill('Det er lettere at læse.');
    await form.next.click();
  },
  partnerskab: async (form, words) => {
    await form.next.click();
    await form.title.fill(words);
    await form.body.fill('Vi stiller lokaler til rådighed.');
    await form.next.click();
    await form.organisation.fill('Ungdomsskolen');
    await form.contact.fill('kontoret@ungdomsskolen.example');
    await form.next.click();
  },
};

for (const kind of ['ordlyd', 'partnerskab'] as const) {
  test(`a proposal (${kind}) whose answer was lost is one proposal when it is sent again`, async ({
    page,
    people,
    request,
  }) => {
    await remember(page.context(), await people.join('Asger'));
    await open(page, ProposalForm.address(kind, kind === 'ordlyd' ? KEY : undefined));
    const form = new ProposalForm(page);
    const words = unique('Fælles');
    await FILL[kind](form, words);
    await expect(form.heading).toHaveText('Se det hele igennem');
    await loseAnswers(page, '**/proposals');
    await form.send.click();
    await expect(form.send).toHaveText('Prøv igen');
    await page.unroute('**/proposals');
    let sent = 0;
    page.on('request', (request) => (sent += Number(request.method() === 'POST' && request.url().endsWith('/proposals'))));
    await form.send.click();
    await expect(form.receipt).toBeVisible();
    expect(sent).toBe(1);
    const found = await request.get(`/api/consultations/${HEARING}/proposals?limit=100`);
    expect((await found.text()).split(words).length - 1).toBe(1);
  });
}

test('an answer to an answer that waits is written on where it was written, also from “Mine indlæg”', async ({
  page,
  people,
  context,
}) => {
  const [bo, eva] = [await people.join('Bo'), await people.join('Eva')];
  const [question, reply, words] = [unique('Hvad med bussen?'), unique('Den kører'), unique('Ikke om natten')];
  const top = await people.comment(bo, KEY, question);
  const below = await people.comment(eva, KEY, reply, { parent: top.id });
  await remember(context, await people.join('Ida'));
  await open(page, SECTION);
  const thread = new Thread(page);
  await thread.post(reply).reply.click();
  await cut(context);
  await thread.composerFor('Svar til Eva').write(words);
  await waiting(page, words).getByRole('button', { name: 'Ret den' }).click();
  await expect(thread.composerFor('Svar til Eva').field).toHaveValue(words);
  await mend(context);
  await open(page, '/mine');
  await new Mine(page).card(words).getByRole('link', { name: 'Skriv videre' }).click();
  await expect(page).toHaveURL(new RegExp(below.id));
  await expect(thread.composerFor('Svar til Eva').field).toHaveValue(words);
});

test('a comment on chosen words that waits is still about them when it is written on', async ({
  page,
  people,
  context,
}) => {
  await remember(context, await people.join('Uffe'));
  await open(page, `/${HEARING}/plads-til-lektier?udgave=fuld`);
  const selection = new Selection(page);
  const chosen = 'Pengene rækker';
  await selection.select(chosen);
  await selection.button.click();
  const composer = new Thread(page).composerFor('Hvad mener du om dette sted?');
  const words = unique('Netop det');
  await cut(context);
  await composer.write(words);
  await waiting(page, words).getByRole('button', { name: 'Ret den' }).click();
  await expect(selection.about).toContainText(`»${chosen}«`);
  await expect(composer.field).toHaveValue(words);
  await mend(context);
});

test('what waits and what was refused is among one’s own posts, and a draft again when it is asked back', async ({
  page,
  people,
  context,
}) => {
  await remember(context, await people.join('Karl'));
  await open(page, SECTION);
  const words = unique('Stadig på vej');
  await page.route('**/comments', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await new Thread(page).composer.write(words);
  await expect(waiting(page, words)).toContainText('Ikke sendt');
  // The page tries again by itself; until it knows the post is not to be had.
  const failed = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
  await open(page, '/mine');
  await failed;
  const card = new Mine(page).card(words);
  await expect(page.getByRole('heading', { name: 'Ikke sendt endnu' })).toBeVisible();
  await card.getByRole('button', { name: 'Ret den' }).click();
  await expect(page.getByRole('heading', { name: 'Kladder' })).toBeFocused();
  await expect(card.getByRole('link', { name: 'Skriv videre' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ikke sendt endnu' })).toHaveCount(0);
});

test('somebody whom the server does not know yet loses nothing on “Mine indlæg”', async ({ page }) => {
  await open(page, SECTION);
  const words = unique('Den første');
  await page.route('**/api/participants', (route) => route.abort());
  await new Thread(page).composer.introduce('Nina', words);
  await expect(waiting(page, words)).toContainText('Ikke sendt');
  await open(page, '/mine');
  await expect(page.getByText('Du skriver som Nina')).toBeVisible();
  await expect(new Mine(page).card(words)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Gem dit link' })).toHaveCount(0);
  await page.unroute('**/api/participants');
  await open(page, SECTION);
  await expect(waiting(page, words)).toContainText('Nina');
  await expect(waiting(page, words)).toHaveAttribute('data-id', /./);
});

test('who is forgotten in one window is forgotten in the others', async ({ page, people, context }) => {
  await remember(context, await people.join('Poul'));
  await open(page, SECTION);
  const { composer } = new Thread(page);
  await composer.field.click();
  await expect(composer.form).toContainText('Du skriver som Poul');
  const other = await context.newPage();
  await open(other, '/mine');
  await other.getByRole('button', { name: 'Slet mig fra denne enhed' }).click();
  await other.getByRole('button', { name: 'Ja, slet det' }).click();
  await expect(composer.name).toBeVisible();
  await expect(composer.form).not.toContainText('Poul');
  await other.close();
});

test('when a hearing has ended, what one had begun can still be read and taken along', async ({ page }) => {
  const c = `slut-${randomUUID().slice(0, 8)}`;
  openHearing(c);
  await open(page, `/${c}`);
  await page.getByRole('link', { name: /Hvor/ }).first().click();
  const { composer } = new Thread(page);
  const words = unique('En lang tekst, som jeg skriver på. '.repeat(12));
  await composer.field.fill(words);
  await expect(composer.form).toContainText('Kladden er gemt.');
  endHearing(c);
  await page.reload();
  await arrived(page);
  await expect(composer.form).toHaveCount(0);
  const told = page.locator('p').filter({ hasText: 'Nåede du ikke at sende det, du skrev?' });
  await told.getByRole('link', { name: 'Mine indlæg' }).click();
  await expect(new Mine(page).card(words)).toBeVisible();
});
