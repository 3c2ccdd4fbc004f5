import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { open } from './house/arrival';
import { importText } from './house/hearing';
import { People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Paragraph } from './pages/paragraph';
import { Thread } from './pages/thread';

// What others write while one reads. Each test has a hearing of its own: in another one more is written.

const KEY = 'hvor';
const WORDS = 'Den skal stå ved søen';

function hearing(request: APIRequestContext) {
  const c = `baenk-${randomUUID().slice(0, 8)}`;
  importText(c, `---\ncloses: 2099-12-31\n---\n# En bænk\n\n## Hvor\n\n${WORDS}.\n`, '--publish');
  return { c, people: new People(request, c) };
}

test('what somebody wrote before one’s own post is offered, too', async ({ page, request }) => {
  const { c, people } = hearing(request);
  const ole = await people.join('Ole');
  await remember(page.context(), await people.join('Pia'));
  await open(page, `/${c}/${KEY}`);
  const [theirs, mine] = [unique('Skrevet først'), unique('Skrevet lidt efter')];
  const thread = new Thread(page);
  await thread.composer.field.fill(mine);
  // One’s own stands there before the other is heard of.
  await people.comment(ole, KEY, theirs);
  await thread.composer.send.click();
  await expect(thread.post(mine).whole).toHaveAttribute('data-id', /./);
  await page.getByRole('button', { name: '1 ny kommentar – vis' }).click();
  await expect(thread.post(theirs).whole).toBeFocused();
  await expect(page.locator('#kommentarer-titel')).toContainText('2');
});

test('in an open paragraph’s thread what is new there is offered there, and counted at the paragraph', async ({
  page,
  request,
}) => {
  const { c, people } = hearing(request);
  await open(page, `/${c}/${KEY}`);
  const { way, talk } = new Paragraph(page, WORDS);
  const paragraph = (await way.getAttribute('data-talk')) ?? '';
  await way.click();
  await expect(talk).toBeVisible();
  const said = unique('Lige her');
  const top = await people.comment(await people.join('Rie'), KEY, said, { anchor: { paragraph } });
  const offer = talk.getByRole('button', { name: '1 ny kommentar – vis' });
  await expect(offer).toBeInViewport({ ratio: 1 });
  await offer.click();
  await expect(talk.getByRole('article').filter({ hasText: said })).toBeFocused();
  await expect(way).toContainText('1 kommentar');
  const answer = unique('Og et svar');
  await people.comment(await people.join('Sia'), KEY, answer, { parent: top.id });
  await offer.click();
  await expect(talk.getByRole('article').filter({ hasText: answer }).last()).toBeFocused();
  await expect(way).toContainText('2 kommentarer');
});

test('one’s own comment at a paragraph is counted there once', async ({ page, request }) => {
  const { c, people } = hearing(request);
  await remember(page.context(), await people.join('Tina'));
  await open(page, `/${c}/${KEY}`);
  const { way, talk } = new Paragraph(page, WORDS);
  await way.click();
  await new Thread(page).composerFor('Hvad mener du om dette sted?').write(unique('Her'));
  await expect(talk.getByRole('article')).toHaveAttribute('data-id', /./);
  await expect(way).toContainText('1 kommentar');
  // The stream tells of it, too.
  await page.waitForTimeout(3_000);
  await expect(way).toContainText('1 kommentar ');
  await expect(page.getByRole('button', { name: /– vis$/ })).toHaveCount(0);
});

test('who comes back to the page is offered what was written meanwhile, and asks for it once', async ({
  page,
  request,
}) => {
  const { c, people } = hearing(request);
  await open(page, `/${c}/${KEY}`);
  const seen = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
  await seen(true);
  await people.comment(await people.join('Rie'), KEY, unique('Mens du var væk'));
  await page.waitForFunction(() => performance.now() > 4_000);
  const asked: string[] = [];
  page.on('request', (request) => void (request.url().includes('sort=newest') && asked.push(request.url())));
  await seen(false);
  await expect(page.getByRole('button', { name: '1 ny kommentar – vis' })).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('what could not be fetched is offered again', async ({ page, request }) => {
  const { c, people } = hearing(request);
  await open(page, `/${c}/${KEY}`);
  const said = unique('Kom frem');
  await people.comment(await people.join('Ulla'), KEY, said);
  const offer = page.getByRole('button', { name: '1 ny kommentar – vis' });
  await page.route('**/api/comments/*', (route) => route.abort());
  const failed = page.waitForEvent('requestfailed');
  await offer.click();
  await failed;
  await page.unroute('**/api/comments/*');
  await offer.click();
  await expect(new Thread(page).post(said).whole).toBeFocused();
});

test('an answer to what stands on another page of the thread is not offered, for it cannot be shown', async ({
  page,
  request,
}) => {
  const { c, people } = hearing(request);
  const una = await people.join('Una');
  const first = await people.comment(una, KEY, unique('Den allerførste'));
  for (let n = 0; n < 21; n += 1) await people.comment(una, KEY, unique('Endnu en'));
  await open(page, `/${c}/${KEY}`);
  const shown = unique('Ny');
  await people.comment(una, KEY, unique('Svar langt væk'), { parent: first.id });
  await people.comment(una, KEY, shown);
  await page.getByRole('button', { name: '1 ny kommentar – vis' }).click();
  await expect(new Thread(page).post(shown).whole).toBeFocused();
});
