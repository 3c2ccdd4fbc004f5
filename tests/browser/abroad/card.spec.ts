import { expect, framed, gap, test } from '../house/abroad';
import { CITY, HEARING, STRANGER } from '../house/names';
import { unique } from '../house/people';
import { CARDS, SECTION } from '../house/snippets';

const PLACES = ['wordpress.html', 'kommune.html', 'arabisk.html', 'haard-stil.html'];
/** What the browser says where it refuses. */
const REFUSED = /frame-ancestors|CORS/;

for (const code of Object.keys(CARDS)) {
  test(`the card by the code “${code}” tells what is new, runs no program, and leads in`, async ({
    page,
    context,
    people,
  }) => {
    const words = unique('Det nyeste af alt');
    await people.comment(await people.join('Finn'), SECTION, words);
    // What the page around and its frame ask for; the page that opens beside is another.
    const programs: string[] = [];
    page.on('request', (request) => {
      if (/\.wasm$|early-/.test(request.url())) programs.push(request.url());
    });
    for (const place of PLACES) {
      const { frame, element } = await framed(page, `${CITY}/${place}?kode=${code}`);
      await expect(frame.getByText('dage tilbage')).toBeVisible();
      await expect(frame.getByRole('listitem')).toHaveCount(3);
      await expect(frame.getByRole('list')).toContainText(words);
      if (code === 'kort-script') await expect.poll(() => gap(frame, element)).toBeLessThan(2);
      const over = await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, place).toBeLessThanOrEqual(0);
      const opened = context.waitForEvent('page');
      await frame.getByRole('link', { name: 'Deltag', exact: true }).click();
      const own = await opened;
      await expect(own).toHaveURL(`${HEARING}/integrationspolitik/${SECTION}`);
      await own.close();
    }
    expect(programs).toEqual([]);
  });
}

test.describe('counters', () => {
  test.use({ forgiven: REFUSED });

  test('beside a link tell how many comments there are, on the city’s site and on no stranger’s', async ({
    page,
    api,
    abroad,
  }) => {
    const { sections } = await (await api.get('/api/consultations/integrationspolitik/counts')).json();
    expect(sections[SECTION]).toBeGreaterThan(0);
    for (const place of PLACES) {
      const before = abroad.web.asked.length;
      await page.goto(`${CITY}/${place}?kode=tal`);
      await expect(page.getByText('Kommentarer ('), place).toHaveText(`Kommentarer (${sections[SECTION]})`);
      // The script itself the browser may have kept.
      const asked = abroad.web.asked.slice(before).filter(({ path }) => path !== '/counts.js');
      expect(asked.map(({ path, cookie }) => path + cookie)).toEqual(['/api/consultations/integrationspolitik/counts']);
    }
    const refused = page.waitForEvent('console', (line) => REFUSED.test(line.text()));
    await page.goto(`${STRANGER}/tom.html?kode=tal`);
    await refused;
    await expect(page.getByText('Kommentarer (')).toHaveText('Kommentarer ()');
  });
});
