import { isOpenToAll } from './house/barriers';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const TEXT = `# En sti langs åen

Her kommer en sti.

## Indsats 1: Bænke

Der skal stå en bænk for hver hundrede meter.
`;

/** So many days from now, as a field for date and time holds it. */
const days = (count: number): string => `${new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)}T12:00`;

test('an editor makes a hearing without a shell, from its title to its end', async ({ page, browser, baseURL, isMobile }) => {
  const title = `En sti langs åen ${isMobile ? 'i lommen' : 'på bordet'}`;
  const slug = `en-sti-langs-aaen-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  const desk = new Desk(page);
  await desk.enter('/desk/hoeringer', undefined, 'editor@example.org');
  await expect(desk.way('Høringer')).toHaveAttribute('aria-current', 'page');

  await test.step('create', async () => {
    await page.getByRole('button', { name: 'Ny høring' }).click();
    await expect(page.getByLabel('Titel')).toBeFocused();
    await page.getByRole('button', { name: 'Opret høringen' }).click();
    await expect(page.getByLabel('Titel')).toBeFocused();
    await page.getByLabel('Titel').fill(title);
    await page.getByLabel('Adresse').fill('regler');
    await page.getByRole('button', { name: 'Opret høringen' }).click();
    await expect(page.getByText('Adressen er optaget. Vælg en anden.')).toBeVisible();
    await page.getByLabel('Adresse').fill('');
    await page.getByLabel('Afsender').fill('Teknik- og Miljøforvaltningen');
    await isOpenToAll(page);
    await page.getByRole('button', { name: 'Opret høringen' }).click();
    await expect(page).toHaveURL(new RegExp(`/desk/hoeringer/${slug}$`));
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  });

  const text = page.getByRole('region', { name: 'Tekst', exact: true });
  await test.step('paste a text, and look at it first', async () => {
    await text.getByLabel('Teksten').fill('# Et\n\n<script>x</script>\n');
    await text.getByRole('button', { name: 'Se, hvad der sker' }).click();
    await expect(text.getByText('Linje 3: Her står et script.')).toBeVisible();
    await expect(text.getByRole('button', { name: 'Gem som ny udgave' })).toHaveCount(0);
    await text.getByLabel('Vælg en fil').setInputFiles({ name: 'sti.md', mimeType: 'text/markdown', buffer: Buffer.from(TEXT) });
    await expect(text.getByLabel('Teksten')).toHaveValue(TEXT);
    await expect(text.getByText('Nye afsnit (2)')).toBeVisible();
    await text.getByText('Sådan bliver teksten').click();
    await expect(text.getByText('Der skal stå en bænk').last()).toBeVisible();
    await isOpenToAll(page);
    await text.getByRole('button', { name: 'Gem som ny udgave' }).click();
    await expect(desk.status).toHaveText('Gemt som udgave 1.');
    await expect(text.getByText('Den nyeste tekst er udgave 1.')).toBeVisible();
  });

  const reader = await browser.newPage({ baseURL });
  await test.step('show the draft to others', async () => {
    await page.getByRole('button', { name: 'Lav et link' }).click();
    const link = await page.getByLabel('Link til udkastet').inputValue();
    await reader.goto(link);
    await expect(reader.getByText('Det her er et udkast.')).toBeVisible();
    await reader.getByRole('link', { name: 'Bænke' }).first().click();
    await expect(reader.getByText('Der skal stå en bænk')).toBeVisible();
    await isOpenToAll(reader);
    expect((await reader.goto(`/${slug}`))?.status()).toBe(404);
  });

  await test.step('say when it is', async () => {
    const dates = page.getByRole('region', { name: 'Datoer' });
    await dates.getByLabel('Begynder').fill(days(-1));
    await dates.getByLabel('Slutter').fill(days(-2));
    await dates.getByRole('button', { name: 'Gem datoerne' }).click();
    await expect(dates.getByText('Vælg en senere tid.')).toBeVisible();
    await dates.getByRole('button', { name: '8 uger' }).click();
    await expect(dates.getByLabel('Slutter')).toHaveValue(days(55));
    await expect(dates.getByText('Man kan skrive fra')).toBeVisible();
    await dates.getByRole('button', { name: 'Gem datoerne' }).click();
    await expect(desk.status).toHaveText('Datoerne er gemt.');
  });

  await test.step('say what it offers and which colour it has', async () => {
    const about = page.getByRole('region', { name: 'Om høringen' });
    await about.getByLabel('Bydele').fill('Nørrebro\nAmager');
    await about.getByLabel('Farve', { exact: true }).fill('#ffdd00');
    await expect(about.getByText('Farven er for lys til tekst.')).toBeVisible();
    await about.getByRole('button', { name: 'Gem', exact: true }).click();
    await expect(desk.status).toHaveText('Gemt.');
  });

  await test.step('publish', async () => {
    await page.getByRole('button', { name: 'Offentliggør og åbn nu' }).click();
    await expect(page.getByRole('button', { name: 'Nej' })).toBeFocused();
    await isOpenToAll(page);
    await page.getByRole('group', { name: 'Offentliggør og åbn nu' }).getByRole('button').first().click();
    await expect(desk.status).toHaveText('Høringen er offentlig.');
    await reader.goto(`/${slug}/indsats-1`);
    await expect(reader.getByText('Der skal stå en bænk')).toBeVisible();
    const composer = reader.locator('[data-island=composer] textarea').first();
    await composer.fill('En bænk er ikke nok.');
    await isOpenToAll(reader);
    const blue = await reader.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--blue'));
    expect(blue).not.toBe('#0b4f8a');
    await expect(reader.locator('datalist option')).toHaveCount(2);
  });

  await test.step('put the end off', async () => {
    const extend = page.getByRole('region', { name: 'Forlæng fristen' });
    await extend.getByLabel('Ny frist').fill(days(10));
    await extend.getByRole('button', { name: 'Forlæng fristen' }).click();
    await expect(extend.getByText('Vælg en senere tid.')).toBeVisible();
    await extend.getByRole('button', { name: '2 uger' }).click();
    await extend.getByRole('button', { name: 'Forlæng fristen' }).click();
    await expect(desk.status).toHaveText('Fristen er forlænget.');
    await reader.goto(`/${slug}`);
    await expect(reader.getByText('Fristen er forlænget.')).toBeVisible();
  });

  await test.step('close', async () => {
    await page.getByRole('button', { name: 'Luk høringen nu' }).click();
    await page.getByRole('group', { name: 'Luk høringen nu' }).getByRole('button').first().click();
    await expect(desk.status).toHaveText('Høringen er lukket.');
    await reader.goto(`/${slug}/indsats-1`);
    await expect(reader.getByText('Høringen er slut, så du kan')).toBeVisible();
    await expect(reader.locator('[data-island=composer]')).toHaveCount(0);
    await isOpenToAll(page);
  });
  await reader.close();
});
