import { isOpenToAll } from './house/barriers';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

test('an editor writes what the site says of itself, and goes back to the standard text', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is one text for all devices, and one at a time writes it');
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/sider');
  await expect(desk.way('Sider')).toHaveAttribute('aria-current', 'page');
  await isOpenToAll(page);
  await page.getByRole('link', { name: 'Kontakt' }).first().click();
  await expect(page).toHaveURL(/\/desk\/sider\/kontakt$/);
  await expect(page).toHaveTitle(/^Kontakt/);
  const field = page.getByRole('textbox', { name: 'Tekst', exact: true });
  await expect(field).toHaveValue(/Om en høring/);

  await field.fill('## Ring til os\n\nVi tager telefonen på 12 34 56 78.');
  await page.getByRole('button', { name: 'Se, hvordan det bliver' }).click();
  const looks = page.getByRole('region', { name: 'Sådan bliver det' });
  await expect(looks.getByRole('heading', { name: 'Ring til os' })).toBeVisible();
  await isOpenToAll(page);

  await page.reload();
  await expect(field).toHaveValue(/Ring til os/);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await desk.signIn('admin@example.org');
  await expect(field).toHaveValue(/Ring til os/);
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(desk.status).toHaveText('Gemt. Alle kan læse det nu.');

  const reader = await page.context().newPage();
  await reader.goto('/kontakt');
  await expect(reader.getByRole('heading', { name: 'Ring til os' })).toBeVisible();

  await page.getByRole('button', { name: 'Gå tilbage til standardteksten' }).click();
  await expect(page.getByRole('button', { name: 'Nej' })).toBeFocused();
  await page.getByRole('button', { name: 'Ja, brug standardteksten' }).click();
  await expect(field).toHaveValue(/Om en høring/);
  const earlier = page.getByRole('region', { name: 'Tidligere tekster' });
  await expect(earlier).toContainText('Vi tager telefonen');
  await isOpenToAll(page);
  await reader.reload();
  await expect(reader.getByRole('heading', { name: 'Om en høring' })).toBeVisible();
});
