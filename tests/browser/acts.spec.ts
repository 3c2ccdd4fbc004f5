import { arrived, open } from './house/arrival';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Thread } from './pages/thread';

const KEY = 'godt-i-gang';
const SECTION = `/${HEARING}/${KEY}`;

test('whoever regrets a word changes it within fifteen minutes, and everybody sees that it was', async ({
  page,
  people,
}) => {
  const me = await people.join('Lis');
  const [before, after] = [unique('Tolken kom ikk'), unique('Tolken kom ikke')];
  await people.comment(me, KEY, before);
  await remember(page.context(), me);
  await open(page, SECTION);
  const thread = new Thread(page);
  const post = thread.post(before);
  await (await post.more('Ret')).click();
  const change = page.getByRole('textbox', { name: 'Ret din kommentar' });
  await expect(change).toHaveValue(before);
  await change.fill(after);
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(thread.post(after).whole).toContainText('redigeret');
  await expect(thread.status).toHaveText('Din kommentar er rettet.');
  await expect(change).toHaveCount(0);
  await page.reload();
  await arrived(page);
  await expect(thread.post(after).whole).toContainText('redigeret');
  await expect(thread.post(before).whole).toHaveCount(0);
  await thread.post(after).whole.getByRole('link', { name: 'redigeret' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sådan er kommentaren redigeret');
  await expect(page.getByText('Først stod der')).toBeVisible();
  await expect(page.getByRole('deletion').first()).toContainText('ikk');
  await expect(page.getByRole('insertion').first()).toContainText('ikke');
  await page.getByRole('link', { name: 'Til kommentaren' }).click();
  await expect(thread.post(after).whole).toBeVisible();
});

test('a correction is kept over a reload, asks about a cpr number, and may be closed while it is saved', async ({
  page,
  people,
}) => {
  const me = await people.join('Dorte');
  const words = unique('Tolken kom forsent');
  await people.comment(me, KEY, words);
  await remember(page.context(), me);
  await open(page, SECTION);
  const thread = new Thread(page);
  const change = page.getByRole('textbox', { name: 'Ret din kommentar' });
  await (await thread.post(words).more('Ret')).click();
  await expect(change).toHaveValue(words);
  await change.fill(`${words} 010170-1234`);
  // A draft is written when nothing was typed for a while.
  await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.endsWith('>ret')));
  await page.reload();
  await arrived(page);
  await (await thread.post(words).more('Ret')).click();
  await expect(change).toHaveValue(`${words} 010170-1234`);
  const save = page.getByRole('button', { name: 'Gem', exact: true });
  await save.click();
  await expect(page.getByText('Se lige teksten igennem en gang til, før du sender.').first()).toBeVisible();
  const after = `${words}, igen`;
  await change.fill(after);
  let answer = () => {};
  const wait = new Promise<void>((done) => (answer = done));
  await page.route('**/api/comments/*', async (route) => {
    if (route.request().method() === 'PATCH') await wait;
    await route.continue();
  });
  await save.click();
  await page.getByRole('button', { name: 'Fortryd' }).click();
  answer();
  await expect(thread.post(after).whole).toContainText('redigeret');
  // The app is alive.
  await thread.post(after).support.click();
  await expect(thread.post(after).support).toHaveAttribute('aria-pressed', 'true');
});

test('after fifteen minutes a comment can be withdrawn but not changed', async ({ page, people }) => {
  const me = await people.join('Mads');
  const words = unique('Det står ved magt');
  await people.comment(me, KEY, words);
  await remember(page.context(), me);
  await page.clock.setFixedTime(Date.now() + 16 * 60_000);
  await open(page, SECTION);
  const post = new Thread(page).post(words);
  await expect(await post.more('Træk tilbage')).toBeVisible();
  await expect(post.acts('Ret')).toHaveCount(0);
});

