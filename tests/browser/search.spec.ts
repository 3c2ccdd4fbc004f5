import { open } from './house/arrival';
import { HEARING, unique } from './house/people';
import { expect, test } from './house/test';

test('whoever looks for a word finds the comment, marked, and comes to it', async ({ page, people, request }) => {
  const words = unique('Læsecaféerne');
  await people.comment(await people.join('Inger'), 'plads-til-lektier', `${words} skal holde åbent.`);
  const part = words.match(/\w{8}/)![0];
  await expect
    .poll(async () => (await (await request.get(`/api/consultations/${HEARING}/search?q=${part}`)).json()).total)
    .toBe(1);
  await open(page, `/${HEARING}/plads-til-lektier`);
  const field = page.getByRole('searchbox', { name: 'Søg i høringen' });
  // On a phone it stands in the contents, which open from the menu.
  if (!(await field.isVisible())) await page.getByRole('button', { name: 'Menu' }).click();
  await field.fill(part);
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Søgning: ${part}`);
  await expect(page.getByText('1 sted')).toBeVisible();
  await expect(page.locator('mark')).toHaveText(part);
  await page.getByRole('link', { name: 'Inger' }).click();
  await expect(page.getByRole('article').filter({ hasText: words })).toBeVisible();
});

test('a word that stands nowhere is said to, with what to do', async ({ page }) => {
  await page.goto(`/${HEARING}?soeg=xyzzyx`);
  await expect(page.getByText('Vi fandt ikke noget.')).toBeVisible();
  await expect(page.getByText('Prøv med et andet ord')).toBeVisible();
});
