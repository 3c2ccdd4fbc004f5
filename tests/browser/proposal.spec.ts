import { arrived, open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const LIST = `/${HEARING}/forslag`;

test('whoever has an idea finds the form, sends it, and gets a number', async ({ page }) => {
  await open(page, LIST);
  await page.getByRole('link', { name: 'Stil et forslag' }).click();
  await page.getByRole('link', { name: /^Idé/ }).click();
  await expect(page).toHaveURL(ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const title = unique('Skakborde på torvet');
  await form.section.selectOption({ label: 'Indsats 4: Den inddragende by' });
  await form.title.fill(title);
  await form.body.fill('To borde og en kasse brikker.');
  await form.name.fill('Aksel');
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  const number = /\d+/.exec((await form.receipt.getByRole('heading').textContent()) ?? '')![0];
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page).toHaveURL(new RegExp(`${LIST}/[\\w-]{8,}$`));
  await expect(page.getByRole('main')).toContainText(`Forslag nr. ${number} · Idé`);
  await expect(page.getByRole('main')).toContainText('Gælder Indsats 4: Den inddragende by');
  await expect(page.getByRole('region', { name: 'Gem dit link' })).toBeVisible();
  await page.reload();
  await arrived(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(form.receipt).toHaveCount(0);
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
  await expect(form.replacement).toBeFocused();
  await expect(form.original).toHaveValue(words);
  await expect(form.replacement).toHaveValue(words);
  await form.replacement.fill(words.replace('25', '20'));
  const preview = page.getByRole('region', { name: 'Sådan ændres teksten' });
  await expect(preview.getByRole('deletion')).toHaveText('Slettet: 25');
  await expect(preview.getByRole('insertion')).toHaveText('Tilføjet: 20');
  await form.reason.fill('Hellere lidt færre og lidt mere.');
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  const difference = page.getByRole('region', { name: 'Sådan ændres teksten' });
  await expect(difference.getByRole('deletion')).toHaveText('Slettet: 25');
  await expect(difference.getByRole('insertion')).toHaveText('Tilføjet: 20');
  await expect(page.getByRole('region', { name: 'Begrundelse' })).toContainText('Hellere lidt færre');
});

test('those who offer a partnership are named, and how to reach them is not', async ({ page, browser, baseURL }) => {
  await open(page, ProposalForm.address('partnerskab'));
  const form = new ProposalForm(page);
  const title = unique('Vi låner jer vores hal');
  await form.title.fill(title);
  await form.body.fill('Hver onsdag aften.');
  await form.organisation.fill('Badmintonklubben Fjeren');
  await form.contact.fill('fjeren@example.dk');
  await form.name.fill('Formanden');
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Tilbuddet kommer fra Badmintonklubben Fjeren');
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
  await form.send.click();
  await expect(form.errors).toBeFocused();
  await expect(form.errors).toContainText(/Ret \d felter, så kan du sende\./);
  await expect(form.reason).toHaveAttribute('aria-invalid', 'true');
  await expect(form.reason).toHaveAccessibleDescription('Skriv noget her først.');
  await form.errors.getByRole('link', { name: /^Hvorfor\?/ }).click();
  await expect(form.reason).toBeFocused();
  await expect(form.section).toHaveAccessibleDescription('Vælg en af mulighederne.');
});

test('what is missing goes away as it is filled in, and the proposal can be sent', async ({ page, people }) => {
  await remember(page.context(), await people.join('Dagny'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const title = unique('Senge i læsesalen');
  await form.body.fill('Man læser bedst liggende.');
  await form.send.click();
  await expect(form.errors).toContainText('Ret 1 felt, så kan du sende.');
  await expect(form.body).toHaveValue('Man læser bedst liggende.');
  await form.title.fill(title);
  await form.send.click();
  await expect(form.receipt).toBeVisible();
});

test('a proposal without a name is refused at the name', async ({ page }) => {
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  await form.title.fill('Uden navn');
  await form.body.fill('Hvem er jeg?');
  await form.send.click();
  await expect(form.name).toBeFocused();
  await expect(form.name).toHaveAccessibleDescription('Skriv noget her først.');
});

test('a half-written proposal is there after a reload', async ({ page }) => {
  await open(page, ProposalForm.address('ide', 'maal-5'));
  const form = new ProposalForm(page);
  await form.title.fill('Lys på stien');
  await form.body.fill('Der er mørkt');
  await expect(page.getByText('Kladden er gemt.')).toBeVisible();
  await page.reload();
  await arrived(page);
  await expect(form.title).toHaveValue('Lys på stien');
  await expect(form.body).toHaveValue('Der er mørkt');
  await expect(form.section).toHaveValue('maal-5');
});

test('a proposal that could not be sent stays, and sending it again makes one', async ({ page, people, request }) => {
  await remember(page.context(), await people.join('Ebbe'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const title = unique('Én, ikke to');
  await form.title.fill(title);
  await form.body.fill('Kun én gang.');
  await page.route('**/proposals', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await form.send.click();
  await expect(page.getByText(/^Ikke sendt: der er ingen forbindelse/).first()).toBeVisible();
  await expect(form.title).toHaveValue(title);
  await page.unroute('**/proposals');
  await form.send.click();
  await expect(form.receipt).toBeVisible();
  const all = await (await request.get(`/api/consultations/${HEARING}/proposals?limit=100`)).json();
  expect(all.items.filter((proposal: { title: string }) => proposal.title === title)).toHaveLength(1);
});

// What others propose meanwhile has less support: those of the demonstration stay on the first page.
const MOST_AGREED = `${LIST}?sortering=enige`;

test('the list can be narrowed to one kind, at an address of its own', async ({ page }) => {
  await open(page, MOST_AGREED);
  const kinds = page.getByRole('navigation', { name: 'Slags' });
  const cards = page.getByRole('main').getByRole('listitem');
  await expect(cards.filter({ hasText: 'En mentor fra første dag' })).toBeVisible();
  await kinds.getByRole('link', { name: 'Partnerskab' }).click();
  await expect(page).toHaveURL(`${MOST_AGREED}&slags=partnerskab`);
  await expect(kinds.getByRole('link', { name: 'Partnerskab' })).toHaveAttribute('aria-current', 'true');
  await expect(cards.filter({ hasText: 'To pladser i et cykelværksted' })).toBeVisible();
  await expect(cards.filter({ hasText: 'En mentor fra første dag' })).toHaveCount(0);
  await page.goBack();
  await expect(cards.filter({ hasText: 'En mentor fra første dag' })).toBeVisible();
});

test('a reader supports a proposal and comments on it', async ({ page, people }) => {
  await remember(page.context(), await people.join('Fie'));
  await open(page, MOST_AGREED);
  await page.getByRole('link', { name: /En rejsefører til skolen/ }).click();
  const support = page.getByRole('button', { name: /Støt forslaget/ });
  const before = Number(/\d+/.exec((await support.textContent()) ?? '')![0]);
  await support.click();
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(support).toHaveText(new RegExp(`${before + 1}$`));
  const thread = new Thread(page);
  const words = unique('Den rejsefører ville jeg købe');
  await thread.composerFor('Hvad mener du om forslaget?').write(words);
  await expect(thread.post(words).whole).toContainText('Fie');
  await page.reload();
  await arrived(page);
  await expect(thread.post(words).whole).toBeVisible();
  await expect(support).toHaveAttribute('aria-pressed', 'true');
});
