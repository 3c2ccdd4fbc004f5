import type { Frame, Page } from '@playwright/test';
import { expect, framed, test } from '../house/abroad';
import { ADVERTISER, CITY, HEARING, STRANGER } from '../house/names';
import { unique } from '../house/people';
import { SECTION } from '../house/snippets';

// What a browser does not let through it tells in its console, and that is the point.
test.use({ forgiven: /CORS|NotSameOrigin|frame-ancestors|Blocked/ });

const OPEN = `/api/consultations/integrationspolitik`;
const COMMENTS = `${OPEN}/sections/${SECTION}/comments`;

/** What a page of another site gets when it asks the hearing's: a status and words, or nothing. */
function got(page: Page | Frame, path: string, how: RequestInit = {}): Promise<string> {
  return page.evaluate(
    async ([address, init]) => {
      const answer = await fetch(address as string, init as RequestInit).catch(() => undefined);
      if (!answer) return 'nothing';
      const text = await answer.text();
      return answer.type === 'opaque' && !text ? 'nothing' : `${answer.status}: ${text.slice(0, 1)}`;
    },
    [HEARING + path, how] as const,
  );
}

/** The page sends the hearing's site a form, as plain text, and goes there. */
async function submits(page: Page, path: string, text: string): Promise<void> {
  await page.evaluate(
    ([action, value]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', enctype: 'text/plain', action });
      // A name, "=" and a value are sent as they are.
      form.append(Object.assign(document.createElement('input'), { name: value!.slice(0, -1), value: '"}' }));
      document.body.append(form);
      form.submit();
    },
    [HEARING + path, text],
  );
  await page.waitForURL(HEARING + path);
}

const NOT_OPEN = [
  '/api/participants/me',
  '/api/desk/queue',
  '/api/desk/session',
  `${OPEN}/live`,
  '/api/openapi.json',
  '/healthz',
  '/',
  '/mine',
  '/oembed?url=x',
];

test('the city’s site reads the hearing’s open data, in nobody’s name, and nothing else', async ({ page }) => {
  await page.goto(`${CITY}/tom.html`);
  for (const path of [OPEN, `${OPEN}/counts`, COMMENTS]) {
    expect(await got(page, path), path).toBe('200: {');
    expect(await got(page, path, { credentials: 'include' }), path).toBe('nothing');
    expect(await got(page, path, { headers: { authorization: 'Bearer x' } }), path).toBe('nothing');
    expect(await got(page, path, { method: 'POST', body: '{}' }), path).toBe('nothing');
  }
  for (const path of NOT_OPEN) expect(await got(page, path), path).toBe('nothing');
});

test('a stranger’s site reads nothing, however it asks', async ({ page }) => {
  await page.goto(`${STRANGER}/tom.html`);
  for (const path of [OPEN, COMMENTS, ...NOT_OPEN, `/embed/integrationspolitik/${SECTION}`]) {
    for (const how of [
      {},
      { mode: 'no-cors' },
      { credentials: 'include' },
      { mode: 'no-cors', credentials: 'include' },
    ]) {
      expect(await got(page, path, how as RequestInit), `${path} ${JSON.stringify(how)}`).toBe('nothing');
    }
  }
});

test('a stranger’s site cannot use the hearing’s files, except those that are made for it', async ({ page }) => {
  await page.goto(HEARING);
  const files = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map((script) => script.src),
  );
  expect(files.length).toBeGreaterThan(0);
  await page.goto(`${STRANGER}/tom.html`);
  const loads = (address: string) =>
    page.evaluate(
      (src) =>
        new Promise((done) => {
          const script = document.createElement('script');
          script.onload = () => done(true);
          script.onerror = () => done(false);
          script.src = src;
          document.head.append(script);
        }),
      address,
    );
  expect(await loads(`${HEARING}/embed.js`)).toBe(true);
  for (const address of [...files, HEARING + OPEN, `${HEARING}/sw.js`])
    expect(await loads(address), address).toBe(false);
});

test('neither the page around the frame nor an advertisement beside it can look into it', async ({ page }) => {
  const { frame } = await framed(page, `${CITY}/tom.html?kode=ramme`);
  await frame.evaluate(() => localStorage.setItem('blanddig.me', 'hemmelig'));
  await page.evaluate((address) => {
    const ad = document.createElement('iframe');
    ad.src = address;
    document.body.append(ad);
  }, `${ADVERTISER}/tom.html`);
  await expect.poll(() => page.frames()[2]?.url()).toBe(`${ADVERTISER}/tom.html`);
  const looks = (from: Page | Frame) =>
    from.evaluate(() => {
      const frame = top!.frames[0]!;
      const attempts: Record<string, () => unknown> = {
        document: () => frame.document,
        address: () => frame.location.href,
        storage: () => frame.localStorage.getItem('blanddig.me'),
        cookies: () => frame.document.cookie,
        app: () => (frame as unknown as { blanddig: unknown }).blanddig,
        name: () => frame.name,
      };
      return Object.entries(attempts).flatMap(([what, attempt]) => {
        try {
          return [`${what}: ${String(attempt())}`];
        } catch (refused) {
          return (refused as DOMException).name === 'SecurityError' ? [] : [`${what}: ${refused}`];
        }
      });
    });
  expect(await looks(page)).toEqual([]);
  expect(await looks(page.frames()[2]!)).toEqual([]);
  // The frame itself can look at all of this.
  const own = (await frame.evaluate(() => [document.title, location.href, localStorage.getItem('blanddig.me')])).filter(
    Boolean,
  );
  expect(own).toHaveLength(3);
});

