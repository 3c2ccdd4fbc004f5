import { type Browser, type BrowserContext, type Page } from '@playwright/test';
import { open } from './house/arrival';
import { cut, mend } from './house/network';
import { HEARING, type People, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Thread } from './pages/thread';

const KEY = 'maal-5';
const SECTION = `/${HEARING}/${KEY}`;

/** What a person sees of a post of theirs in a thread. */
const mine = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words }).last();

/** The post has arrived as one comment, and the page shows it as one. */
async function arrivedOnce(page: Page, people: People, words: string): Promise<void> {
  await expect.poll(async () => (await people.find(KEY, words)).length).toBe(1);
  await expect(mine(page, words).getByRole('button', { name: /^Enig/ })).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: words })).toHaveCount(1);
}

test('a post is seen at once as “Sender …”, and then as “Sendt”', async ({ page, people }) => {
  await remember(page.context(), await people.join('Agnes'));
  await open(page, SECTION);
  const words = unique('Er I der?');
  let answer = () => {};
  const wait = new Promise<void>((done) => (answer = done));
  await page.route('**/comments', async (route) => {
    if (route.request().method() === 'POST') await wait;
    await route.fallback();
  });
  const thread = new Thread(page);
  await thread.composer.write(words);
  await expect(mine(page, words)).toContainText('Sender …');
  await expect(mine(page, words)).toContainText('Agnes');
  await expect(thread.composer.field).toHaveValue('');
  answer();
  await expect(mine(page, words)).toContainText('Sendt');
  await arrivedOnce(page, people, words);
});

test('without a connection a post waits and is sent by itself when there is one', async ({ page, people, context }) => {
  await remember(page.context(), await people.join('Birger'));
  await open(page, SECTION);
  const words = unique('Skrevet i metroen');
  await cut(context);
  await new Thread(page).composer.write(words);
  await expect(mine(page, words)).toContainText('Venter på forbindelse');
  await expect(new Thread(page).composer.field).toHaveValue('');
  await mend(context);
  await arrivedOnce(page, people, words);
  await expect(mine(page, words)).toContainText('Sendt');
});

test('a newcomer without a connection gives a name once, and both posts are theirs', async ({ page, people, context }) => {
  await open(page, SECTION);
  const { composer } = new Thread(page);
  const [first, second] = [unique('Først i tunnelen'), unique('Dernæst i tunnelen')];
  await cut(context);
  await composer.introduce('Dagny', first);
  await expect(mine(page, first)).toContainText('Venter på forbindelse');
  await composer.field.fill(second);
  await expect(composer.name).toHaveCount(0);
  await composer.send.click();
  await expect(mine(page, second)).toContainText('Venter på forbindelse');
  await mend(context);
  await arrivedOnce(page, people, first);
  await arrivedOnce(page, people, second);
  await open(page, '/mine');
  await expect(page.getByRole('main')).toContainText(first);
  await expect(page.getByRole('main')).toContainText(second);
});

test('a post that waits is sent once when the page is opened again, though it was closed in between', async ({
  page,
  people,
  context,
}) => {
  await remember(context, await people.join('Elly'));
  await open(page, SECTION);
  const words = unique('Telefonen gik ud');
  await cut(context);
  await new Thread(page).composer.write(words);
  await expect(mine(page, words)).toContainText('Venter på forbindelse');
  await page.close();
  expect(await people.find(KEY, words)).toHaveLength(0);
  await mend(context);
  // On whatever page of the site.
  const again = await context.newPage();
  await open(again, `/${HEARING}/maal-1`);
  await expect.poll(async () => (await people.find(KEY, words)).length).toBe(1);
  await open(again, SECTION);
  await arrivedOnce(again, people, words);
  await again.close();
});

test('an answer waits where it was given', async ({ page, people, context }) => {
  const [question, answer] = [unique('Hvornår åbner I?'), unique('Klokken ti')];
  await people.comment(await people.join('Folmer'), KEY, question);
  await remember(context, await people.join('Grethe'));
  await open(page, SECTION);
  const thread = new Thread(page);
  await thread.post(question).reply.click();
  await cut(context);
  await thread.composerFor('Svar til Folmer').write(answer);
  const talk = page.getByRole('article').filter({ hasText: question }).first();
  await expect(talk.getByRole('article').filter({ hasText: answer })).toContainText('Venter på forbindelse');
  await page.reload().catch(() => {});
  await mend(context);
  await open(page, SECTION);
  await expect(talk.getByRole('article').filter({ hasText: answer }).getByRole('button', { name: /^Enig/ })).toBeVisible();
});

