import { join } from 'node:path';
import { isOpenToAll } from './house/barriers';
import { unique } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const ICON = join(__dirname, '../../src/server/assets/icon-512.png');

test('an editor writes news with a picture, plans it, publishes it, and readers answer', async ({ page }) => {
  const title = unique('Kom til møde');
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/nyt');
  await expect(desk.way('Nyt')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('link', { name: /Det taler I om/ })).toBeVisible();
  await isOpenToAll(page);
  await page.locator('a[href="/desk/nyt/integrationspolitik/ny"]').click();
  await expect(page).toHaveURL(/\/desk\/nyt\/integrationspolitik\/ny$/);

  const save = page.getByRole('button', { name: 'Gem', exact: true });
  const heading = page.getByLabel('Overskrift');
  await save.click();
  await expect(heading).toBeFocused();
  await heading.fill(title);
  await page.getByLabel('Tekst', { exact: true }).fill('Vi mødes **torsdag**.\n\n- Der er suppe');
  await page.getByLabel('Billede', { exact: true }).setInputFiles(ICON);
  const alt = page.getByLabel('Hvad viser billedet?');
  await expect(alt).toBeFocused();
  await save.click();
  await expect(alt).toHaveAccessibleDescription('Skriv, hvad billedet viser.');
  await alt.fill('To taler sammen');
  await page.getByRole('button', { name: 'Se, hvordan det bliver' }).click();
  const looks = page.getByRole('region', { name: 'Sådan bliver det' });
  await expect(looks.getByRole('heading', { name: title })).toBeVisible();
  await expect(looks.getByRole('img', { name: 'To taler sammen' })).toBeVisible();
  await isOpenToAll(page);

  // What is typed survives a reload.
  await page.reload();
  await expect(heading).toHaveValue(title);
  await page.getByLabel('Alle fra et bestemt tidspunkt').check();
  await page.getByLabel('Dag og tid i Danmark').fill('2010-08-17T12:00');
  await save.click();
  await expect(page.getByLabel('Dag og tid i Danmark')).toHaveAccessibleDescription(/ikke er gået/);
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 11);
  await page.getByLabel('Dag og tid i Danmark').fill(`${soon}09:30`);
  await save.click();
  await expect(page).toHaveURL(/\/desk\/nyt\/integrationspolitik\/\w{32}$/);
  await expect(page.locator('#nyt-stand')).toContainText(/Bliver udgivet .* kl\. 9\.30/);
  await isOpenToAll(page);

  const reader = await page.context().newPage();
  await reader.goto('/integrationspolitik/nyt');
  await expect(reader.getByRole('link', { name: title })).toHaveCount(0);

  await page.getByLabel('Alle fra nu af').check();
  await save.click();
  await expect(desk.status).toHaveText('Gemt. Alle kan læse det nu.');
  await reader.goto('/integrationspolitik');
  await reader.getByRole('link', { name: title }).click();
  await expect(reader.getByRole('heading', { name: title })).toBeVisible();
  const picture = reader.getByRole('img', { name: 'To taler sammen' });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await isOpenToAll(reader);
  const there = reader.url();

  await page.getByLabel('Kun I: tag det tilbage som udkast').check();
  await save.click();
  await expect(desk.status).toHaveText('Udkastet er gemt. Kun I kan se det.');
  expect((await reader.request.get(there)).status()).toBe(404);
  await page.getByRole('button', { name: 'Slet udkastet' }).click();
  await expect(page.getByRole('button', { name: 'Nej' })).toBeFocused();
  await page.getByRole('button', { name: 'Ja, slet udkastet' }).click();
  await expect(page).toHaveURL(/\/desk\/nyt$/);
  await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  await desk.follow('Journal');
  await expect(page.getByText(`Slettede et udkast til Nyt: ${title}`)).toBeVisible();
});

test('two editors of the same news do not overwrite each other', async ({ page }) => {
  const title = unique('Udkast');
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/nyt/integrationspolitik/ny');
  const save = page.getByRole('button', { name: 'Gem', exact: true });
  await page.getByLabel('Overskrift').fill(title);
  await page.getByLabel('Tekst', { exact: true }).fill('Først.');
  await save.click();
  await expect(page.locator('#nyt-stand')).toContainText('Udkast');

  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel('Tekst', { exact: true }).fill('En andens ord.');
  await other.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(new Desk(other).status).toHaveText('Udkastet er gemt. Kun I kan se det.');

  await page.getByLabel('Tekst', { exact: true }).fill('Mine ord.');
  await save.click();
  const theirs = page.getByRole('region', { name: 'En anden har gemt en ny tekst' });
  await expect(theirs).toContainText('En andens ord.');
  await expect(page.getByLabel('Tekst', { exact: true })).toHaveValue('Mine ord.');
  await isOpenToAll(page);
  await save.click();
  await expect(theirs).toHaveCount(0);
  await other.reload();
  await expect(other.getByLabel('Tekst', { exact: true })).toHaveValue('Mine ord.');
});

test('news are written for a hearing that is not public yet', async ({ page, isMobile }) => {
  const slug = `skov-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  const desk = new Desk(page);
  await desk.enter('/desk/hoeringer', undefined, 'editor@example.org');
  await page.getByRole('button', { name: 'Ny høring' }).click();
  await page.getByLabel('Titel').fill('En skov for alle');
  await page.getByLabel('Adresse').fill(slug);
  await page.getByRole('button', { name: 'Opret høringen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'En skov for alle' })).toBeVisible();
  await page.goto('/desk/nyt');
  await expect(page.getByText('Høringen er ikke offentlig endnu.').first()).toBeVisible();
  await page.goto(`/desk/nyt/${slug}/ny`);
  await page.getByLabel('Overskrift').fill('Velkommen i skoven');
  await page.getByLabel('Tekst', { exact: true }).fill('Kom og se.');
  await page.getByLabel('Alle, når høringen bliver offentlig').check();
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(desk.status).toHaveText('Gemt. Alle kan læse det, når høringen bliver offentlig.');
  await expect(page.locator('#nyt-stand')).toContainText('Bliver udgivet, når høringen bliver offentlig');
  await isOpenToAll(page);
  await page.goto('/desk/nyt');
  await expect(page.getByRole('link', { name: 'Velkommen i skoven' }).first()).toBeVisible();
});
