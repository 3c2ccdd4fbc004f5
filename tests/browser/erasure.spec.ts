import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const KEY = 'sammen-om-trygheden';

test('who asks for deletion gets an answer from an editor, and the name is gone', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const author = await people.join(unique('Bent'));
  const words = unique('Det skrev jeg i vrede');
  const post = await people.comment(author, KEY, words);

  const theirs = await browser.newContext({ baseURL });
  await remember(theirs, author);
  const mine = await theirs.newPage();
  await open(mine, '/mine');
  const card = mine.getByRole('listitem').filter({ hasText: words });
  await card.getByText('Bed om sletning').click();
  await card.getByLabel('Hvorfor? (valgfrit)').fill('Jeg vil ikke have mit navn på det.');
  await isOpenToAll(mine);
  await card.getByRole('button', { name: 'Send til kommunen' }).click();
  await expect(mine.getByRole('heading', { name: 'Bed om sletning' })).toBeFocused();
  const asked = mine.getByRole('listitem').filter({ hasText: 'Du bad om sletning' });
  await expect(asked).toContainText('Du får svar her senest');
  await expect(asked).toContainText('Jeg vil ikke have mit navn på det.');
  await isOpenToAll(mine);

  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/sletning');
  await expect(desk.way('Sletning')).toHaveAttribute('aria-current', 'page');
  await isOpenToAll(page);
  await page.getByRole('link', { name: author.name }).click();
  await expect(page).toHaveURL(/\/desk\/sletning\/[0-9a-f]{32}$/);
  await expect(page.getByRole('main')).toContainText(words);
  await page.getByRole('button', { name: 'Send svaret' }).click();
  await expect(page.getByRole('radio', { name: 'Fjern indlæggene fra siden' })).toBeFocused();
  await page.getByRole('radio', { name: 'Fjern navnet' }).check();
  const reply = page.getByLabel('Begrundet svar til deltageren');
  await expect(reply).toHaveValue(/Vi har fjernet dit navn/);
  await reply.fill('Navnet er væk. Ordene bliver, for andre har svaret på dem.');
  await page.reload();
  await expect(reply).toHaveValue('Navnet er væk. Ordene bliver, for andre har svaret på dem.');
  await isOpenToAll(page);
  await page.getByRole('button', { name: 'Send svaret' }).click();
  await expect(desk.status).toHaveText('Svaret er sendt.');
  await expect(page.getByRole('main')).toContainText('vises uden navn');
  await isOpenToAll(page);
  await page.goto('/desk/sletning/besvarede');
  await expect(page.getByRole('link', { name: author.name })).toBeVisible();

  await mine.reload();
  await expect(asked).toContainText('Dit navn er fjernet.');
  await expect(asked).toContainText('Navnet er væk. Ordene bliver, for andre har svaret på dem.');
  await open(page, `/${HEARING}/kommentar/${post.id}`);
  await expect(page.getByRole('main')).toContainText('Deltager');
  await expect(page.getByRole('main')).not.toContainText(author.name);
  await theirs.close();
});
