import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

test('whoever is paused reads why, asks another moderator, and can write again', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const name = unique('Bent');
  const author = await people.join(name);
  const post = await people.comment(author, 'sammen-om-trygheden', unique('I er nogle klaphatte'));
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/nye/kommentar/${post.id}`);
  await page.getByText('Sæt forfatteren på pause …').click();
  const form = page.locator('details', { hasText: 'Sæt forfatteren på pause …' });
  await form.locator('select').last().selectOption('tonen');
  await form.getByLabel('Begrundelse til forfatteren').fill('Træk vejret, og kom igen i morgen.');
  await form.getByRole('button', { name: 'Sæt forfatteren på pause' }).click();
  await expect(desk.status).toContainText('Forfatteren er sat på pause.');

  const theirs = await browser.newContext({ baseURL });
  await remember(theirs, author);
  const mine = await theirs.newPage();
  await open(mine, '/mine');
  const told = mine.locator('.notice').filter({ hasText: 'Du er sat på pause' });
  await expect(told).toContainText('Træk vejret, og kom igen i morgen.');
  await told.getByText('Klag over afgørelsen').click();
  await told.getByRole('button', { name: 'Send klagen' }).click();
  await expect(told.getByRole('alert')).toContainText('Skriv noget her først.');
  await told.getByLabel('Hvorfor er afgørelsen forkert?').fill('Det var en kærlig drilleri.');
  await isOpenToAll(mine);
  await told.getByRole('button', { name: 'Send klagen' }).click();
  await expect(told).toContainText('Klagen er sendt. En anden moderator ser på den.');
  await expect(told).toContainText('Det var en kærlig drilleri.');

  // Who decided does not see it; somebody else does, and says why when it is to stand.
  await page.goto('/desk/pauser');
  await expect(page.getByRole('heading', { name: 'Klager over pauser' })).toBeVisible();
  await expect(desk.way('Pauser')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText('Ingen klager til dig.').or(page.getByRole('main').getByRole('listitem')).first()).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: name })).toHaveCount(0);
  const second = await browser.newContext({ baseURL });
  const other = new Desk(await second.newPage());
  await other.enterAsAdmin('/desk/pauser');
  const appeal = other.page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  await expect(appeal).toContainText('Det var en kærlig drilleri.');
  await appeal.getByRole('button', { name: 'Lad afgørelsen stå' }).click();
  const reason = appeal.getByLabel('Begrundelse til deltageren');
  await expect(reason).toBeFocused();
  await reason.fill('Du har ret, det var ikke så slemt.');
  await isOpenToAll(other.page);
  await other.page.reload();
  // What was typed is there after a reload, too.
  await expect(reason).toHaveValue('Du har ret, det var ikke så slemt.');
  await appeal.getByRole('button', { name: 'Ophæv pausen' }).click();
  await expect(other.page.locator('#gjort')).toHaveText('Svaret er sendt.');
  await expect(appeal).toHaveCount(0);

  await mine.reload();
  const over = mine.locator('.notice').filter({ hasText: 'Du kan skrive som alle andre igen.' });
  await expect(over).toContainText('Du fik medhold.');
  await expect(over).toContainText('Du har ret, det var ikke så slemt.');
  await isOpenToAll(mine);
  await theirs.close();
  await second.close();
});
