import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Frame, Locator, Page } from '@playwright/test';
import { expect, gap, test } from '../house/abroad';
import { CITY, HEARING } from '../house/names';

/** What WordPress lets an unknown site's frame have; everything else is taken out. */
const ATTRIBUTES = ['src', 'width', 'height', 'frameborder', 'marginwidth', 'marginheight', 'scrolling', 'title'];

/** What is answered for an address of the hearing's site, asked as one server asks another. */
async function answered(api: APIRequestContext, address: string): Promise<string> {
  const { pathname, search } = new URL(address);
  const answer = await api.get(pathname + search, { headers: { host: new URL(HEARING).host } });
  expect(answer.ok(), address).toBe(true);
  return answer.text();
}

/** What WordPress makes of a bare address that an author has pasted: the frame that it finds there, in a sandbox. */
async function embedded(api: APIRequestContext, address: string): Promise<string> {
  const head = await answered(api, address);
  const [link] = /<link rel="alternate" type="application\/json\+oembed"[^>]*>/.exec(head) ?? [];
  const found = /href="([^"]+)"/.exec(link ?? '')![1]!.replaceAll('&amp;', '&');
  const { html, version } = JSON.parse(await answered(api, found));
  expect(version).toBe('1.0');
  const given = [.../([a-z]+)="([^"]*)"/g[Symbol.matchAll](html)].map(([, name, value]) => [name, value] as const);
  const secret = randomBytes(5).toString('hex');
  const kept = given.filter(([name]) => ATTRIBUTES.includes(name!));
  const attributes = kept.map(([name, value]) => `${name}="${value}${name === 'src' ? `#?secret=${secret}` : ''}"`);
  const own = `class="wp-embedded-content" sandbox="allow-scripts" security="restricted" data-secret="${secret}"`;
  const frame = `<iframe ${own} ${attributes.join(' ')}></iframe>`;
  return `<figure class="wp-block-embed is-type-rich"><div class="wp-block-embed__wrapper">${frame}</div></figure>`;
}

async function shown(page: Page, html: string): Promise<{ frame: Frame; element: Locator }> {
  await page.goto(`${CITY}/wordpress.html?html=${encodeURIComponent(html)}`);
  const element = page.locator('iframe.wp-embedded-content');
  const frame = await (await element.elementHandle())!.contentFrame();
  return { frame: frame!, element };
}

for (const [what, path] of [
  ['the hearing', '/integrationspolitik'],
  ['a section', '/integrationspolitik/indsats-1'],
]) {
  test(`WordPress takes the bare address of ${what}: its card is as high as it is, and its links lead there`, async ({
    page,
    api,
  }) => {
    const { frame, element } = await shown(page, await embedded(api, `${HEARING}${path}`));
    await expect(frame.getByRole('listitem')).toHaveCount(3);
    await expect.poll(() => gap(frame, element)).toBeLessThan(2);
    await frame.getByRole('link', { name: 'Deltag', exact: true }).click();
    await expect(page).toHaveURL(`${HEARING}${path}`);
  });
}
