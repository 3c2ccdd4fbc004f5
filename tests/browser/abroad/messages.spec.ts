import type { Frame, Page } from '@playwright/test';
import { expect, framed, test } from '../house/abroad';
import { ADVERTISER, CITY, HEARING, STRANGER } from '../house/names';

const ADDRESS = `${CITY}/tom.html?kode=script`;
/** How many messages that mean nothing are sent one after the other. */
const MANY = 400;

/** What a page or a frame of the browser keeps for a test. */
type Noted = Window & { noted?: unknown[]; made?: (at: number) => unknown };

/** From now on the page notes what changes the hearing's element, and what is sent to the page from elsewhere. */
async function watched(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: unknown[] = ((window as Noted).noted = []);
    addEventListener('blanddig-height', (event) => noted.push(['height', (event as CustomEvent).detail]));
  });
}

const noted = (page: Page) => page.evaluate(() => (window as Noted).noted);

/** An advertisement beside the hearing's frame, which can send to the page around and to the frame. */
async function advertisement(page: Page): Promise<Frame> {
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  }, `${ADVERTISER}/tom.html`);
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(ADVERTISER))).toBe(true);
  return page.frames().find((frame) => frame.url().startsWith(ADVERTISER))!;
}

/** What a frame looks like to somebody who reads in it, and where it is. */
const state = (frame: Frame) =>
  frame.evaluate(() => ({ html: document.documentElement.outerHTML, at: location.href, top: scrollY }));

/** Everything that was sent before has been dealt with: the frame answers in turn. */
const dealtWith = (frame: Frame) => frame.evaluate(() => new Promise((done) => setTimeout(done)));

test('what other windows say to the frame it does not heed, whatever it is', async ({ page }) => {
  const { frame } = await framed(page, ADDRESS);
  const id = await frame.locator('article[data-id]').nth(1).getAttribute('data-id');
  const ad = await advertisement(page);
  const before = await state(frame);
  await ad.evaluate((show) => {
    for (const blanddig of [1, 2]) parent.frames[0]!.postMessage({ blanddig, show }, '*');
  }, id);
  await page.evaluate((show) => {
    const frame = document.querySelector('bland-dig')!.shadowRoot!.querySelector('iframe')!;
    const odd = [2, 0, '1', null, [1], {}].map((blanddig) => ({ blanddig, show }));
    for (const message of [...odd, { show }, { blanddig: 1 }, { blanddig: 1, height: 1, top: 1 }]) {
      frame.contentWindow!.postMessage(message, '*');
    }
  }, id);
  await dealtWith(frame);
  expect(await state(frame)).toEqual(before);
  // The page around it may ask, in the right words: then something happens.
  await page.evaluate((show) => {
    const frame = document.querySelector('bland-dig')!.shadowRoot!.querySelector('iframe')!;
    frame.contentWindow!.postMessage({ blanddig: 1, show }, '*');
  }, id);
  await expect(frame.locator(`article[data-id="${id}"]`)).toHaveClass(/post--meant/);
});

test('hundreds of messages without sense, from the page around it, leave the frame as it is', async ({ page }) => {
  const { frame } = await framed(page, ADDRESS);
  await frame.evaluate(() => {
    const came = ((window as Noted).noted = [] as unknown[]);
    addEventListener('message', ({ data }) => came.push(data));
  });
  const before = await state(frame);
  await page.evaluate((many) => {
    const frame = document.querySelector('bland-dig')!.shadowRoot!.querySelector('iframe')!;
    // The same chances at every run, so that what fails once fails again.
    let seed = 2010;
    const chance = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const id = '0'.repeat(32);
    const values: (() => unknown)[] = [
      () => NaN, () => Infinity, () => -1, () => 1e308, () => null, () => undefined, () => true, () => -0,
      () => 10n ** 40n, () => '', () => 'x'.repeat(chance(100_000)), () => `${id}0`, () => `${id.slice(1)}g`,
      () => `A${id.slice(1)}`.toUpperCase(), () => `'] , *, [x='`, () => `../${id}`, () => '#kommentar-', () => `\n${id}`,
      () => [id], () => new Date(NaN), () => new Map([[id, id]]), () => new Uint8Array(chance(9)), () => new Error(id),
      () => ({ toString: id, length: 32 }), () => ({ __proto__: { show: id } }),
    ];
    const any = () => values[chance(values.length)]!();
    for (let sent = 0; sent < many; sent += 1) {
      const known = { blanddig: chance(3) ? 1 : any(), [chance(4) ? 'show' : 'height']: any(), secret: any(), message: any() };
      frame.contentWindow!.postMessage(chance(5) ? known : any(), '*');
    }
  }, MANY);
  await expect.poll(() => frame.evaluate(() => (window as Noted).noted!.length)).toBe(MANY);
  expect(await state(frame)).toEqual(before);
});

