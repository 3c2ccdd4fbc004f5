import { expect, framed, test } from '../house/abroad';
import { CITY, HEARING } from '../house/names';
import { CARDS, CODES, COUNT, SECTION } from '../house/snippets';
import { Desk } from '../pages/desk';

/** A site that is named for one hearing alone. */
const LIBRARY = 'https://bibliotek.test';

test.describe('a site that an editor names', () => {
  test.use({ forgiven: /frame-ancestors/ });

  test('shows the hearing from then on, by the code that the desk gives', async ({ page, browser }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const desk = new Desk(page);
    await desk.enter(`${HEARING}/desk/hoeringer/integrationspolitik/indlejring`, undefined, 'editor@example.org');
    const code = page.getByRole('region', { name: 'Hent indlejringskode' });
    await code.getByLabel('Hvilken del?').selectOption(SECTION);
    // What the tests of the other files place on their pages.
    await expect(code.getByLabel('Kode med script')).toHaveValue(CODES.script);
    await expect(code.getByLabel('Kode uden script')).toHaveValue(CODES.ramme);
    await code.getByLabel('Hvad skal vises?').selectOption({ label: 'Et kort med det nyeste' });
    await expect(code.getByLabel('Kode med script')).toHaveValue(CARDS['kort-script']);
    await expect(code.getByLabel('Kode uden script')).toHaveValue(CARDS['kort-ramme']);
    await code.getByLabel('Hvad skal vises?').selectOption({ label: 'Antal kommentarer' });
    await expect(code.getByLabel('Kode med script')).toHaveValue(COUNT);

    // A reader, who is nobody at the desk.
    const reader = await (await browser.newContext({ locale: 'da-DK' })).newPage();
    const [there, elsewhere] = [LIBRARY, CITY].map((site) => `${site}/wordpress.html?kode=script`) as [string, string];
    const refused = reader.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    await reader.goto(there);
    await refused;
    const sites = page.getByRole('region', { name: 'Sider, der må vise høringen' });
    await sites.getByLabel('Sidernes adresser').fill(`${LIBRARY}/om-os`);
    await sites.getByRole('button', { name: 'Gem' }).click();
    await expect(desk.status).toHaveText('Siderne er gemt.');
    for (const address of [there, elsewhere]) {
      const { frame } = await framed(reader, address);
      await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Alle unge skal have en god start på livet');
    }
    await reader.context().close();
  });
});
