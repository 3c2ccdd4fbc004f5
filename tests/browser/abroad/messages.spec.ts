import type { Frame, Page } from '@playwright/test';
import { expect, framed, gap, test } from '../house/abroad';
import { ADVERTISER, CITY, HEARING } from '../house/names';

// Without the finger that tests lend a page: one that leaves loses it, is drawn for a mouse, and tells its height.
test.use({ isMobile: false, hasTouch: false });

const ADDRESS = `${CITY}/tom.html?kode=script`;
/** How many messages that mean nothing are sent one after the other. */
const MANY = 400;

/** What a page or a frame of the browser keeps for a test. */
type Noted = Window & { noted?: unknown[] };

/** From now on the page notes what is sent to it, and what changes the hearing's element. */
async function watched(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: unknown[] = ((window as Noted).noted = []);
    addEventListener('message', ({ data }) => noted.push(['came', data]));
    addEventListener('blanddig-height', (event) => noted.push(['height', (event as CustomEvent).detail]));
  });
}

const noted = (page: Page) => page.evaluate(() => (window as Noted).noted);

/** The heights that the element has taken. */
const changes = async (page: Page) => (await noted(page))!.filter((one) => (one as unknown[])[0] === 'height');

/** Another frame beside the hearing's, which can send to the page around and to the frame. */
async function beside(page: Page, site: string): Promise<Frame> {
  const address = `${site}/behold.html`;
  await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), address);
  const there = () => page.frames().find((frame) => frame.url() === address);
  await expect
    .poll(() =>
      there()
        ?.title()
        .catch(() => ''),
    )
    .toBe('Hvad browseren gemmer');
  return there()!;
}

/** Does something, and tells what came of it in a frame; it is dealt with in turn. */
async function changed(frame: Frame, act: () => Promise<unknown>): Promise<string[]> {
  const state = () => frame.evaluate(() => [document.documentElement.outerHTML, location.href, `${scrollY}`]);
  const before = await state();
  await act();
  await dealtWith(frame);
  const after = await state();
  return ['what one sees', 'where it is', 'where one reads'].filter((_, part) => after[part] !== before[part]);
}

/** Everything that was sent before has been dealt with: the frame answers in turn. */
const dealtWith = (frame: Frame) => frame.evaluate(() => new Promise((done) => setTimeout(done)));

/** The city's page with a bare frame, to which this page is named as the one around it; others can reach that. */
function told(parent: string): string {
  const address = `${HEARING}/embed/integrationspolitik/indsats-1#parent=${encodeURIComponent(parent)}`;
  const html = `<iframe title="Deltag i høringen" src="${address}"></iframe>`;
  return `${CITY}/tom.html?html=${encodeURIComponent(html)}`;
}

/** Says something to the first frame on the page, from the page itself or from another frame on it. */
const say = (from: Page | Frame, messages: unknown[]) =>
  from.evaluate((all) => all.forEach((message) => top!.frames[0]!.postMessage(message, '*')), messages);

test('the frame heeds the page around it, in the right words, and no other window', async ({ page }) => {
  const { frame } = await framed(page, told(CITY));
  const show = await frame.locator('article[data-id]').nth(1).getAttribute('data-id');
  for (const site of [ADVERTISER, CITY]) {
    const other = await beside(page, site);
    expect(await changed(frame, () => say(other, [{ blanddig: 1, show }])), site).toEqual([]);
  }
  const wrong = [2, 0, '1', null, [1], {}].map((blanddig) => ({ blanddig, show }));
  const empty = [{ show }, { blanddig: 1 }, { blanddig: 1, height: 1, top: 1 }];
  expect(await changed(frame, () => say(page, [...wrong, ...empty]))).toEqual([]);
  expect(await changed(frame, () => say(page, [{ blanddig: 1, show }]))).toEqual(['what one sees']);
});

/** Sends the frame what means nothing, or nearly something. Runs in the page around it. */
function sendNonsense(many: number): void {
  const { contentWindow } = document.querySelector('bland-dig')!.shadowRoot!.querySelector('iframe')!;
  // The same chances at every run, so that what fails once fails again.
  let seed = 2010;
  const chance = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const id = '0'.repeat(32);
  const numbers = [NaN, Infinity, -1, 1e308, -0, 10n ** 40n];
  const texts = ['', 'x'.repeat(1e5), `${id}0`, `${id.slice(1)}g`, `\n${id}`, `../${id}`, `'],*,[x='`, '#kommentar-'];
  const others = [null, undefined, true, [id], new Date(NaN), new Map([[id, id]]), new Uint8Array(9), new Error(id)];
  const shapes: object[] = [{ toString: id, length: 32 }, { show: { show: id } }, { blanddig: 1, show: [id] }];
  const values = [...numbers, ...texts, ...others, ...shapes];
  const any = () => values[chance(values.length)];
  for (let sent = 0; sent < many; sent += 1) {
    const version = chance(3) ? 1 : any();
    const known = { blanddig: version, [chance(4) ? 'show' : 'height']: any(), secret: any(), message: any() };
    contentWindow!.postMessage(chance(5) ? known : any(), '*');
  }
}

