import { isOpenToAll } from './house/barriers';
import { openHearing } from './house/hearing';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const EDITOR = 'editor@example.org';

test.beforeEach(async ({ page, isMobile }) => {
  await page.setViewportSize({ width: isMobile ? 360 : 1280, height: 800 });
});

test('an editor names a site, sees what will stand there, and takes the code and a short address', async ({
  page,
  context,
  baseURL,
  request,
  isMobile,
}) => {
  const hearing = `andre-steder-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  openHearing(hearing);
  const desk = new Desk(page);
  await desk.enter(`/desk/hoeringer/${hearing}`, undefined, EDITOR);
  await page.getByRole('link', { name: 'Hent indlejringskode' }).click();
  await expect(page).toHaveURL(new RegExp(`/${hearing}/indlejring$`));

  await test.step('what is no site is told at its field, and a page is taken for its site', async () => {
    const sites = page.getByRole('region', { name: 'Sider, der må vise høringen' });
    await sites.getByLabel('Sidernes adresser').fill('blanddigibyen.dk');
    await sites.getByRole('button', { name: 'Gem' }).click();
    await expect(sites.getByLabel('Sidernes adresser')).toBeFocused();
    await expect(sites).toContainText('begynder med https://');
    await sites.getByLabel('Sidernes adresser').fill('https://blanddigibyen.dk/hoering');
    await sites.getByRole('button', { name: 'Gem' }).click();
    await expect(desk.status).toHaveText('Siderne er gemt.');
    await expect(sites.getByLabel('Sidernes adresser')).toHaveValue('https://blanddigibyen.dk');
    const framed = await request.get(`${baseURL}/embed/${hearing}`);
    expect(framed.headers()['content-security-policy']).toMatch(/frame-ancestors 'self'.* https:\/\/blanddigibyen\.dk$/);
  });

  await test.step('the code follows what is chosen, and the preview shows it', async () => {
    const code = page.getByRole('region', { name: 'Hent indlejringskode' });
    const script = code.getByLabel('Kode med script');
    await expect(script).toHaveValue(new RegExp(`<bland-dig consultation="${hearing}" view="thread"`));
    await code.getByLabel('Hvilken del?').selectOption('hvor');
    await expect(script).toHaveValue(/section="hvor"/);
    await code.getByLabel('Hvad skal vises?').selectOption({ label: 'Et kort med det nyeste' });
    await code.getByLabel('Sprog').selectOption({ label: 'Engelsk' });
    await code.getByLabel('Udseende').selectOption({ label: 'Altid mørkt' });
    await expect(script).toHaveValue(/view="card" lang="en" theme="dark"/);
    await expect(code.getByLabel('Kode uden script')).toHaveValue(/som=kort&amp;udseende=moerk/);
    const preview = page.frameLocator('iframe[title="Sådan ser det ud"]');
    await expect(preview.getByRole('link', { name: 'Take part' })).toBeVisible();
    await code.getByLabel('Hvad skal vises?').selectOption({ label: 'Antal kommentarer' });
    await expect(script).toHaveValue(/counts\.js/);
    await expect(script).toHaveAccessibleDescription(/hvor linket skal stå/);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await code.getByRole('button', { name: 'Kopiér' }).click();
    await expect(code.getByRole('button', { name: 'Kopieret' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await script.inputValue());
    await expect(code.getByLabel('Kode uden script')).toHaveCount(0);
  });

  await test.step('a short address leads to the part, and its QR code is a picture', async () => {
    const paper = page.getByRole('region', { name: 'Til plakater og foldere' });
    await paper.getByRole('button', { name: 'Vis kort adresse' }).click();
    const field = paper.getByLabel('Kort adresse', { exact: true });
    await expect(field).toBeFocused();
    const short = await field.inputValue();
    expect((await request.get(short)).url()).toBe(`${baseURL}/${hearing}/hvor`);
    const drawn = paper.getByRole('img', { name: 'QR-kode med den korte adresse' });
    await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await isOpenToAll(page);
  });
});
