import type { Page } from '@playwright/test';
import { expect, test } from '../house/abroad';
import { ADVERTISER, CITY, HEARING, STRANGER } from '../house/names';
import { placed } from '../house/snippets';

// The browser says so each time, and that is the point.
test.use({ forgiven: /frame-ancestors|Unsafe attempt to initiate navigation/ });

const CONVERSATION = '/embed/integrationspolitik/indsats-1';
/** Where people write, decide and find themselves: a click there is worth something to others. */
const OWN = [
  '/',
  '/integrationspolitik',
  '/integrationspolitik/indsats-1',
  '/integrationspolitik/forslag/nyt',
  '/mine',
  '/desk',
];
/** What gives data or files. */
const OTHER = ['/api/consultations', '/oembed?url=x', '/embed.js', '/robots.txt', '/healthz'];

/** Which pages are shown in frames on a page, however deep; a page that was refused is none. */
async function shown(page: Page, address: string): Promise<string[]> {
  await page.goto(address, { waitUntil: 'load' });
  const frames = page.frames().slice(1);
  const addresses = await Promise.all(
    frames.map((frame) => frame.evaluate(() => location.href).catch(() => 'refused')),
  );
  return addresses.map((found) => (found.startsWith('https://') ? found : 'refused'));
}

const on = (site: string, html: string) => `${site}/tom.html?html=${encodeURIComponent(html)}`;
const frame = (address: string) => `<iframe src="${address.replaceAll('"', '%22')}"></iframe>`;

test('the conversation and the card are shown on the city’s site, and nothing else of the hearing is', async ({
  page,
}) => {
  for (const path of [CONVERSATION, `${CONVERSATION}?som=kort`]) {
    expect(await shown(page, on(CITY, frame(HEARING + path)))).toEqual([HEARING + path]);
  }
  for (const path of [...OWN, ...OTHER]) {
    expect(await shown(page, on(CITY, frame(HEARING + path))), path).toEqual(['refused']);
  }
});

test('a site that may not show the hearing shows no page of it', async ({ page }) => {
  for (const path of [CONVERSATION, `${CONVERSATION}?som=kort`, ...OWN]) {
    expect(await shown(page, on(STRANGER, frame(HEARING + path))), path).toEqual(['refused']);
  }
});

const ADDRESS = HEARING + CONVERSATION;
const WAYS = {
  'the code with a script': placed('script'),
  'the code without one': placed('ramme'),
  'an object': `<object data="${ADDRESS}"></object>`,
  'what is embedded': `<embed src="${ADDRESS}">`,
  'a sandbox': `<iframe sandbox="allow-scripts allow-same-origin" src="${ADDRESS}"></iframe>`,
  'a frame in a frame without an address': `<iframe srcdoc='${frame(ADDRESS)}'></iframe>`,
  'a frame that is told another page is around it': frame(`${ADDRESS}#parent=${encodeURIComponent(CITY)}`),
};

for (const [what, html] of Object.entries(WAYS)) {
  test(`${what} shows the hearing on the city’s site, and not on one that may not`, async ({ page }) => {
    const shows = () => page.frames().filter((one) => one.url().startsWith(ADDRESS));
    await page.goto(on(CITY, html));
    await expect.poll(async () => (await shows()[0]?.title())?.length ?? 0).toBeGreaterThan(0);
    const refusal = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    await page.goto(on(STRANGER, html));
    await refusal;
    expect(await Promise.all(shows().map((one) => one.title()))).not.toContainEqual(expect.stringMatching(/./));
  });
}

test('a site that may not show the hearing does not come by it through one that may, nor the other way round', async ({
  page,
}) => {
  const ours = HEARING + CONVERSATION;
  const citys = on(CITY, frame(ours));
  expect(await shown(page, on(STRANGER, frame(citys)))).toEqual([citys, 'refused']);
  const strangers = on(STRANGER, frame(ours));
  expect(await shown(page, on(CITY, frame(strangers)))).toEqual([strangers, 'refused']);
  // What is refused there is the hearing, not the way to it.
  expect(await shown(page, on(CITY, frame(citys)))).toEqual([citys, ours]);
});

test('an advertisement beside the frame leads it nowhere', async ({ page }) => {
  const ad = on(ADVERTISER, '<p>Reklame</p>');
  const ours = HEARING + CONVERSATION;
  expect(await shown(page, on(CITY, frame(ours) + frame(ad)))).toEqual([ours, ad]);
  const advertisement = page.frames()[2]!;
  const leads = (name: string, to: string) =>
    advertisement.evaluate(
      ([which, address]) => {
        try {
          parent.frames[Number(which)]!.location.href = address!;
          return 'led';
        } catch (refused) {
          return (refused as DOMException).name;
        }
      },
      [name, to],
    );
  expect(await leads('0', STRANGER)).toBe('SecurityError');
  expect(page.frames()[1]!.url()).toBe(ours);
  // It may lead itself, so it was not just that nothing happens.
  expect(await leads('1', `${ADVERTISER}/tom.html`)).toBe('led');
});
