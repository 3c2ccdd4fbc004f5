import type { BrowserContext } from '@playwright/test';
import { expect, framed, gap, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { shift } from '../house/layout';
import { CITY, HEARING, STRANGER } from '../house/names';
import { unique } from '../house/people';
import { slowly } from '../house/slow';
import { CODES, SECTION, type Code } from '../house/snippets';
import { Thread } from '../pages/thread';

const PLACES = ['wordpress.html', 'kommune.html', 'arabisk.html', 'haard-stil.html'];

test('when the window changes its width, the frame is as high as what it shows, again', async ({ page }) => {
  for (const place of PLACES) {
    const { frame, element } = await framed(page, `${CITY}/${place}?kode=script`);
    const heights: number[] = [];
    for (const width of [360, 720, 320]) {
      await page.setViewportSize({ width, height: 740 });
      await expect.poll(() => gap(frame, element), place).toBeLessThan(2);
      heights.push((await element.boundingBox())!.height);
    }
    expect(heights[1], place).toBeLessThan(heights[0]!);
    expect(heights[2], place).toBeGreaterThan(heights[0]!);
  }
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

test('a link to the third answer leads to what it answers, where its thread does not show it yet', async ({
  page,
  people,
}) => {
  const finn = await people.join('Finn');
  const top = await people.comment(finn, SECTION, unique('Hvem svarer mig?'));
  const answers = [];
  for (const words of ['Jeg', 'Også jeg', 'Og jeg'])
    answers.push(await people.comment(finn, SECTION, unique(words), { parent: top.id }));
  await page.goto('about:blank');
  const { frame } = await framed(page, `${CITY}/wordpress.html?kode=script#kommentar-${answers[2]!.id}`);
  const asked = frame.locator(`article[data-id="${top.id}"]`);
  await expect(asked).toHaveClass(/post--meant/);
  await expect(asked).toBeInViewport();
  // And one that is followed later.
  const other = await people.comment(finn, SECTION, unique('Nyere'));
  await page.goto('about:blank');
  const later = await framed(page, `${CITY}/wordpress.html?kode=script#kommentar-${other.id}`);
  const meant = later.frame.locator('.post--meant');
  await expect(meant).toHaveAttribute('data-id', other.id);
  await page.evaluate((to) => void (location.hash = to), `kommentar-${answers[2]!.id}`);
  // One is marked at a time.
  await expect(meant).toHaveAttribute('data-id', top.id);
});

test('on a page that scrolls within itself a link to a comment scrolls there', async ({ page, people }) => {
  const { id } = await people.comment(await people.join('Finn'), SECTION, unique('Rul ned til mig'));
  const within = 'html, body { block-size: 100%; margin: 0; overflow: hidden } main { block-size: 100%; overflow: auto }';
  const html = `<style>${within}</style><main><p style="block-size: 2000px">Langt oppe</p>${CODES.script}</main>`;
  await page.goto(`${CITY}/tom.html?html=${encodeURIComponent(html)}#kommentar-${id}`);
  const meant = page.frameLocator('bland-dig iframe').locator(`article[data-id="${id}"]`);
  await expect(meant).toHaveClass(/post--meant/);
  await expect(meant).toBeInViewport();
  await expect.poll(async () => (await meant.boundingBox())!.y).toBeLessThan(200);
});

test('in another order, and after that in another language, the frame is as high and as dark as before', async ({
  page,
}) => {
  const dark = CODES.script.replace('<bland-dig', '<bland-dig theme="dark"');
  const { frame, element } = await framed(page, `${CITY}/tom.html?html=${encodeURIComponent(dark)}`);
  const shade = () => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await shade();
  let width = 360;
  const isAlike = async () => {
    // Only a page that is told heights knows them at another width.
    width = 680 - width;
    await page.setViewportSize({ width, height: 740 });
    await expect.poll(() => gap(frame, element)).toBeLessThan(2);
    expect(await shade()).toBe(before);
  };
  await isAlike();
  // Before the program is there the link leads to another page.
  await frame.getByRole('link', { name: 'Ældste' }).click();
  await frame.waitForURL(/sortering=aeldste/);
  await isAlike();
  await new Thread(frame).composer.field.click();
  await arrived(frame);
  // The program follows it itself, and draws the other links anew.
  await frame.getByRole('link', { name: 'Nyeste' }).click();
  await expect(frame.getByRole('link', { name: 'Ældste' })).toBeVisible();
  await isAlike();
  await frame.getByRole('link', { name: 'English' }).click();
  await frame.waitForURL(/\/en\/embed\//);
  await frame.getByRole('link', { name: 'Dansk' }).waitFor();
  await isAlike();
});

test('nothing that one looks at moves when the frame comes', async ({ page, context }) => {
  /** How much has moved when the frame came to a page that had been seen without it. */
  const moved = async (address: string) => {
    const way = await held(context);
    await page.goto(address, { waitUntil: 'commit' });
    await way.asked;
    await page.waitForTimeout(300);
    way.let();
    const element = page.locator('bland-dig iframe');
    const frame = await (await element.elementHandle())!.contentFrame();
    await frame!.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => gap(frame!, element)).toBeLessThan(2);
    await context.unroute('**/embed/integrationspolitik/**');
    return shift(page);
  };
  // The limit of "good" is ten times as much (Web Vitals).
  for (const place of PLACES) expect(await moved(`${CITY}/${place}?kode=script`), place).toBeLessThan(0.01);
  // Where hardly any room is kept, something does.
  const low = CODES.script.replace('<bland-dig', '<bland-dig height="60"').replace('min-height:600px', '');
  const html = encodeURIComponent(`${low}<p>${'Nedenfor. '.repeat(50)}</p>`);
  expect(await moved(`${CITY}/tom.html?html=${html}`)).toBeGreaterThan(0.01);
});

test('so much room as the page names is kept until it is known how high the conversation is', async ({
  page,
  context,
}) => {
  const way = await held(context);
  const named = CODES.script.replace('<bland-dig', '<bland-dig height="420"').replace('min-height:600px', '');
  await page.goto(`${CITY}/tom.html?html=${encodeURIComponent(named)}`);
  await way.asked;
  const element = page.locator('bland-dig');
  expect((await element.boundingBox())!.height).toBe(420);
  way.let();
  await expect.poll(async () => (await element.boundingBox())!.height).toBeGreaterThan(600);
});

test('a finger that scrolls the page past the frame does not load the program, and a tap does', async ({ page }) => {
  const loads: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) loads.push(request.url());
  });
  const { frame, element } = await framed(page, `${CITY}/wordpress.html?kode=script`);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  const { field } = new Thread(frame).composer;
  await field.scrollIntoViewIfNeeded();
  const client = await page.context().newCDPSession(page);
  const box = (await field.boundingBox())!;
  const [x, y] = [box.x + 20, box.y + 20];
  const before = await page.evaluate(() => scrollY);
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', up = 0) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: y - up }] });
  // A browser without a screen does not scroll at the first time.
  await expect(async () => {
    await finger('touchStart');
    for (let up = 10; up <= 200; up += 10) {
      await finger('touchMove', up);
      // As often as a phone's screen tells it: what comes all at once scrolls nothing.
      await page.waitForTimeout(16);
    }
    await finger('touchEnd');
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(before + 100);
  }).toPass();
  expect(loads).toEqual([]);
  await field.tap();
  await arrived(frame);
  expect(loads).toHaveLength(1);
});

