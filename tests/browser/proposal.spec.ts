import { arrived, open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { ProposalForm } from './pages/proposal';
import { Thread } from './pages/thread';

const LIST = `/${HEARING}/forslag`;

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
  const support = page.getByRole('button', { name: /^(Støt forslaget|Du støtter)$/ });
  const main = page.getByRole('main');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('En rejsefører til skolen');
  const before = Number(/(\d+) støtter/.exec((await main.textContent()) ?? '')![1]);
  await expect(main).toContainText('Støtte er ikke en afstemning.');
  await support.click();
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(support).toHaveAccessibleName('Du støtter');
  await expect(main).toContainText(`${before + 1} støtter`);
  const thread = new Thread(page);
  const words = unique('Den rejsefører ville jeg købe');
  await thread.composerFor('Hvad mener du om forslaget?').write(words);
  await expect(thread.post(words).whole).toContainText('Fie');
  await expect(thread.post(words).whole).toContainText('Sendt');
  await page.reload();
  await arrived(page);
  await expect(thread.post(words).whole).toBeVisible();
  await expect(support).toHaveAttribute('aria-pressed', 'true');
});

test('who hears the form hears the step, its question, its answers and the ways on', async ({ page, people }) => {
  await remember(page.context(), await people.join('Gitte'));
  await open(page, ProposalForm.address('ide'));
  const form = new ProposalForm(page);
  const whole = page.locator('#forslag');
  await expect(whole).toMatchAriaSnapshot(`
    - paragraph: Trin 1 af 3
    - heading "Hvad handler det om?" [level=2]
    - combobox "Hvilket afsnit handler det om?"
    - button "Fortsæt"
  `);
  await form.idea('Hør her', 'Det kan høres.');
  await expect(whole).toMatchAriaSnapshot(`
    - paragraph: Trin 3 af 3
    - heading "Se det hele igennem" [level=2]
    - heading "Det kan alle læse" [level=3]
    - term: Afsnit
    - definition:
      - button "Ret Afsnit"
    - term: Forslaget med få ord
    - definition:
      - button "Ret Forslaget med få ord"
    - button "Send forslaget"
    - button "Tilbage"
  `);
});
