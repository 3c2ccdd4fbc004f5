import { arrived, open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { ProposalForm } from './pages/proposal';

const LIST = `/${HEARING}/forslag`;

test('whoever has an idea finds the form, sends it step by step, and gets a number', async ({ page }) => {
  await open(page, LIST);
  await page.getByRole('link', { name: 'Stil et forslag' }).click();
  await page.getByRole('link', { name: /^Idé/ }).click();
  await expect(page).toHaveURL(ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const title = unique('Skakborde på torvet');
  await expect(page.getByText('Trin 1 af 4')).toBeVisible();
  await form.section.selectOption({ label: 'Indsats 4: Den inddragende by' });
  await form.next.click();
  await expect(form.heading).toBeFocused();
  await expect(form.heading).toHaveText('Dit forslag');
  await expect(page).toHaveURL(`${ProposalForm.address('ide')}&trin=2`);
  await form.title.fill(title);
  await form.body.fill('To borde og en kasse brikker.');
  await form.next.click();
  await form.name.fill('Aksel');
  await form.next.click();
  await expect(form.heading).toHaveText('Se det hele igennem');
  await expect(page.getByText('Trin 4 af 4').first()).toBeVisible();
  for (const answer of ['Indsats 4: Den inddragende by', title, 'To borde og en kasse brikker.', 'Aksel']) {
    await expect(page.getByRole('main')).toContainText(answer);
  }
  await form.send.click();
  await expect(form.receipt.getByRole('heading', { level: 2 })).toBeFocused();
  const number = /\d+/.exec((await form.receipt.getByRole('heading', { level: 2 }).textContent()) ?? '')![0];
  await expect(form.receipt).toContainText('Hvad sker der nu?');
  await expect(form.receipt.getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Gem dit link' })).toBeVisible();
  await expect(page).toHaveURL(ProposalForm.address('ide'));
  await form.receipt.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page).toHaveURL(new RegExp(`${LIST}/[\\w-]{8,}$`));
  await expect(page.getByRole('main')).toContainText(`Forslag nr. ${number} · Idé`);
  await expect(page.getByRole('main')).toContainText('Gælder Indsats 4: Den inddragende by');
});

test('after it was sent the form is empty, also when the page is loaded again', async ({ page, people }) => {
  await remember(page.context(), await people.join('Agnes'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await expect(page.getByText('Trin 1 af 3')).toBeVisible();
  await form.idea(unique('Én gang er nok'), 'Og så ikke mere.');
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  await page.reload();
  await arrived(page);
  await expect(form.receipt).toHaveCount(0);
  await form.next.click();
  await expect(form.title).toHaveValue('');
});

test('whoever wants other words sees the difference word by word, in words as well as colours', async ({
  page,
  people,
}) => {
  await remember(page.context(), await people.join('Bitten'));
  await open(page, `/${HEARING}/maal-1`);
  await page.getByRole('link', { name: 'Foreslå en ny ordlyd' }).click();
  await expect(page).toHaveURL(ProposalForm.address('ordlyd', 'maal-1'));
  const form = new ProposalForm(page);
  const words = 'De faglige resultater skal forbedres for de 25 % svageste tosprogede elever.';
  await page.getByRole('button', { name: words }).click();
  await expect(form.original).toHaveValue(words);
  await expect(form.next).toBeFocused();
  await form.next.click();
  await expect(form.replacement).toHaveValue(words);
  await form.replacement.fill(words.replace('25', '20'));
  const preview = page.getByRole('region', { name: 'Sådan ændres teksten' });
  await expect(preview.getByRole('deletion')).toHaveText('Slettet: 25');
  await expect(preview.getByRole('insertion')).toHaveText('Tilføjet: 20');
  await form.reason.fill('Hellere lidt færre og lidt mere.');
  await form.next.click();
  await expect(page.getByRole('deletion')).toHaveText('Slettet: 25');
  await expect(page.getByRole('insertion')).toHaveText('Tilføjet: 20');
  await form.send.click();
  await form.receipt.getByRole('link').first().click();
  const difference = page.getByRole('region', { name: 'Sådan ændres teksten' });
  await expect(difference.getByRole('deletion')).toHaveText('Slettet: 25');
  await expect(difference.getByRole('insertion')).toHaveText('Tilføjet: 20');
  await expect(page.getByRole('region', { name: 'Begrundelse' })).toContainText('Hellere lidt færre');
});

test('from a paragraph’s conversation one comes to the form with the words of the paragraph', async ({ page }) => {
  await open(page, `/${HEARING}/maal-1?udgave=fuld`);
  const block = page.locator('.block').filter({ has: page.getByRole('link', { name: 'Kommentér' }) }).first();
  const words = ((await block.locator('.block__text').textContent()) ?? '').replace(/\s+/g, ' ').trim();
  await block.getByRole('link', { name: 'Kommentér' }).click();
  await page.getByRole('link', { name: 'Foreslå en anden ordlyd' }).click();
  await expect(page).toHaveURL(/slags=ordlyd&om=maal-1&afsnit=p-/);
  await arrived(page);
  const form = new ProposalForm(page);
  await expect(form.section).toHaveValue('maal-1');
  await expect(form.original).toHaveValue(words);
});

test('whoever chooses another section gets its paragraphs, and stays where they are', async ({ page }) => {
  await open(page, ProposalForm.address('ordlyd'));
  const form = new ProposalForm(page);
  await form.section.focus();
  await form.section.selectOption('maal-1');
  const pick = page.getByRole('button', { name: /De faglige resultater skal forbedres/ });
  await expect(pick).toBeVisible();
  await expect(form.section).toBeFocused();
  await pick.click();
  await form.section.selectOption('maal-2');
  await expect(pick).toHaveCount(0);
  await expect(form.original).toHaveValue('');
});

test('those who offer a partnership are named, and how to reach them is not', async ({ page, browser, baseURL }) => {
  await open(page, ProposalForm.address('partnerskab'));
  const form = new ProposalForm(page);
  const title = unique('Vi låner jer vores hal');
  await form.next.click();
  await form.title.fill(title);
  await form.body.fill('Hver onsdag aften.');
  await form.next.click();
  await expect(form.contact).toHaveAccessibleDescription(/Kun kommunen kan se det/);
  await form.organisation.fill('Badmintonklubben Fjeren');
  await form.contact.fill('fjeren@example.dk');
  await form.name.fill('Formanden');
  await form.next.click();
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Det ser kun kommunen' })).toBeVisible();
  await expect(main).toContainText('fjeren@example.dk');
  await form.send.click();
  await form.receipt.getByRole('link', { name: title }).click();
  await expect(main).toContainText('Tilbuddet kommer fra Badmintonklubben Fjeren');
  const stranger = await browser.newPage({ baseURL });
  await stranger.goto(page.url());
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(title);
  expect(await stranger.content()).not.toContain('fjeren@example.dk');
  await stranger.close();
});

test('whoever forgets something gets a list of it with the focus, and each line leads to its field', async ({
  page,
  people,
}) => {
  await remember(page.context(), await people.join('Carlo'));
  await open(page, ProposalForm.address('ordlyd'));
  const form = new ProposalForm(page);
  await form.next.click();
  await expect(form.errors).toBeFocused();
  await expect(form.errors).toContainText('Ret 2 felter, så kan du komme videre.');
  await expect(page).toHaveTitle(/^Fejl: /);
  await expect(form.section).toHaveAccessibleDescription('Vælg en af mulighederne.');
  await form.section.selectOption('maal-1');
  await form.errors.getByRole('link', { name: /^Det står der nu/ }).click();
  await expect(form.original).toBeFocused();
  await page.keyboard.type('unge');
  await form.next.click();
  await expect(page).not.toHaveTitle(/^Fejl: /);
  await form.replacement.fill('unge');
  await form.next.click();
  await expect(form.errors).toBeFocused();
  await expect(form.reason).toHaveAttribute('aria-invalid', 'true');
  await expect(form.reason).toHaveAccessibleDescription('Skriv noget her først.');
  await expect(form.replacement).toHaveAccessibleDescription(/Det er det samme, som der står nu\.$/);
  await page.goBack();
  await expect(form.heading).toHaveText('Hvilke ord vil du ændre?');
  await expect(form.errors).toHaveCount(0);
});

test('what is missing goes away as it is filled in, and the proposal can be sent', async ({ page, people }) => {
  await remember(page.context(), await people.join('Dagny'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const title = unique('Senge i læsesalen');
  await form.next.click();
  await form.body.fill('Man læser bedst liggende.');
  await form.next.click();
  await expect(form.errors).toContainText('Ret 1 felt, så kan du komme videre.');
  await expect(form.body).toHaveValue('Man læser bedst liggende.');
  await form.title.fill(title);
  await form.next.click();
  await form.send.click();
  await expect(form.receipt).toBeVisible();
});

test('a proposal without a name is refused at the name', async ({ page }) => {
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.next.click();
  await form.title.fill('Uden navn');
  await form.body.fill('Hvem er jeg?');
  await form.next.click();
  await form.next.click();
  await expect(form.errors).toBeFocused();
  await form.errors.getByRole('link', { name: /^Dit navn/ }).click();
  await expect(form.name).toBeFocused();
  await expect(form.name).toHaveAccessibleDescription('Skriv noget her først.');
});

test('a text that is far too long is told at its field, and stays', async ({ page, people }) => {
  await remember(page.context(), await people.join('Cilius'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const long = 'Meget. '.repeat(3_000);
  await form.next.click();
  await form.title.fill('👩‍👩‍👧‍👦 <b>فكرة</b>');
  await form.body.fill(long);
  await expect(page.getByText('20.999 af højst 10.000 tegn')).toBeVisible();
  await form.next.click();
  await expect(form.body).toHaveAccessibleDescription('Teksten er for lang.');
  await expect(form.body).toHaveValue(long);
  await form.body.fill('Kort.');
  await form.next.click();
  await expect(page.getByRole('main')).toContainText('👩‍👩‍👧‍👦 <b>فكرة</b>');
});

test('"back" goes one step back, the form’s own and the browser’s, and every answer is still there', async ({
  page,
  people,
}) => {
  await remember(page.context(), await people.join('Dorthe'));
  await open(page, LIST);
  await page.goto(ProposalForm.address('ide'));
  await arrived(page);
  const form = new ProposalForm(page);
  await form.idea('Frem og tilbage', 'Er lige langt.');
  await form.back.click();
  await expect(form.heading).toHaveText('Dit forslag');
  await expect(form.heading).toBeFocused();
  await expect(form.title).toHaveValue('Frem og tilbage');
  await page.goBack();
  await expect(form.heading).toHaveText('Hvad handler det om?');
  await page.goForward();
  await expect(form.body).toHaveValue('Er lige langt.');
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(LIST);
});

test('an answer is changed from the last step, which one comes straight back to', async ({ page }) => {
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.idea('Fejl i titlen', 'Men ikke her.', 'Emma');
  await form.change('Forslaget med få ord').click();
  await expect(form.title).toBeFocused();
  await form.title.fill('Ingen fejl i titlen');
  await form.next.click();
  await expect(form.heading).toHaveText('Se det hele igennem');
  await expect(page.getByRole('main')).toContainText('Ingen fejl i titlen');
  await form.change('Dit navn').click();
  await expect(form.name).toBeFocused();
});

test('a half-written proposal is there after a reload, at the step where one was', async ({ page }) => {
  await open(page, ProposalForm.address('ide', 'maal-5'));
  const form = new ProposalForm(page);
  await form.section.selectOption('maal-6');
  await form.next.click();
  await form.title.fill('Lys på stien');
  await form.body.fill('Der er mørkt');
  await expect(page.getByText('Kladden er gemt.')).toBeVisible();
  await page.reload();
  await arrived(page);
  await expect(form.title).toHaveValue('Lys på stien');
  await expect(form.body).toHaveValue('Der er mørkt');
  await form.next.click();
  await form.name.fill('Lygtemanden');
  await form.next.click();
  await expect(form.heading).toHaveText('Se det hele igennem');
  await page.reload();
  await arrived(page);
  await expect(form.heading).toHaveText('Se det hele igennem');
  await expect(page.getByRole('main')).toContainText('Lygtemanden');
  await form.change('Afsnit').click();
  await expect(form.section).toHaveValue('maal-6');
  await page.goto('/mine');
  await arrived(page);
  await page.getByRole('link', { name: 'Skriv videre' }).click();
  await arrived(page);
  await form.next.click();
  await expect(form.title).toHaveValue('Lys på stien');
});

test('a proposal that could not be sent stays, and sending it again makes one', async ({ page, people, request }) => {
  await remember(page.context(), await people.join('Ebbe'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const title = unique('Én, ikke to');
  await form.idea(title, 'Kun én gang.');
  await page.route('**/proposals', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await form.send.click();
  await expect(page.getByText(/^Ikke sendt: der er ingen forbindelse/).first()).toBeVisible();
  await expect(page.getByRole('main')).toContainText(title);
  await page.unroute('**/proposals');
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  const all = await (await request.get(`/api/consultations/${HEARING}/proposals?limit=100`)).json();
  expect(all.items.filter((proposal: { title: string }) => proposal.title === title)).toHaveLength(1);
});

test('what the server refuses leads back to the step where it can be put right', async ({ page, people }) => {
  await remember(page.context(), await people.join('Ejvind'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.idea('Afvist', 'Af en anden grund.');
  const fields = [{ field: 'title', flaw: 'too-long' }];
  await page.route('**/proposals', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: { status: 422, code: 'invalid', fields },
    }),
  );
  await form.send.click();
  await expect(form.errors).toBeFocused();
  await expect(form.title).toHaveAccessibleDescription(/Teksten er for lang\.$/);
  await page.unroute('**/proposals');
  await form.next.click();
  await expect(form.heading).toHaveText('Se det hele igennem');
});

test('a hearing that closes while one writes says so at the last step, and the text stays', async ({
  page,
  people,
}) => {
  await remember(page.context(), await people.join('Else'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.idea('For sent', 'Uret gik.');
  await page.route('**/proposals', (route) =>
    route.fulfill({ status: 409, contentType: 'application/problem+json', json: { status: 409, code: 'closed' } }),
  );
  await form.send.click();
  const told = page.getByRole('main').getByText('Høringen er slut, så det kan ikke sendes.');
  await expect(told).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Uret gik.');
  await page.reload();
  await arrived(page);
  await expect(page.getByRole('main')).toContainText('Uret gik.');
});

test('proposals like one’s own are shown while one writes, and nothing moves', async ({ page, context }) => {
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.next.click();
  await form.title.focus();
  const before = await form.next.boundingBox();
  await form.title.pressSequentially('En mentor fra den første dag');
  await expect(form.similar).toBeVisible();
  expect(await form.next.boundingBox()).toEqual(before);
  await expect(page.locator('#status')).toHaveText(/^\d forslag ligner dit$/);
  await expect(form.title).toBeFocused();
  const rows = form.similar.getByRole('listitem');
  expect(await rows.count()).toBeLessThanOrEqual(5);
  const mentor = rows.filter({ hasText: 'En mentor fra første dag' });
  await expect(mentor).toContainText(/Forslag nr\. \d+/);
  await expect(mentor).toContainText(/\d+ støtter/);
  await page.getByRole('button', { name: /forslag ligner dit$/ }).click();
  await expect(form.similar.getByRole('heading')).toBeFocused();
  const opened = context.waitForEvent('page');
  await mentor.getByRole('link').click();
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('En mentor fra første dag');
  await expect(form.title).toHaveValue('En mentor fra den første dag');
  await form.title.fill('xyzzy plugh');
  await expect(form.similar).toHaveCount(0);
});

test('whoever is offline is not told of similar proposals, nor that there are none', async ({ page, context }) => {
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.next.click();
  await context.setOffline(true);
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/search?'));
  await form.title.pressSequentially('En mentor fra første dag');
  await failed;
  await expect(form.similar).toHaveCount(0);
  await expect(page.getByText(/^Ikke sendt/)).toHaveCount(0);
});
