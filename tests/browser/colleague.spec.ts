import { isOpenToAll } from './house/barriers';
import { unique } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const NEW = 'fire tilfældige ord her';

test('an admin invites a colleague, who chooses a password, changes it, and is let go', async ({
  page,
  browser,
  baseURL,
}) => {
  const email = `${unique('lene').replace(/\W+/g, '')}@example.org`;
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/kolleger');
  await expect(desk.way('Kolleger')).toHaveAttribute('aria-current', 'page');
  await page.getByRole('button', { name: 'Lav et link' }).click();
  await expect(page.locator('#kollega-email')).toBeFocused();
  await expect(page.locator('#kollega-email')).toHaveAccessibleDescription('Skriv din mailadresse.');
  await page.locator('#kollega-email').fill(email);
  await page.getByRole('button', { name: 'Lav et link' }).click();
  const link = page.getByRole('textbox', { name: 'Link til en adgangskode' });
  await expect(link).toHaveValue(/\/desk\/invitation#[\w-]{43}$/);
  const line = page.getByRole('listitem').filter({ hasText: email });
  await expect(line).toContainText('inviteret, har ikke valgt adgangskode endnu');
  await isOpenToAll(page);

  const other = await browser.newPage({ baseURL });
  const lene = new Desk(other);
  await other.goto(await link.inputValue());
  await other.getByLabel('Ny adgangskode').fill(NEW);
  await other.getByRole('button', { name: 'Gem adgangskoden' }).click();
  await expect(other.getByText('Din adgangskode er gemt.').first()).toBeVisible();
  await lene.enter('/desk/konto', NEW, email);
  await expect(lene.way('Kolleger')).toHaveCount(0);
  await expect(other.getByRole('listitem').filter({ hasText: 'den, du bruger nu' })).toHaveCount(1);
  await other.getByLabel('Din adgangskode nu').fill('noget andet');
  await other.getByLabel('Ny adgangskode').fill(`${NEW} igen`);
  await other.getByRole('button', { name: 'Gem adgangskoden' }).click();
  await expect(other.getByLabel('Din adgangskode nu')).toHaveAccessibleDescription('Det er ikke din adgangskode.');
  await isOpenToAll(other);
  await other.getByLabel('Din adgangskode nu').fill(NEW);
  await other.getByRole('button', { name: 'Gem adgangskoden' }).click();
  await expect(other.getByText('Din adgangskode er skiftet.').first()).toBeVisible();

  await page.reload();
  await line.getByRole('combobox', { name: `Adgang for ${email}` }).selectOption('Redaktør');
  await expect(desk.status).toHaveText('Adgangen er ændret.');
  await line.getByRole('button', { name: 'Luk adgangen' }).click();
  await expect(line.getByRole('button', { name: 'Nej' })).toBeFocused();
  await line.getByRole('button', { name: 'Ja, luk adgangen' }).click();
  await expect(line).toHaveCount(0);
  await other.reload();
  await expect(lene.email).toBeVisible();
  await other.close();

  await desk.follow('Journal');
  const newest = page.getByRole('main').getByRole('listitem').filter({ hasText: 'admin@example.org' }).first();
  await expect(newest).toContainText('Lukkede en kollegas adgang');
  await isOpenToAll(page);
});

test('whoever has to sign in again soon is told, and does so where they are', async ({ page }) => {
  // As if the working day were nearly over, until one has signed in anew.
  let nearly = true;
  await page.route('**/api/desk/session', async (route) => {
    if (route.request().method() === 'DELETE') nearly = false;
    if (route.request().method() !== 'GET' || !nearly) return route.fallback();
    const response = await route.fetch();
    const staff = await response.json();
    await route.fulfill({ response, json: { ...staff, expires: new Date(Date.now() + 240_000).toISOString() } });
  });
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/kolleger');
  await expect(page.getByText('Om lidt bliver du logget ud.').first()).toBeVisible();
  const again = page.getByRole('button', { name: 'Log ind igen nu' });
  await again.click();
  await expect(desk.email).toBeFocused();
  await expect(page.getByText('det, du har skrevet, står der stadig')).toBeVisible();
  await desk.signIn('admin@example.org');
  await expect(desk.way('Kolleger')).toHaveAttribute('aria-current', 'page');
  await expect(again).toHaveCount(0);
});