test('the frame without a script has the room that its code gives it, and what is more is scrolled to within', async ({
  page,
}) => {
  const { frame, element } = await framed(page, `${CITY}/wordpress.html?kode=ramme`);
  for (const width of [720, 320]) {
    await page.setViewportSize({ width, height: 740 });
    expect((await element.boundingBox())!.height).toBe(900);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const last = frame.getByRole('article').last();
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
  }
});

test('the frame is as light as the page around it says or looks, and where that cannot be known, as the device', async ({
  page,
}) => {
  const code = { script: CODES.script, plain: CODES.ramme };
  const shade = async (html: string) => {
    const { frame } = await framed(page, `${CITY}/tom.html?html=${encodeURIComponent(html)}`);
    return frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  const styled = (css: string) => shade(`<style>${css}</style>${code.script}`);
  const light = await shade(code.plain);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await shade(code.plain);
  expect(dark).not.toBe(light);
  // Whoever paints nothing, or paints light, and says nothing of the dark, has a light page on every device.
  expect(await shade(code.script)).toBe(light);
  expect(await styled('body { background: #fff } bland-dig { background: rgb(0 0 0 / 30%) }')).toBe(light);
  expect(await styled('html { background: #123 }')).toBe(dark);
  const hostile = '<link rel="stylesheet" href="/haard-stil.css">';
  expect(await shade(`${hostile}<style>html { background: #123 }</style>${code.script}`)).toBe(dark);
  expect(await shade(`${hostile}${code.script}`)).toBe(light);
  expect(await styled('html { background: #fff } @media (prefers-color-scheme: dark) { html { background: #111 } }')).toBe(
    dark,
  );
  // What is said counts for more than what is painted.
  expect(await styled('html { color-scheme: light dark; background: #fff }')).toBe(dark);
  expect(await styled('html { color-scheme: light; background: #111 }')).toBe(light);
  expect(await styled('html { color-scheme: only light; background: #111 }')).toBe(light);
  expect(await shade(`<meta name="color-scheme" content="light dark">${code.script}`)).toBe(dark);
  // A picture, or a colour that is told in another way, is not guessed at.
  expect(await styled('body { background: oklch(95% 0 0) }')).toBe(dark);
  expect(await styled('body { background: linear-gradient(white, white) }')).toBe(dark);
  const said = (theme: string) => shade(code.script.replace('<bland-dig', `<bland-dig theme="${theme}"`));
  expect(await said('light')).toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await said('dark')).toBe(dark);
  expect(await styled('html { background: #123 }')).toBe(dark);
});

