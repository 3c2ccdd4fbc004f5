import { expect, framed, gap, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { CITY } from '../house/names';
import { unique } from '../house/people';
import { slowly } from '../house/slow';
import { CODES, SECTION, type Code } from '../house/snippets';
import { Thread } from '../pages/thread';

const PLACES = ['wordpress.html', 'kommune.html', 'arabisk.html'];

test('when the window changes its width, the frame is as high as what it shows, again', async ({ page }) => {
  const { frame, element } = await framed(page, `${CITY}/wordpress.html?kode=script`);
  const heights: number[] = [];
  for (const width of [360, 720, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await expect.poll(() => gap(frame, element)).toBeLessThan(2);
    heights.push((await element.boundingBox())!.height);
  }
  expect(heights[1]).toBeLessThan(heights[0]!);
  expect(heights[2]).toBeGreaterThan(heights[0]!);
});

test('a link to a comment scrolls the page around the frame to it, below a head that stays', async ({
  page,
  people,
}) => {
  const words = unique('Herhen skal linket føre');
  const { id } = await people.comment(await people.join('Finn'), SECTION, words);
  // So many have written since that it is not where the conversation begins.
  const [other, last] = await Promise.all([people.join('Gerda'), people.join('Ib')]);
  for (let more = 0; more < 25; more += 1)
    await people.comment(more % 2 ? other : last, SECTION, unique('Og så videre'));
  for (const place of PLACES) {
    await page.goto('about:blank');
    const { frame, element } = await framed(page, `${CITY}/${place}?kode=script#kommentar-${id}`);
    const meant = frame.locator(`article[data-id="${id}"]`);
    await expect(meant).toHaveClass(/post--meant/);
    await expect.poll(() => gap(frame, element)).toBeLessThan(2);
    // Where it stands on the screen.
    await expect.poll(async () => (await meant.boundingBox())!.y, place).toBeGreaterThanOrEqual(56);
    await expect.poll(async () => (await meant.boundingBox())!.y, place).toBeLessThan(200);
  }
});

test('in the dark the frame is dark, and where the page around it says what it is, it is that', async ({ page }) => {
  const shade = async (address: string) => {
    const { frame } = await framed(page, address);
    return frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  const [script, plain] = Object.keys(CODES).map((code) => `${CITY}/tom.html?kode=${code}`) as [string, string];
  const light = await shade(script);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await shade(script);
  expect(dark).not.toBe(light);
  expect(await shade(plain)).toBe(dark);
  const said = (theme: string) => encodeURIComponent(CODES.script.replace('<bland-dig', `<bland-dig theme="${theme}"`));
  expect(await shade(`${CITY}/tom.html?html=${said('light')}`)).toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await shade(`${CITY}/tom.html?html=${said('dark')}`)).toBe(dark);
});

for (const code of Object.keys(CODES) as Code[]) {
  test(`with the code “${code}” the first tap and what is typed are there when the app comes late`, async ({
    page,
  }) => {
    const arrive = await slowly(page);
    const { frame } = await framed(page, `${CITY}/wordpress.html?kode=${code}`);
    const thread = new Thread(frame);
    const button = frame.getByRole('button', { name: /Enig/ }).first();
    await button.tap();
    await thread.composer.field.tap();
    await page.keyboard.type('Jeg er hurtig');
    arrive();
    await arrived(frame);
    await expect(thread.composer.field).toHaveValue('Jeg er hurtig');
    // Whoever agrees says first who they are: the tap has opened that.
    await expect(frame.getByText('Sig først, hvem du er').first()).toBeVisible();
  });
}