test('whoever withdraws a comment is asked first, and only the answers stay', async ({ page, people }) => {
  const me = await people.join('Nete');
  const [words, answer] = [unique('Det fortryder jeg nok'), unique('Hvad mener du?')];
  const { id } = await people.comment(me, KEY, words);
  await people.comment(await people.join('Osvald'), KEY, answer, { parent: id });
  await remember(page.context(), me);
  await open(page, SECTION);
  const thread = new Thread(page);
  await (await thread.post(words).more('Træk tilbage')).click();
  const question = page.getByRole('group', { name: 'Træk tilbage' });
  await expect(question).toContainText('Vil du trække din kommentar tilbage?');
  await question.getByRole('button', { name: 'Fortryd' }).click();
  await expect(question).toHaveCount(0);
  await (await thread.post(words).more('Træk tilbage')).click();
  await question.getByRole('button', { name: 'Ja, træk den tilbage' }).click();
  await expect(thread.status).toHaveText('Din kommentar er trukket tilbage.');
  await expect(page.getByText(words)).toHaveCount(0);
  await page.goto(`/${HEARING}/kommentar/${id}`);
  await expect(page.getByText('Trukket tilbage af den, der skrev det')).toBeVisible();
  await expect(page.getByText(answer)).toBeVisible();
  await expect(page.getByText(words)).toHaveCount(0);
});

test('whoever agrees is counted once, also after a reload, and can change their mind', async ({ page, people }) => {
  const words = unique('Frugt til alle');
  await people.comment(await people.join('Otto'), KEY, words);
  await remember(page.context(), await people.join('Pia'));
  await open(page, SECTION);
  const { support } = new Thread(page).post(words);
  await expect(support).toHaveAttribute('aria-pressed', 'false');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/support'));
  await support.click();
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(support).toHaveText(/1$/);
  await saved;
  await page.reload();
  await arrived(page);
  await expect(support).toHaveAttribute('aria-pressed', 'true');
  await expect(support).toHaveText(/1$/);
  await support.click();
  await expect(support).toHaveAttribute('aria-pressed', 'false');
  await expect(support).toHaveText('Enig');
});

test('a stranger who agrees says a name first, and is then counted', async ({ page, people }) => {
  const words = unique('Varm mad til alle');
  await people.comment(await people.join('Rie'), KEY, words);
  await open(page, SECTION);
  const post = new Thread(page).post(words);
  await post.support.click();
  const name = post.whole.getByLabel('Dit navn');
  await expect(name).toBeFocused();
  await name.fill('Svend');
  await name.press('Enter');
  await expect(post.support).toHaveAttribute('aria-pressed', 'true');
  await expect(post.support).toHaveText(/1$/);
  await expect(name).toHaveCount(0);
});

test('support that the server refuses is taken back, and the reason is told', async ({ page, people }) => {
  const words = unique('Gratis bus');
  await people.comment(await people.join('Tage'), KEY, words);
  await remember(page.context(), await people.join('Ulla'));
  await open(page, SECTION);
  const post = new Thread(page).post(words);
  await page.route('**/support', (route) => route.abort());
  await post.support.click();
  await expect(post.support).toHaveAttribute('aria-pressed', 'false');
  await expect(post.support).toHaveText('Enig');
  await expect(post.whole).toContainText('der er ingen forbindelse');
});

test('a reader reports a comment with a reason and is thanked', async ({ page, people }) => {
  const words = unique('Køb billige ure');
  await people.comment(await people.join('Vagn'), KEY, words);
  await remember(page.context(), await people.join('Yrsa'));
  await open(page, SECTION);
  const post = new Thread(page).post(words);
  await (await post.more('Anmeld')).click();
  const reasons = post.whole.getByRole('group', { name: 'Hvad er der galt?' });
  await expect(reasons.getByRole('radio')).toHaveCount(7);
  const send = post.whole.getByRole('button', { name: 'Send anmeldelse' });
  await send.click();
  await expect(post.whole).toContainText('Vælg en af mulighederne.');
  await reasons.getByLabel('Ingen reklame eller spam').check();
  await post.whole.getByLabel('Vil du tilføje noget? (valgfrit)').fill('Den samme står overalt.');
  await send.click();
  await expect(post.whole).toContainText('Tak. En moderator ser på det.');
  await post.whole.getByRole('button', { name: 'Luk' }).click();
  await expect(reasons).toHaveCount(0);
});

test('the link to a comment can be copied', async ({ page, context, people }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const words = unique('Del mig');
  const { id } = await people.comment(await people.join('Åse'), KEY, words);
  await open(page, SECTION);
  const thread = new Thread(page);
  await (await thread.post(words).more('Kopiér link')).click();
  await expect(thread.status).toHaveText('Kopieret');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(copied).pathname).toBe(`/${HEARING}/kommentar/${id}`);
});
