import type { Frame, Locator, Page } from '@playwright/test';
import { arrived } from './house/arrival';
import { People, unique } from './house/people';
import { site } from './house/site';
import { expect, test } from './house/test';
import { Thread } from './pages/thread';

/** A site of the same owner as the hearing, for the browser: only the port is another. */
const OWN = `http://127.0.0.1:${process.env.BLANDDIG_BROWSER_SITE}`;
/** A stranger's site, where the browser lets a frame remember nothing. */
const SITE = `http://localhost:${process.env.BLANDDIG_BROWSER_SITE}`;

async function framed(page: Page, address: string): Promise<{ frame: Frame; element: Locator }> {
  await page.goto(address, { waitUntil: 'commit' });
  const element = page.locator('iframe:is([title="Deltag i høringen"], [title="Take part in the hearing"])');
  const frame = await (await element.elementHandle())!.contentFrame();
  await frame!.getByRole('heading', { level: 1 }).waitFor();
  return { frame: frame!, element };
}

/** By how much the frame is lower or higher than what it shows. */
async function gap(frame: Frame, element: Locator): Promise<number> {
  const content = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
  const box = await element.boundingBox();
  return Math.abs((box?.height ?? 0) - content);
}

test('on a site that may, the conversation appears where the script stands and is as high as it is', async ({ page }) => {
  const { frame, element } = await framed(page, `${SITE}/avis`);
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Alle unge skal have en god start på livet');
  await expect(frame.getByText('Jeg har tid om tirsdagen')).toBeVisible();
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  const [below, above] = await Promise.all([page.getByText('Efter samtalen').boundingBox(), element.boundingBox()]);
  expect(below!.y).toBeGreaterThanOrEqual(above!.y + above!.height);
  const before = (await element.boundingBox())!.height;
  await frame.getByText('Mere', { exact: true }).first().scrollIntoViewIfNeeded();
  await new Thread(frame).composer.field.focus();
  await expect.poll(async () => (await element.boundingBox())!.height).toBeGreaterThan(before + 50);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
});

test('whoever only reads in the frame does not load the app, and whoever writes does', async ({ page }) => {
  const programs: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) programs.push(request.url());
  });
  const { frame } = await framed(page, `${SITE}/avis`);
  await page.mouse.wheel(0, 400);
  await page.waitForLoadState('networkidle');
  expect(programs).toEqual([]);
  const thread = new Thread(frame);
  await thread.composer.field.click();
  await arrived(frame);
  expect(programs.length).toBeGreaterThan(0);
  await expect(thread.composer.field).toBeFocused();
});

test('whoever comes near the composer with the pointer finds the app there', async ({ page }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  await new Thread(frame).composer.form.hover();
  await arrived(frame);
});

test('whoever begins before the frame’s first script is there gets the app as well', async ({ page }) => {
  let come = () => {};
  const wait = new Promise<void>((done) => (come = done));
  await page.route('**/assets/early-*.js', async (route) => {
    await wait;
    await route.continue();
  });
  const { frame } = await framed(page, `${SITE}/avis`);
  const { field } = new Thread(frame).composer;
  await field.click();
  await page.keyboard.type('Jeg er hurtig');
  come();
  await arrived(frame);
  await expect(field).toHaveValue('Jeg er hurtig');
});

test('a newcomer comments in the frame, and is still known in it after a reload', async ({ page }) => {
  const { frame } = await framed(page, `${OWN}/avis`);
  const words = unique('Skrevet hos avisen');
  const thread = new Thread(frame);
  await thread.composer.field.click();
  await page.keyboard.type(words);
  await thread.composer.name.fill('Avislæseren');
  await thread.composer.send.click();
  await expect(thread.post(words).whole).toContainText('Avislæseren');
  // Only what has arrived is there for a page that is loaded anew.
  await expect(thread.post(words).whole).toHaveAttribute('data-id', /./);
  await expect(page).toHaveURL(`${OWN}/avis`);
  const again = await framed(page, `${OWN}/avis`);
  const back = new Thread(again.frame);
  await expect(back.post(words).whole).toBeVisible();
  await back.composer.field.click();
  await arrived(again.frame);
  await expect(back.composer.form).toContainText('Du skriver som Avislæseren');
});

test('what others write meanwhile is offered in the frame above what is there', async ({ page, request }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  const thread = new Thread(frame);
  const listens = page.waitForResponse(/\/live/);
  await thread.composer.field.click();
  await arrived(frame);
  await listens;
  const people = new People(request);
  const words = unique('Imens avisen stod åben');
  await people.comment(await people.join('Genboen'), 'indsats-1', words);
  const offer = frame.getByRole('button', { name: /^\d+ nye? kommentarer? – vis$/ });
  // In the flow: the edge of the window is nowhere in a frame that is as high as what it shows.
  const above = async () => (await offer.boundingBox())!.y < (await frame.getByRole('article').first().boundingBox())!.y;
  await expect(offer).toBeVisible();
  expect(await above()).toBe(true);
  expect(await offer.locator('..').evaluate((element) => getComputedStyle(element).position)).toBe('static');
  await offer.click();
  await expect(thread.post(words).whole).toBeVisible();
});