test('where the browser stores nothing the post still goes out, and the page says what that means', async ({
  page,
  people,
  context,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await open(page, SECTION);
  const { composer } = new Thread(page);
  const [first, second] = [unique('Uden lager'), unique('Uden lager og net')];
  await composer.field.fill(first);
  await expect(composer.form).toContainText('Din browser gemmer ikke kladden.');
  await composer.name.fill('Holger');
  await composer.send.click();
  await arrivedOnce(page, people, first);
  await expect(page.getByRole('region', { name: 'Gem dit link' })).toContainText('Browseren her husker dig ikke');
  await cut(context);
  await composer.write(second);
  await expect(mine(page, second)).toContainText('Din browser gemmer den ikke. Luk ikke siden, før den er sendt.');
  await mend(context);
  await arrivedOnce(page, people, second);
});

test('where the storage is full the post still goes out, and the page says what that means', async ({
  page,
  people,
  context,
}) => {
  await open(page, SECTION);
  await page.evaluate(() => {
    // To the last byte, as other pages of a site may do.
    for (let size = 1 << 22; size > 0; size >>= 1) {
      try {
        for (let at = 0; ; at += 1) localStorage.setItem(`full-${size}-${at}`, 'x'.repeat(size));
      } catch {
        continue;
      }
    }
  });
  const { composer } = new Thread(page);
  const [first, second] = [unique('Fuldt lager'), unique('Fuldt lager uden net')];
  await composer.field.fill(first);
  await expect(composer.form).toContainText('Din browser gemmer ikke kladden.');
  await composer.name.fill('Henny');
  await composer.send.click();
  await arrivedOnce(page, people, first);
  await cut(context);
  await composer.write(second);
  await expect(mine(page, second)).toContainText('Din browser gemmer den ikke. Luk ikke siden, før den er sendt.');
  await mend(context);
  await arrivedOnce(page, people, second);
});

/** As if the hearing had closed meanwhile. */
const closed = { status: 409, contentType: 'application/problem+json', json: { status: 409, code: 'closed' } };

test('what was refused while something else is written stays, and comes back behind it, for the few it was meant for', async ({
  page,
  people,
  context,
}) => {
  await remember(context, await people.join('Karla'));
  await open(page, SECTION);
  const { composer } = new Thread(page);
  const [first, second] = [unique('Kun til kommunen'), unique('Noget andet')];
  const few = composer.form.getByLabel('Kun kommunen må læse det');
  await cut(context);
  await composer.field.fill(first);
  await few.check();
  await composer.send.click();
  await expect(mine(page, first)).toContainText('Venter på forbindelse');
  await composer.field.fill(second);
  await few.uncheck();
  await page.route('**/comments', (route) => (route.request().method() === 'POST' ? route.fulfill(closed) : route.fallback()));
  await mend(context);
  await expect(mine(page, first)).toContainText('Høringen er slut');
  await expect(composer.field).toHaveValue(second);
  await expect(composer.form).toContainText('Kladden er gemt.');
  // Neither is lost when the page is closed.
  await page.reload();
  await open(page, SECTION);
  await expect(composer.field).toHaveValue(second);
  await expect(few).not.toBeChecked();
  await mine(page, first).getByRole('button', { name: 'Ret den' }).click();
  await expect(composer.field).toHaveValue(`${second}\n\n${first}`);
  await expect(few).toBeChecked();
  await expect(page.getByRole('article').filter({ hasText: first })).toHaveCount(0);
  await page.reload();
  await open(page, SECTION);
  await expect(composer.field).toHaveValue(`${second}\n\n${first}`);
  await expect(few).toBeChecked();
});

test('another open page of the same browser sends a newcomer’s post under their name', async ({ page, people, context }) => {
  const other = await context.newPage();
  await open(other, `/${HEARING}/maal-1`);
  await open(page, SECTION);
  const words = unique('To faner');
  await cut(context);
  await new Thread(page).composer.introduce('Lauge', words);
  await expect(mine(page, words)).toContainText('Venter på forbindelse');
  await page.close();
  await mend(context);
  await other.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(async () => (await people.find(KEY, words)).length).toBe(1);
  const [sent] = await people.find(KEY, words);
  expect(sent).toMatchObject({ author: { name: 'Lauge' } });
});

/** Two phones that know nothing of each other. */
async function phones(browser: Browser, baseURL?: string): Promise<BrowserContext[]> {
  return Promise.all([1, 2].map(() => browser.newContext({ baseURL })));
}

test('two phones in one thread: what one writes is offered to the other, and moves nothing', async ({
  browser,
  baseURL,
  people,
}) => {
  const [one, two] = await phones(browser, baseURL);
  await remember(one!, await people.join('Inge'));
  await remember(two!, await people.join('Jens'));
  const [writes, reads] = [await one!.newPage(), await two!.newPage()];
  // A section of its own: what is sent beside this test would be counted too.
  await open(reads, `/${HEARING}/maal-4`);
  await open(writes, `/${HEARING}/maal-4`);
  const words = unique('Hører du mig?');
  await reads.getByRole('heading', { name: /^Kommentarer/ }).scrollIntoViewIfNeeded();
  const place = () => reads.getByRole('heading', { name: /^Kommentarer/ }).boundingBox();
  const before = await place();
  await new Thread(writes).composer.write(words);
  const offer = reads.getByRole('button', { name: '1 ny kommentar – vis' });
  await expect(offer).toBeVisible();
  await expect(reads.getByText(words)).toHaveCount(0);
  expect(await place()).toEqual(before);
  await offer.click();
  await expect(mine(reads, words)).toBeFocused();
  await expect(offer).toHaveCount(0);
  // And the other way round, as an answer.
  const answer = unique('Højt og klart');
  await new Thread(reads).post(words).reply.click();
  await new Thread(reads).composerFor('Svar til Inge').write(answer);
  await writes.getByRole('button', { name: /ny kommentar – vis$/ }).click();
  await expect(writes.getByRole('article').filter({ hasText: words }).first()).toContainText(answer);
  // One's own are not news.
  await expect(writes.getByRole('button', { name: /vis$/ })).toHaveCount(0);
  await Promise.all([one!.close(), two!.close()]);
});