test('hundreds of messages without sense, from the page around it, leave the frame as it is', async ({ page }) => {
  const { frame } = await framed(page, ADDRESS);
  await frame.evaluate(() => {
    const came = ((window as Noted).noted = [] as unknown[]);
    addEventListener('message', ({ data }) => came.push(data));
  });
  const came = () => frame.evaluate(() => (window as Noted).noted!.length);
  const sends = async () => {
    await page.evaluate(sendNonsense, MANY);
    await expect.poll(came).toBe(MANY);
  };
  expect(await changed(frame, sends)).toEqual([]);
});

test('an advertisement that speaks as the frame does moves nothing on the page, even in its place', async ({
  page,
}) => {
  const { frame, element } = await framed(page, ADDRESS);
  await expect.poll(() => gap(frame, element)).toBeLessThan(2);
  const stands = async () => ({ box: await element.boundingBox(), top: await page.evaluate(() => scrollY) });
  const liesInVain = async (ad: Frame) => {
    await watched(page);
    const before = await stands();
    const lies = [{ height: 7777 }, { top: 4000 }, { height: 1, top: 1 }];
    await ad.evaluate((all) => all.forEach((what) => parent.postMessage({ blanddig: 1, ...what }, '*')), lies);
    await expect.poll(() => noted(page)).toEqual(lies.map((what) => ['came', { blanddig: 1, ...what }]));
    expect(await stands()).toEqual(before);
  };
  await liesInVain(await beside(page, ADVERTISER));
  // In the hearing's own element, as if it had led itself to another site.
  await element.evaluate((own: HTMLIFrameElement, src) => void (own.src = src), `${ADVERTISER}/tom.html`);
  await frame.waitForURL(`${ADVERTISER}/tom.html`);
  await liesInVain(frame);
});

test('a height is taken from the element’s own frame alone, and only when it can be one', async ({ page }) => {
  const { frame, element } = await framed(page, ADDRESS);
  await expect.poll(async () => (await element.boundingBox())!.height).toBeGreaterThan(600);
  const other = await beside(page, HEARING);
  await watched(page);
  const before = await element.boundingBox();
  const tell = (from: Frame, heights: unknown[], version: unknown = 1) =>
    from.evaluate(
      ([values, blanddig, to]) =>
        (values as unknown[]).forEach((height) => parent.postMessage({ blanddig, height }, to as string)),
      [heights, version, CITY] as const,
    );
  await tell(other, [1234]);
  await tell(frame, [-1, 0, NaN, Infinity, -Infinity, 1e5, 1e308, '12px', '12', true, {}, [], null, 'x']);
  await tell(frame, [1234], 2);
  await tell(frame, [1234], '1');
  // The last one is right, so all before it have been heard.
  await tell(frame, [1239.2]);
  await expect.poll(() => changes(page)).toEqual([['height', 1240]]);
  expect((await element.boundingBox())!.height).toBe(1240);
  expect((await element.boundingBox())!.width).toBe(before!.width);
});

test('a frame speaks with the page that was named to it, and with no other', async ({ page }) => {
  await page.addInitScript(() => {
    if (window !== top) return;
    const came: unknown[] = ((window as Noted).noted = []);
    addEventListener('message', ({ data }) => came.push(Object.keys(data).sort().join()));
  });
  const speaks = async (parent: string) => {
    const { frame } = await framed(page, told(parent));
    await frame.waitForLoadState('load');
    // What the frame's own script has said came before this.
    await frame.evaluate((to) => window.parent.postMessage({ last: true }, to), CITY);
    await expect.poll(() => noted(page)).toContain('last');
    const show = await frame.locator('article[data-id]').nth(1).getAttribute('data-id');
    const heeds = await changed(frame, () => say(page, [{ blanddig: 1, show }]));
    return { said: [...new Set(await noted(page))], heeds: heeds.length > 0 };
  };
  expect(await speaks(CITY)).toEqual({ said: ['blanddig,height', 'last', 'blanddig,top'], heeds: true });
  for (const parent of [ADVERTISER, '*', 'null', 'blanddigibyen.test', '']) {
    expect(await speaks(parent), parent).toEqual({ said: ['last'], heeds: false });
  }
});
