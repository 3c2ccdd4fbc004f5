import { open } from './house/arrival';
import { isOpenToAll } from './house/barriers';
import { HEARING, remember, unique } from './house/people';
import { expect, test } from './house/test';
import { Desk } from './pages/desk';
import { Mine } from './pages/mine';
import { Thread } from './pages/thread';

const KEY = 'sammen-om-trygheden';
const SENDER = 'Københavns Kommune';

test('a question is answered in the hearing’s name, shown first and told to its readers', async ({
  page,
  people,
  browser,
  baseURL,
}) => {
  const author = await people.join(unique('Bent'));
  const words = unique('Hvornår kommer mentorerne?');
  const post = await people.comment(author, KEY, words);
  await people.comment(await people.join('Rosa'), KEY, unique('Det vil jeg også vide'), { parent: post.id });
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/ko/spoergsmaal');
  await desk.line(words).click();
  const office = page.getByRole('region', { name: 'Kommunens svar' });
  await expect(office).toContainText('Spørgsmål uden svar');
  await office.getByText(`Svar som ${SENDER} …`).click();
  const field = office.getByLabel('Svaret', { exact: true });
  await office.getByRole('button', { name: 'Send svaret' }).click();
  await expect(office).toContainText('Skriv et svar først.');
  await isOpenToAll(page);
  const answer = unique('De kommer til foråret');
  await field.fill(answer);
  // What is written outlives the page.
  await page.reload();
  await expect(field).toHaveValue(answer);
  await office.getByLabel('Vis svaret øverst').check();
  await expect(office.getByLabel('Spørgsmålet er besvaret')).toBeChecked();
  await office.getByRole('button', { name: 'Send svaret' }).click();
  await expect(desk.status).toContainText('Svaret er sendt.');
  await expect(office).toContainText('Besvaret spørgsmål');
  await expect(office).toContainText(answer);
  await expect(desk.line(words)).toHaveCount(0);

  const theirs = await browser.newContext({ baseURL });
  await remember(theirs, author);
  const reader = await theirs.newPage();
  await open(reader, `/${HEARING}/kommentar/${post.id}`);
  const thread = new Thread(reader);
  await expect(thread.post(words).whole.getByText('besvaret', { exact: true })).toBeVisible();
  const shown = reader.getByRole('article').filter({ hasText: answer }).last();
  await expect(shown).toContainText(SENDER);
  await expect(shown).toContainText('vejledende svar');
  await expect(shown).toContainText('fremhævet af kommunen');
  const answers = await reader.locator('.post--answer').allInnerTexts();
  expect(answers[0]).toContain(answer);
  await isOpenToAll(reader);

  // The office corrects itself, and everybody can see that.
  await office.getByRole('link', { name: 'Se eller ret svaret' }).click();
  await office.getByText('Ret svaret …').click();
  const corrected = unique('De kommer til sommer');
  await office.getByLabel('Svaret', { exact: true }).fill(corrected);
  await office.getByRole('button', { name: 'Gem rettelsen' }).click();
  await expect(desk.status).toContainText('Rettelsen er gemt.');
  await open(reader, `/${HEARING}/kommentar/${post.id}`);
  await expect(reader.getByRole('main')).toContainText(corrected);
  await expect(reader.getByRole('link', { name: 'redigeret' })).toBeVisible();

  await office.getByRole('button', { name: 'Træk svaret tilbage' }).click();
  await expect(desk.status).toContainText('Svaret er trukket tilbage.');
  await page.goto('/desk/ko/spoergsmaal');
  await expect(desk.line(words)).toBeVisible();
  await theirs.close();
});

