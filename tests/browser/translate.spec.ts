import { open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { translate } from './house/translate';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const KEY = 'klart-sprog';
const SECTION = `/${HEARING}/${KEY}`;

test('on a translated page one agrees, and the number changes', async ({ page, people }) => {
  const words = unique('Skriv det på somali også');
  await people.comment(await people.join('Ayaan'), KEY, words);
  await remember(page.context(), await people.join('Bilal'));
  await open(page, SECTION);
  await translate(page);
  const { support } = new Thread(page).post(words);
  await support.click();
  await expect(support).toHaveText(/1$/);
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await translate(page);
  await support.click();
  await expect(support).not.toHaveText(/\d/);
});

test('on a translated page a newcomer comments, and the post says what happens', async ({ page, people }) => {
  await open(page, SECTION);
  await translate(page);
  const thread = new Thread(page);
  const words = unique('Oversat til polsk');
  await page.route('**/api/participants', (route) => route.abort(), { times: 1 });
  await thread.composer.introduce('Celina', words);
  const { whole } = thread.post(words);
  const again = whole.getByRole('button', { name: 'Prøv igen' });
  await expect(whole).toContainText('Ikke sendt');
  await expect(thread.status).toHaveText(/^Ikke sendt/);
  await translate(page);
  await again.click();
  await expect(whole).toContainText('Sendt');
  await expect(whole).toContainText('Celina');
  await expect(whole).not.toContainText('Ikke sendt');
  await expect(again).toHaveCount(0);
  await expect(thread.status).toHaveText('Din kommentar er sendt.');
  expect(await people.find(KEY, words)).toHaveLength(1);
});

test('on a translated page one answers', async ({ page, people }) => {
  const [words, answer] = [unique('Hvad med tegnsprog?'), unique('Godt spørgsmål')];
  await people.comment(await people.join('Dina'), KEY, words);
  await remember(page.context(), await people.join('Emir'));
  await open(page, SECTION);
  await translate(page);
  const thread = new Thread(page);
  await thread.post(words).reply.click();
  await translate(page);
  await thread.composerFor('Svar til Dina').write(answer);
  await expect(thread.post(answer).whole).toContainText('Emir');
});

test('a translated page leads on to the next, which is whole', async ({ page }) => {
  await open(page, SECTION);
  await translate(page);
  await page.getByRole('link', { name: /^Forrige/ }).click();
  await expect(page).not.toHaveURL(SECTION);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Det gør vi: Sig det videre');
  await translate(page);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Det gør vi: Klart sprog fra kommunen');
});

test('a translated form tells what is missing, and what is missing no longer', async ({ page, people }) => {
  await remember(page.context(), await people.join('Fatma'));
  await open(page, ProposalForm.address('ide'));
  await translate(page);
  const form = new ProposalForm(page);
  await form.next.click();
  await translate(page);
  await form.next.click();
  await expect(form.errors).toContainText('Ret 2 felter, så kan du komme videre.');
  await translate(page);
  await form.title.fill(unique('Oversat idé'));
  await form.next.click();
  await expect(form.errors).toContainText('Ret 1 felt, så kan du komme videre.');
  await form.body.fill('Og hele idéen.');
  await form.next.click();
  await translate(page);
  await form.send.click();
  await expect(form.receipt).toBeVisible();
});
