import type { Page } from '@playwright/test';
import { arrived } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';

const TEXT = '# En havn for alle\n\nHavnen er byens bad.\n\n## Indsats 1: Broer\n\nDer skal være flere broer.\n';

/** So many days from now, as a field for date and time holds it. */
const days = (count: number): string => `${new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)}T12:00`;

/** A picture of the words in dark ink on nothing, as a city's logo is: so wide and so high. */
const drawn = async (page: Page, words: string, width: number, height: number): Promise<Buffer> => {
  const png = await page.evaluate(
    ([words, width, height]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#14212e';
      context.beginPath();
      context.arc(Number(height) / 2, Number(height) / 2, Number(height) / 2, 0, 7);
      context.fill();
      context.font = `${Number(height) / 2}px sans-serif`;
      context.fillText(String(words), Number(height) * 1.15, Number(height) * 0.68);
      return canvas.toDataURL('image/png').split(',')[1];
    },
    [words, width, height] as const,
  );
  return Buffer.from(png, 'base64');
};

test('an editor gives a hearing a logo, its readers see it, and it can be replaced and taken away', async ({ page, browser, baseURL, isMobile }) => {
  const slug = `havn-${isMobile ? 'i-lommen' : 'paa-bordet'}`;
  const desk = new Desk(page);
  await desk.enter('/desk/hoeringer', undefined, 'editor@example.org');
  await page.getByRole('button', { name: 'Ny høring' }).click();
  await page.getByLabel('Titel').fill('En havn for alle');
  await page.getByLabel('Adresse').fill(slug);
  await page.getByRole('button', { name: 'Opret høringen' }).click();
  const text = page.getByRole('region', { name: 'Tekst', exact: true });
  await text.getByLabel('Teksten').fill(TEXT);
  await text.getByRole('button', { name: 'Se, hvad der sker' }).click();
  await text.getByRole('button', { name: 'Gem som ny udgave' }).click();
  await expect(desk.status).toHaveText('Gemt som udgave 1.');

  const logo = page.getByRole('region', { name: 'Logo' });
  const alt = logo.getByLabel('Hvis logo er det?');
  const save = logo.getByRole('button', { name: 'Gem logoet' });
  const choose = async (words: string, width: number, height: number): Promise<void> => {
    const buffer = await drawn(page, words, width, height);
    await logo.getByLabel('Vælg et billede af logoet').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
    await expect(alt).toBeFocused();
  };

  await test.step('what is no picture is told, and nothing is lost', async () => {
    const wrong = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') };
    await logo.getByLabel('Vælg et billede af logoet').setInputFiles(wrong);
    await expect(logo.getByText('Det billede kan ikke bruges.')).toBeVisible();
    await expect(save).toHaveCount(0);
  });

  await test.step('choose, look, and say whose it is', async () => {
    await choose('Havnens Kommune', 1_200, 200);
    await expect(logo.getByText('Det billede kan ikke bruges.')).toHaveCount(0);
    await expect(logo.getByRole('img')).toBeVisible();
    await save.click();
    await expect(logo.getByText('Skriv, hvis logo det er.')).toBeVisible();
    await expect(alt).toBeFocused();
    await alt.fill('Havnens Kommune');
    await isOpenToAll(page);
    await save.click();
    await expect(desk.status).toHaveText('Logoet er gemt.');
  });

  const reader = await browser.newPage({ baseURL });
  const head = reader.getByRole('banner').getByRole('img');
  await test.step('it stands in the preview before anybody else sees it', async () => {
    await page.getByRole('button', { name: 'Lav et link' }).click();
    await reader.goto(await page.getByLabel('Link til udkastet').inputValue());
    await expect(head).toHaveAccessibleName('Havnens Kommune');
    await expect.poll(() => head.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);
    const open = await reader.locator('header img').evaluate((image: HTMLImageElement) => image.src.split('?')[0]);
    expect((await reader.request.get(open)).status()).toBe(404);
  });

  await test.step('publish', async () => {
    const dates = page.getByRole('region', { name: 'Datoer' });
    await dates.getByLabel('Begynder').fill(days(-1));
    await dates.getByLabel('Slutter').fill(days(30));
    await dates.getByRole('button', { name: 'Gem datoerne' }).click();
    await expect(desk.status).toHaveText('Datoerne er gemt.');
    await page.getByRole('button', { name: 'Offentliggør og åbn nu' }).click();
    await page.getByRole('group', { name: 'Offentliggør og åbn nu' }).getByRole('button').first().click();
    await expect(desk.status).toHaveText('Høringen er offentlig.');
  });

  await test.step('it is in the head of the pages, in its place from the start', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await reader.emulateMedia({ colorScheme });
      // The picture comes late: nothing moves by that.
      await reader.route('**/api/pictures/*', async (route) => {
        await new Promise((done) => setTimeout(done, 700));
        await route.continue();
      });
      await reader.goto(`/${slug}/indsats-1`, { waitUntil: 'domcontentloaded' });
      const heading = reader.getByRole('heading', { level: 1 });
      const [before, place] = [await heading.boundingBox(), await head.boundingBox()];
      expect(place).toMatchObject({ width: 104, height: 17 });
      await expect.poll(() => head.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(480);
      expect([await heading.boundingBox(), await head.boundingBox()]).toEqual([before, place]);
      const ground = await head.evaluate((image) => getComputedStyle(image).backgroundColor);
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(237, 241, 244)' : 'rgba(0, 0, 0, 0)');
      await isOpenToAll(reader);
      await reader.unroute('**/api/pictures/*');
    }
    await expect(reader.getByRole('link', { name: 'Havnens Kommune · Bland dig' })).toBeVisible();
  });

  await test.step('the app takes it along from page to page, and home without it', async () => {
    await arrived(reader);
    await reader.getByRole('link', { name: 'Havnens Kommune · Bland dig' }).click();
    await expect(reader).toHaveURL(new RegExp(`/${slug}$`));
    await expect(head).toHaveAccessibleName('Havnens Kommune');
    await reader.goto('/');
    await expect(reader.getByRole('banner').getByRole('link', { name: 'Bland dig' })).toBeVisible();
    await reader.getByRole('link', { name: 'En havn for alle' }).first().click();
    await expect(head).toBeVisible();
  });

  await test.step('replace', async () => {
    await choose('H', 64, 64);
    await alt.fill('Havnen');
    await save.click();
    await expect(desk.status).toHaveText('Logoet er gemt.');
    await reader.reload();
    await expect(head).toHaveAccessibleName('Havnen');
    expect(await head.boundingBox()).toMatchObject({ width: 32, height: 32 });
  });

  await test.step('take away', async () => {
    await logo.getByRole('button', { name: 'Fjern logoet' }).click();
    await expect(logo.getByRole('button', { name: 'Nej' })).toBeFocused();
    await isOpenToAll(page);
    await logo.getByRole('group', { name: 'Fjern logoet' }).getByRole('button').first().click();
    await expect(desk.status).toHaveText('Logoet er fjernet.');
    await expect(save).toHaveCount(0);
    await reader.reload();
    await expect(head).toHaveCount(0);
    await expect(reader.getByRole('banner').getByRole('link', { name: 'Bland dig' })).toBeVisible();
  });
  await reader.close();
});