test('an answer to a proposal stands first in its thread, until it no longer does', async ({ page, people, browser, baseURL }) => {
  const author = await people.join(unique('Sanne'));
  const proposal = await people.propose(author, unique('Cafe på hjørnet'), 'Vi kan mødes der.');
  const desk = new Desk(page);
  await desk.enterAsAdmin(`/desk/ko/nye/forslag/${proposal.id}`);
  const office = page.getByRole('region', { name: 'Kommunens svar' });
  await office.getByText(`Svar som ${SENDER} …`).click();
  const answer = unique('Det ser vi på');
  await office.getByLabel('Svaret', { exact: true }).fill(answer);
  await office.getByLabel('Vis svaret øverst').check();
  await expect(office.getByLabel('Spørgsmålet er besvaret')).toHaveCount(0);
  await office.getByRole('button', { name: 'Send svaret' }).click();
  await expect(desk.status).toContainText('Svaret er sendt.');
  await expect(office).toContainText('fremhævet af kommunen');
  await isOpenToAll(page);
  const newer = unique('Hvem skal passe den?');
  const asked = await people.commentOn(author, proposal, newer);

  const reader = await (await browser.newContext({ baseURL })).newPage();
  const posts = reader.getByRole('main').getByRole('article').filter({ hasText: /\(u/ });
  const order = async () => {
    await open(reader, `/${HEARING}/forslag/${proposal.id}`);
    const words = (await posts.allInnerTexts()).join('\n');
    return words.indexOf(answer) < words.indexOf(newer);
  };
  expect(await order()).toBe(true);
  await expect(posts.filter({ hasText: answer }).last()).toContainText('fremhævet af kommunen');
  await isOpenToAll(reader);

  await office.getByRole('link', { name: 'Se eller ret svaret' }).click();
  await office.getByRole('button', { name: 'Vis ikke længere øverst' }).click();
  await expect(desk.status).toContainText('Svaret står ikke længere øverst.');
  expect(await order()).toBe(false);
  await reader.context().close();

  // What is asked under a proposal waits among the questions, with the way to its place.
  await page.goto('/desk/ko/spoergsmaal');
  await desk.line(newer).click();
  const place = page.getByRole('link', { name: /^Forslag: Cafe på hjørnet/ });
  await expect(place).toHaveAttribute('href', `/${HEARING}/kommentar/${asked.id}`);
});

test('what only the municipality can read is answered for its author alone', async ({ page, people, browser, baseURL }) => {
  const author = await people.join(unique('Gerda'));
  const words = unique('Kan I se på min sag?');
  await people.comment(author, KEY, words, { visibility: 'municipality' });
  const desk = new Desk(page);
  await desk.enterAsAdmin('/desk/ko/spoergsmaal');
  await desk.line(words).click();
  const office = page.getByRole('region', { name: 'Kommunens svar' });
  await office.getByText(`Svar som ${SENDER} …`).click();
  await expect(office).toContainText('Kun den, der skrev, kan læse svaret.');
  await expect(office.getByLabel('Vis svaret øverst')).toHaveCount(0);
  const answer = unique('Kom forbi rådhuset');
  await office.getByLabel('Svaret', { exact: true }).fill(answer);
  await office.getByRole('button', { name: 'Send svaret' }).click();
  await expect(desk.status).toContainText('Svaret er sendt.');

  const theirs = await browser.newContext({ baseURL });
  await remember(theirs, author);
  const reader = await theirs.newPage();
  await open(reader, '/mine');
  const card = new Mine(reader).card(words);
  await expect(card).toContainText(answer);
  await expect(card).toContainText('vejledende svar');
  await isOpenToAll(reader);
  await theirs.close();
});

test('a moderator reads the questions, and answers none', async ({ page, people }) => {
  const words = unique('Hvem betaler?');
  const post = await people.comment(await people.join(unique('Ib')), KEY, words);
  const desk = new Desk(page);
  await desk.enter(`/desk/ko/spoergsmaal/kommentar/${post.id}`);
  await expect(page.locator('#indlaeg')).toContainText(words);
  await expect(page.getByRole('region', { name: 'Kommunens svar' })).toHaveCount(0);
});