test('a page that opens the hearing’s site has no hold of it, and is not seen from there', async ({
  page,
  context,
}) => {
  const opened = async (address: string) => {
    await page.goto(`${STRANGER}/tom.html`);
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((to) => void Object.assign(window, { held: open(to, 'et-navn') }), address),
    ]);
    await popup.waitForLoadState();
    const seen = await popup.evaluate(() => window.opener !== null);
    const held = await page.evaluate(() => !(window as unknown as { held: Window }).held.closed);
    await popup.close();
    return { seen, held };
  };
  expect(await opened(`${CITY}/tom.html`), 'another page is held').toEqual({ seen: true, held: true });
  for (const path of [
    '/',
    `/integrationspolitik/${SECTION}`,
    '/mine',
    '/desk',
    `/embed/integrationspolitik/${SECTION}`,
  ]) {
    expect(await opened(HEARING + path), path).toEqual({ seen: false, held: false });
  }
});

test('a stranger’s page writes nothing in the name of somebody whom the browser knows', async ({
  page,
  people,
  abroad,
}) => {
  const mona = await people.join('Mona');
  await page.goto(HEARING);
  await page.evaluate((me) => localStorage.setItem('blanddig.me', me), JSON.stringify(mona));
  const words = unique('Skrevet af en fremmed side');
  const body = JSON.stringify({ body: words, client_key: 'a-key-of-a-stranger' });
  await page.goto(`${STRANGER}/tom.html`);
  const before = abroad.web.asked.length;
  for (const credentials of ['include', 'omit'] as const) {
    await got(page, COMMENTS, { method: 'POST', mode: 'no-cors', credentials, body });
    await got(page, COMMENTS, { method: 'POST', credentials, body, headers: { 'content-type': 'application/json' } });
    await got(page, COMMENTS, {
      method: 'POST',
      credentials,
      body,
      headers: { authorization: `Bearer ${mona.token}` },
    });
  }
  // A form asks nobody, and cannot send a token.
  await submits(page, COMMENTS, body);
  const sent = abroad.web.asked.slice(before).filter(({ method, path }) => method === 'POST' && path === COMMENTS);
  expect(sent.map(({ status, cookie }) => [status, cookie])).toEqual([
    [401, ''],
    [401, ''],
    [401, ''],
  ]);
  expect(await people.find(SECTION, words)).toEqual([]);
  // The same words, sent as Mona sends them, are taken.
  await people.comment(mona, SECTION, words);
  expect(await people.find(SECTION, words)).toHaveLength(1);
});

test('a stranger’s page decides nothing in the name of somebody who is at the desk', async ({ page, abroad }) => {
  const QUEUE = '/api/desk/queue';
  const last = () => abroad.web.asked.filter(({ path }) => path === QUEUE).at(-1)!;
  const headers = { 'content-type': 'application/json', 'x-blanddig': '1' };
  await page.goto(HEARING);
  await page.evaluate(
    async ([session, heads]) =>
      void (await fetch('/api/desk/session', { method: 'POST', body: session, headers: heads })),
    [JSON.stringify({ email: 'editor@example.org', password: process.env.STAFF_PASSWORD }), headers] as const,
  );
  expect(await got(page, QUEUE, { headers }), 'at the site itself').toBe('200: {');
  expect(last().cookie).toMatch(/^__Host-/);
  for (const site of [STRANGER, CITY]) {
    await page.goto(`${site}/tom.html`);
    expect(await got(page, QUEUE, { credentials: 'include', headers }), site).toBe('nothing');
    for (const method of ['GET', 'POST']) {
      expect(await got(page, QUEUE, { method, mode: 'no-cors', credentials: 'include' }), site).toBe('nothing');
      expect(last(), site).toMatchObject({ method, cookie: '', status: method === 'GET' ? 401 : 405 });
    }
    // Where the whole window goes, only the cookie's own rule keeps it back.
    await submits(page, QUEUE, '{}');
    expect(last(), site).toMatchObject({ method: 'POST', cookie: '', status: 405 });
  }
});