/** What the hearing's site answers to frames waits from now on, until it is let go. */
async function held(context: BrowserContext): Promise<{ asked: Promise<unknown>; let: () => void }> {
  let go = () => {};
  const wait = new Promise<void>((done) => (go = done));
  let came = () => {};
  const asked = new Promise<void>((done) => (came = done));
  await context.route('**/embed/integrationspolitik/**', async (route) => {
    came();
    await wait;
    await route.continue();
  });
  return { asked, let: () => go() };
}

test('until the frame is there a link to the hearing stands below it, and nothing jumps when it goes', async ({
  page,
  context,
}) => {
  const way = await held(context);
  await page.goto(`${CITY}/wordpress.html?kode=script`, { waitUntil: 'commit' });
  await way.asked;
  const link = page.getByRole('link', { name: 'Deltag i høringen' });
  await expect(link).toHaveAttribute('href', `${HEARING}/integrationspolitik/indsats-1`);
  await link.click({ trial: true });
  const [element, inside] = [page.locator('bland-dig'), page.locator('bland-dig iframe')];
  const stands = async () => ({ top: (await inside.boundingBox())!.y, whole: (await element.boundingBox())!.y });
  const before = await stands();
  expect(before.top).toBe(before.whole);
  expect((await element.boundingBox())!.height).toBe(600);
  const [over, under] = await Promise.all([inside.boundingBox(), link.boundingBox()]);
  expect(under!.y).toBeGreaterThanOrEqual(over!.y + over!.height);
  way.let();
  await expect(link).toBeHidden();
  expect(await stands()).toEqual(before);
});

test('a link to a comment that is followed while the frame is on its way leads to it', async ({
  page,
  context,
  people,
}) => {
  const { id } = await people.comment(await people.join('Finn'), SECTION, unique('Vent på mig'));
  const way = await held(context);
  await page.goto(`${CITY}/wordpress.html?kode=script`, { waitUntil: 'commit' });
  await way.asked;
  await page.evaluate((to) => void (location.hash = to), `kommentar-${id}`);
  way.let();
  const frame = page.frameLocator('bland-dig iframe');
  await expect(frame.locator(`article[data-id="${id}"]`)).toHaveClass(/post--meant/);
});

test('an element that is moved within its page shows the hearing there, as high as it is', async ({ page }) => {
  const { frame, element } = await framed(page, `${CITY}/wordpress.html?kode=script`);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  await page.evaluate(() => document.querySelector('main')!.append(document.querySelector('bland-dig')!));
  const again = await (await element.elementHandle())!.contentFrame();
  await again!.getByRole('heading', { level: 1 }).waitFor();
  await page.setViewportSize({ width: 320, height: 740 });
  await expect.poll(() => gap(again!, element)).toBeLessThan(2);
});

test.describe('where the hearing may not be shown', () => {
  test.use({ forgiven: /frame-ancestors/ });

  test('the link below the frame leads there all the same', async ({ page }) => {
    const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    await page.goto(`${STRANGER}/wordpress.html?kode=script`);
    await refused;
    await page.getByRole('link', { name: 'Deltag i høringen' }).click();
    await expect(page).toHaveURL(`${HEARING}/integrationspolitik/indsats-1`);
  });
});

const ENGLISH = {
  script: `<div lang="en">${CODES.script}</div>`,
  ramme: CODES.ramme.replace(`${HEARING}/embed`, `${HEARING}/en/embed`),
};

for (const [code, html] of Object.entries(ENGLISH)) {
  test(`on an English page the frame of the code “${code}” begins in English, and changes in place`, async ({ page }) => {
    const address = `${CITY}/tom.html?html=${encodeURIComponent(html)}`;
    const { frame } = await framed(page, address);
    await frame.getByLabel('What do you think about this section?').click();
    await arrived(frame);
    await frame.getByRole('link', { name: 'Dansk' }).click();
    const { composer } = new Thread(frame);
    await composer.field.click();
    await arrived(frame);
    const words = unique('Begun in English');
    await composer.introduce('Kim', words);
    await expect(new Thread(frame).post(words).whole).toHaveAttribute('data-id', /./);
    await expect(page).toHaveURL(address);
  });
}

test.describe('where the page around it names no language', () => {
  for (const [locale, label] of [
    ['en-GB', 'What do you think about this section?'],
    ['ar', 'Hvad mener du om afsnittet?'],
  ] as const) {
    test.describe(`and the reader’s is ${locale}`, () => {
      test.use({ locale });

      test('the frame is English for those who read that, and Danish for others', async ({ page }) => {
        const html = encodeURIComponent(`<div lang="">${CODES.script}</div>`);
        const { frame } = await framed(page, `${CITY}/tom.html?html=${html}`);
        await expect(frame.getByLabel(label)).toBeVisible();
      });
    });
  }
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
