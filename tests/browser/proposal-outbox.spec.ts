import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type BrowserContext, type Page } from '@playwright/test';
import { arrived, open } from './house/arrival';
import { endHearing, openHearing } from './house/hearing';
import { cut, mend } from './house/network';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Mine } from './pages/mine';
import { ProposalForm } from './pages/proposal';

const PROPOSALS = '**/api/consultations/*/proposals';

/** The proposals with these words in their title, as everybody sees them. */
async function found(request: APIRequestContext, words: string, hearing = HEARING): Promise<{ title: string; author: { name: string } }[]> {
  const all = await (await request.get(`/api/consultations/${hearing}/proposals?limit=100`)).json();
  return all.items.filter((proposal: { title: string | null }) => proposal.title?.includes(words));
}

/** Everything filled in, and the connection gone. */
async function readyToSend(
  page: Page,
  context: BrowserContext,
  title: string,
  { name, hearing }: { name?: string; hearing?: string } = {},
): Promise<ProposalForm> {
  await open(page, ProposalForm.address('ide', undefined, hearing));
  const form = new ProposalForm(page);
  await form.idea(title, 'Skrevet under jorden.', name);
  await cut(context);
  return form;
}

test('without a connection a proposal waits, and becomes one by itself', async ({ page, people, context, request }) => {
  await remember(context, await people.join('Anker'));
  const title = unique('Net i metroen');
  const form = await readyToSend(page, context, title);
  await form.send.click();
  await expect(form.way).toContainText('Ikke sendt endnu');
  await expect(form.way.getByRole('heading')).toBeFocused();
  await expect(form.way).toContainText(title);
  await expect(form.way).toContainText('Det bliver sendt, så snart det kan lade sig gøre.');
  await mend(context);
  await expect(form.receipt).toBeVisible();
  expect(await found(request, title)).toHaveLength(1);
});

test('a newcomer’s proposal is sent under their name, though the page was closed, from whatever page', async ({
  page,
  context,
  request,
}) => {
  const title = unique('Lys i tunnelen');
  const form = await readyToSend(page, context, title, { name: 'Bodil' });
  await form.send.click();
  await expect(form.way).toContainText('Ikke sendt endnu');
  await page.close();
  expect(await found(request, title)).toHaveLength(0);
  await mend(context);
  const again = await context.newPage();
  await open(again, `/${HEARING}/maal-1`);
  await expect.poll(async () => (await found(request, title)).length).toBe(1);
  expect((await found(request, title))[0]!.author.name).toBe('Bodil');
  await open(again, '/mine');
  await expect(new Mine(again).card(title)).toHaveCount(1);
  await again.close();
});

test('what waits is still there after a reload, and can be tried again', async ({ page, people, context }) => {
  await remember(context, await people.join('Christa'));
  const title = unique('Prøv igen senere');
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.idea(title, 'Om lidt.');
  await page.route(PROPOSALS, (route) => route.fulfill({ status: 503, body: '' }));
  await form.send.click();
  await expect(form.way).toContainText('Ikke sendt endnu');
  await page.reload();
  await arrived(page);
  await expect(form.way).toContainText(title);
  await page.unroute(PROPOSALS);
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  await expect(form.receipt.getByRole('heading', { level: 2 })).toBeFocused();
});

test('what waits can be taken back and changed, and only the changed one is there', async ({
  page,
  people,
  context,
  request,
}) => {
  await remember(context, await people.join('Dagmar'));
  const [first, second] = [unique('Før'), unique('Efter')];
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.idea(first, 'Det var ikke det.');
  // The server has it, and its answer is lost.
  await page.route(PROPOSALS, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await form.send.click();
  await expect(form.way).toContainText('Ikke sendt endnu');
  await page.unroute(PROPOSALS);
  await form.takeBack.click();
  await expect(form.heading).toBeFocused();
  await form.change('Forslaget med få ord').click();
  await form.title.fill(second);
  await form.next.click();
  await form.send.click();
  await expect(form.receipt).toContainText(second);
  await expect.poll(async () => (await found(request, first)).length).toBe(0);
  expect(await found(request, second)).toHaveLength(1);
});

test('a second proposal can be written while the first one waits; each is found under one’s own', async ({
  page,
  people,
  context,
  request,
}) => {
  await remember(context, await people.join('Ebba'));
  const [first, second] = [unique('Den første'), unique('Den anden')];
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await page.route(PROPOSALS, (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await form.idea(first, 'Venter.');
  await form.send.click();
  await expect(form.way).toContainText('Ikke sendt endnu');
  await open(page, ProposalForm.address('ide'));
  await form.next.click();
  await form.title.fill(second);
  await expect(page.getByText('Kladden er gemt.')).toBeVisible();
  await open(page, '/mine');
  const mine = new Mine(page);
  await expect(mine.card(first)).toContainText('Stil et forslag');
  await mine.card(first).getByRole('button', { name: 'Ret det' }).click();
  await expect(mine.card(first)).toContainText('Du har allerede en kladde til samme sted.');
  await mine.card(second).getByRole('button', { name: 'Slet kladden' }).click();
  await mine.card(first).getByRole('button', { name: 'Ret det' }).click();
  await expect(mine.card(first).getByRole('link', { name: 'Skriv videre' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ikke sendt endnu' })).toHaveCount(0);
  expect(await found(request, first)).toHaveLength(0);
});

test('what was refused while nobody saw it is kept, with the reason', async ({ page, people, context, request }) => {
  const c = `slut-${randomUUID().slice(0, 8)}`;
  openHearing(c);
  await remember(context, await people.join('Frida'));
  const title = unique('For sent ude');
  const form = await readyToSend(page, context, title, { hearing: c });
  await form.send.click();
  await expect(form.way).toContainText('Ikke sendt endnu');
  await page.goto('about:blank');
  endHearing(c);
  await mend(context);
  const refused = page.waitForResponse((response) => response.url().endsWith(`/${c}/proposals`) && response.status() === 409);
  await open(page, `/${HEARING}/maal-1`);
  await refused;
  await open(page, '/mine');
  const card = new Mine(page).card(title);
  await expect(card).toContainText('Høringen er slut');
  await card.getByRole('button', { name: 'Ret det' }).click();
  await expect(card.getByRole('link', { name: 'Skriv videre' })).toBeVisible();
  expect(await found(request, title, c)).toHaveLength(0);
});