test('an advertisement that speaks as the frame does moves nothing on the page', async ({ page }) => {
  const { element } = await framed(page, ADDRESS);
  const ad = await advertisement(page);
  await expect.poll(async () => (await element.boundingBox())!.height).toBeGreaterThan(600);
  await watched(page);
  const before = { box: await element.boundingBox(), at: await page.evaluate(() => scrollY) };
  await page.evaluate(() => addEventListener('message', ({ data }) => (window as Noted).noted!.push(['came', data.last])));
  await ad.evaluate(() => {
    for (const what of [{ height: 7777 }, { top: 4000 }, { height: 1, top: 1 }, { last: true }]) {
      parent.postMessage({ blanddig: 1, ...what }, '*');
    }
  });
  await expect.poll(() => noted(page)).toEqual([['came', undefined], ['came', undefined], ['came', undefined], ['came', true]]);
  expect({ box: await element.boundingBox(), at: await page.evaluate(() => scrollY) }).toEqual(before);
});

test('a height from the hearing’s own site is taken from this element’s frame alone, and only when it can be one', async ({
  page,
}) => {
  const { frame, element } = await framed(page, ADDRESS);
  await expect.poll(async () => (await element.boundingBox())!.height).toBeGreaterThan(600);
  // Another frame of the same site.
  await page.evaluate((code) => document.body.insertAdjacentHTML('beforeend', code), `<iframe src="${HEARING}/embed/integrationspolitik"></iframe>`);
  const other = () => page.frames().find((one) => one.url().endsWith('/embed/integrationspolitik'));
  await expect.poll(async () => (await other()?.title())?.length ?? 0).toBeGreaterThan(0);
  await watched(page);
  const before = await element.boundingBox();
  const tell = (from: Frame, heights: unknown[], version: unknown = 1) =>
    from.evaluate(([values, blanddig, to]) => (values as unknown[]).forEach((height) => parent.postMessage({ blanddig, height }, to as string)), [heights, version, CITY] as const);
  await tell(other()!, [1234]);
  await tell(frame, [-1, 0, NaN, Infinity, -Infinity, 1e5, 1e308, '12px', {}, [], null, 'x']);
  await tell(frame, [1234], 2);
  await tell(frame, [1234], '1');
  // The last one is right, so all before it have been heard.
  await tell(frame, [1239.2]);
  await expect.poll(() => noted(page)).toEqual([['height', 1240]]);
  expect((await element.boundingBox())!.height).toBe(1240);
  expect((await element.boundingBox())!.width).toBe(before!.width);
});

test('a frame tells how high it is to the page that was named to it, and to no other', async ({ page }) => {
  await page.addInitScript(() => {
    if (window !== top) return;
    const came: unknown[] = ((window as Noted).noted = []);
    addEventListener('message', ({ data }) => came.push(Object.keys(data).sort().join()));
  });
  const told = async (parent: string) => {
    const address = `${HEARING}/embed/integrationspolitik/indsats-1#parent=${encodeURIComponent(parent)}`;
    const html = `<iframe title="Deltag i høringen" src="${address}"></iframe>`;
    const { frame } = await framed(page, `${CITY}/tom.html?html=${encodeURIComponent(html)}`);
    await frame.waitForLoadState('load');
    // What the frame's own script has said came before this.
    await frame.evaluate((to) => window.parent.postMessage({ last: true }, to), CITY);
    await expect.poll(() => noted(page)).toContain('last');
    return noted(page);
  };
  expect(await told(CITY)).toContain('blanddig,height');
  for (const parent of [ADVERTISER, STRANGER, '*', '/', 'null', 'blanddigibyen.test', '']) {
    expect(await told(parent), parent).toEqual(['last']);
  }
});