test('what others wrote while one only read in the frame is offered when the app comes', async ({ page, request }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  const people = new People(request);
  await people.comment(await people.join('Genboen'), 'indsats-1', unique('Mens jeg læste'));
  await frame.waitForFunction(() => performance.now() > 3_100);
  await new Thread(frame).composer.field.click();
  await expect(frame.getByRole('button', { name: /^\d+ nye? kommentarer? – vis$/ })).toBeVisible();
});

test('where a frame may remember nothing one comments all the same, and is told to keep the link', async ({ page }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  const words = unique('Skrevet hos naboavisen');
  const thread = new Thread(frame);
  await thread.composer.field.click();
  await page.keyboard.type(words);
  await arrived(frame);
  await expect(thread.composer.form).toContainText('Din browser gemmer ikke kladden.');
  await thread.composer.name.fill('Naboen');
  await thread.composer.send.click();
  await expect(thread.post(words).whole).toContainText('Naboen');
  const offer = frame.getByRole('region', { name: 'Gem dit link' });
  await expect(offer).toContainText('Browseren her husker dig ikke, når du lukker siden.');
});

test('from a frame that may remember nothing one goes on at the site itself as the same person', async ({
  page,
  context,
}) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  const words = unique('Begyndt hos naboavisen');
  const thread = new Thread(frame);
  await thread.composer.field.click();
  await page.keyboard.type(words);
  await arrived(frame);
  await thread.composer.name.fill('Naboens nabo');
  await thread.composer.send.click();
  await expect(thread.post(words).whole).toContainText('Naboens nabo');
  await thread.composer.field.fill('Lidt mere');
  const opened = context.waitForEvent('page');
  await thread.composer.form.getByRole('link', { name: 'Ikke dig?' }).click();
  const own = await opened;
  await expect(own).toHaveURL(/\/mine$/);
  await expect(own.getByRole('main')).toContainText('Du skriver som Naboens nabo');
  await expect(own.getByRole('main')).toContainText(words);
  await expect(page).toHaveURL(`${SITE}/avis`);
});

test('for a stranger the page itself opens from the frame at once', async ({ page, context }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Åbn på høringens egen side' }).click();
  const own = await opened;
  await expect(own).toHaveURL(/\/integrationspolitik\/indsats-1$/);
});

test('a link in the frame opens beside it, and the order of the thread changes within it', async ({ page, context }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  await frame.getByRole('link', { name: 'Ældste' }).click();
  await expect(frame.getByRole('article').first()).toContainText('Mona');
  const opened = context.waitForEvent('page');
  await frame.getByRole('heading', { level: 1 }).getByRole('link').click();
  await expect(await opened).toHaveURL(/\/integrationspolitik\/indsats-1$/);
  await expect(page).toHaveURL(`${SITE}/avis`);
});

test('a frame can begin in English, changes its language in place, and is as high as it is in both', async ({ page }) => {
  const { frame, element } = await framed(page, `${SITE}/avis-paa-engelsk`);
  await expect(frame.getByLabel('What do you think about this section?')).toBeVisible();
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  await frame.getByRole('link', { name: 'Dansk' }).click();
  await expect(frame.getByLabel('Hvad mener du om afsnittet?')).toBeVisible();
  await frame.evaluate(() => document.body.append(document.createElement('hr'), 'En linje til'));
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  await expect(page).toHaveURL(`${SITE}/avis-paa-engelsk`);
});

test('another frame on the page cannot change the height', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { lies: 0 });
    addEventListener('message', (event) => {
      if (event.data?.height === 7777) (window as unknown as { lies: number }).lies += 1;
    });
  });
  const { frame, element } = await framed(page, `${SITE}/avis-med-falsk-ramme`);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  await expect.poll(() => page.evaluate(() => (window as unknown as { lies: number }).lies)).toBeGreaterThan(5);
  expect(await gap(frame, element)).toBeLessThan(2);
});

test('a card tells what the hearing is, runs no program, and leads in', async ({ page, context }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (/\.wasm$|early-/.test(request.url())) scripts.push(request.url());
  });
  const { frame, element } = await framed(page, `${SITE}/kort`);
  await expect(frame.getByText('dage tilbage')).toBeVisible();
  await expect(frame.getByRole('listitem')).toHaveCount(3);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Deltag', exact: true }).click();
  await expect(await opened).toHaveURL(/\/integrationspolitik$/);
  expect(scripts).toEqual([]);
});

