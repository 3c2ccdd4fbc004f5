import type { Page } from '@playwright/test';
import { expect, framed, test } from '../house/abroad';
import { arrived } from '../house/arrival';
import { CITY, HEARING, STRANGER } from '../house/names';
import { unique } from '../house/people';
import { placed } from '../house/snippets';
import { Thread } from '../pages/thread';

test.use({ forgiven: /frame-ancestors/ });

const CONVERSATION = `${HEARING}/embed/integrationspolitik/indsats-1`;
/** What a hostile page would have people press: where they agree, write, are themselves, and decide. */
const PRIZES = [
  CONVERSATION,
  `${HEARING}/integrationspolitik/indsats-1`,
  `${HEARING}/mine`,
  `${HEARING}/desk`,
  `${HEARING}/desk/ko/nye`,
];

/** A page that shows people a bicycle to win, and lays the hearing over it, unseen: the press is the hearing's. */
const lure = (prize: string) => `
  <style>
    body { margin: 0 }
    button { position: absolute; inset: 0; width: 100vw; height: 100vh }
    iframe, bland-dig { position: absolute; inset: 0; width: 100vw; height: 2000px; opacity: 0.001; z-index: 9 }
  </style>
  <button onclick="document.title = 'vundet'">Vind en cykel</button>
  ${prize}`;

const bare = (address: string) => `<iframe src="${address}" title="Deltag i høringen"></iframe>`;
const on = (site: string, html: string) => `${site}/tom.html?html=${encodeURIComponent(html)}`;

/** Presses all over what one sees of the page, as somebody does who wants the bicycle. */
async function pressesAllOver(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!;
  for (let y = 20; y < height; y += 45) {
    for (let x = 20; x < width; x += 45) await page.mouse.click(x, y);
  }
}

/** What lies uppermost in the middle of the page. */
const uppermost = (page: Page) =>
  page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName);

test('on the city’s site a press on what is laid under the frame is the hearing’s: so the next test can fail', async ({
  page,
  abroad,
}) => {
  const address = on(CITY, lure(bare(CONVERSATION)));
  let { frame } = await framed(page, address);
  let thread = new Thread(frame);
  await thread.composer.field.click();
  await arrived(frame);
  const words = unique('Jeg vil have en cykel');
  await thread.composer.introduce('Cyklisten', words);
  await expect(thread.post(words).whole).toHaveAttribute('data-id', /./);

  ({ frame } = await framed(page, address));
  thread = new Thread(frame);
  const agree = thread.post(/^((?!Jeg vil have en cykel).)*$/s).support;
  await agree.scrollIntoViewIfNeeded();
  const { x, y } = (await agree.boundingBox())!;
  expect(await uppermost(page)).toBe('iframe');
  const before = abroad.web.asked.length;
  await page.mouse.click(x + 5, y + 5);
  await expect(agree).toHaveAttribute('aria-pressed', 'true');
  const supports = () => abroad.web.asked.slice(before).filter(({ path }) => path.endsWith('/support'));
  await expect.poll(() => supports().map(({ status }) => status < 300)).toEqual([true]);
  await expect(page).not.toHaveTitle('vundet');
});

test('on a site that may not show the hearing there is nothing to lay under people’s fingers', async ({
  page,
  people,
  abroad,
}) => {
  // The browser knows who they are, at the hearing's own site.
  const mona = await people.join('Mona');
  await page.goto(`${HEARING}/behold.html`);
  const me = { ...mona, kind: 'citizen', district: null };
  await page.evaluate((kept) => localStorage.setItem('blanddig.me', kept), JSON.stringify(me));
  // Without the link that stands below the frame: it leads to the site itself, and should.
  const codes = [placed('script'), placed('ramme')].map((code) => [CONVERSATION, code.replace(/<a .*<\/a>/, '')]);
  for (const [address, prize] of [...PRIZES.map((one) => [one, bare(one)]), ...codes] as [string, string][]) {
    const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    const before = abroad.web.asked.length;
    await page.goto(on(STRANGER, lure(prize)));
    await refused;
    expect(await uppermost(page), prize).toMatch(/^(iframe|bland-dig)$/);
    await pressesAllOver(page);
    const asked = abroad.web.asked.slice(before).filter(({ path }) => !/^\/(embed\.js|favicon\.ico)$/.test(path));
    // The page itself, which the browser then does not show: no program, no cookie, and nothing that was pressed.
    const all = new Set(asked.map(({ method, path, cookie }) => `${method} ${HEARING}${path}${cookie}`));
    expect([...all]).toEqual([`GET ${address}`]);
  }
});

test('nor through the city’s own page, laid over the bicycle with the hearing in it', async ({ page, abroad }) => {
  const citys = `${CITY}/tom.html?kode=ramme`;
  const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
  const before = abroad.web.asked.length;
  await page.goto(on(STRANGER, lure(bare(citys))));
  await refused;
  expect(await uppermost(page)).toBe('iframe');
  await pressesAllOver(page);
  const asked = abroad.web.asked.slice(before).map(({ method, path }) => `${method} ${HEARING}${path}`);
  expect(new Set(asked)).toEqual(new Set([`GET ${CONVERSATION}`]));
});