test('the frame is as dark as the page around it, whatever the device says, and its links stay so', async ({ page }) => {
  const shade = (frame: Frame) => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const { frame } = await framed(page, `${SITE}/moerk`);
  const dark = await shade(frame);
  await frame.getByRole('link', { name: 'Ældste' }).click();
  await expect(frame.getByRole('article').first()).toContainText('Mona');
  expect(await shade(frame)).toBe(dark);
  const light = await framed(page, `${SITE}/avis`);
  expect(await shade(light.frame)).not.toBe(dark);
});

test('a stylesheet that spares nothing leaves the frame as it is', async ({ page }) => {
  const { frame, element } = await framed(page, `${SITE}/haard-stil`);
  await expect(frame.getByText('Jeg har tid om tirsdagen')).toBeVisible();
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  expect((await element.boundingBox())!.width).toBeGreaterThan(250);
});

test('on a site that isolates itself the conversation appears, and one can write', async ({ page }) => {
  const { frame, element } = await framed(page, `${SITE}/alene`);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  await new Thread(frame).composer.field.click();
  await arrived(frame);
});

test('a frame far down is loaded when one comes near', async ({ page }) => {
  const frames: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/embed/')) frames.push(request.url());
  });
  await page.goto(`${SITE}/langt-nede`);
  await page.waitForLoadState('networkidle');
  expect(frames).toEqual([]);
  await page.mouse.wheel(0, 3500);
  await expect.poll(() => frames.length).toBe(1);
});

test('a link to a comment leads to it, in the frame, on the page around it', async ({ page }) => {
  const { frame } = await framed(page, `${SITE}/avis`);
  const last = frame.locator('article[data-id]:not([data-id=""])').last();
  const id = await last.getAttribute('data-id');
  await page.goto('about:blank');
  const linked = await framed(page, `${SITE}/avis#kommentar-${id}`);
  const meant = linked.frame.locator(`article[data-id="${id}"]`);
  await expect(meant).toHaveClass(/post--meant/);
  await expect(meant).toBeInViewport();
  // Another link on the same page.
  const other = await linked.frame.locator(`article[data-id]:not([data-id="${id}"])`).first().getAttribute('data-id');
  await page.evaluate((to) => (location.hash = `kommentar-${to}`), other);
  await expect(linked.frame.locator(`article[data-id="${other}"]`)).toHaveClass(/post--meant/);
});

test('a link to a comment far down begins its own conversation there, and leaves another on the page as it is', async ({
  page,
  request,
}) => {
  const people = new People(request);
  const [ole, pia] = [await people.join('Ole'), await people.join('Pia')];
  const { id } = await people.comment(ole, 'til-virkelighed', unique('Langt nede i den ene samtale'));
  for (let later = 0; later < 11; later += 1) {
    for (const person of [ole, pia]) await people.comment(person, 'til-virkelighed', unique('Og en til'));
  }
  await page.goto(`${SITE}/to-samtaler`, { waitUntil: 'commit' });
  const frames = page.locator('bland-dig iframe');
  const frame = async (at: number) => (await (await frames.nth(at).elementHandle())!.contentFrame())!;
  const [its, other] = [await frame(0), await frame(1)];
  for (const one of [its, other]) {
    await one.getByRole('heading', { level: 1 }).waitFor();
    await one.evaluate(() => (document.title = 'Som den var'));
  }
  await expect(its.locator(`article[data-id="${id}"]`)).toHaveCount(0);
  const looked = page.waitForResponse((answer) => answer.url().endsWith(`/api/comments/${id}`) && answer.frame() === other);
  await page.evaluate((to) => (location.hash = `kommentar-${to}`), id);
  await expect(its.locator(`article[data-id="${id}"]`)).toHaveClass(/post--meant/);
  await (await looked).finished();
  expect(await other.title()).toBe('Som den var');
  expect(await its.title()).not.toBe('Som den var');
});

test('beside links stands how many comments there are', async ({ page }) => {
  // Others write meanwhile: what counts is what this page was told.
  const told = page.waitForResponse((answer) => answer.url().endsWith('/integrationspolitik/counts') && answer.ok());
  await page.goto(`${SITE}/tal`);
  const counts = await (await told).json();
  expect(counts.comments).toBeGreaterThan(counts.sections['indsats-1']);
  await expect(page.getByText('Afsnittet (')).toHaveText(`Afsnittet (${counts.sections['indsats-1']})`);
  await expect(page.getByText('Høringen (')).toHaveText(`Høringen (${counts.comments})`);
  await expect(page.getByText('Intet (')).toHaveText('Intet (?)');
});

test.describe('on a site that is not on the list', () => {
  test.use({ forgiven: /frame-ancestors/ });

  test('the conversation does not appear', async ({ page }) => {
    const stranger = await site(0);
    const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    await page.goto(`http://localhost:${stranger.port}/avis`);
    await refused;
    const frame = page.frameLocator('iframe[title="Deltag i høringen"]');
    await expect(frame.getByRole('heading', { level: 1, name: 'Alle unge' })).toHaveCount(0);
    await stranger.stop();
  });
});
